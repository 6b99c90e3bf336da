package dev.assay.detectors.model.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.decode.RecordingSink.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of datasets is what h5py wrote into them: see {@code make_hdf5.py}. */
class Hdf5ValuesTest {
    private static final Path REAL = Path.of("src/test/resources/real");
    private static final String WORDS = "a chunk of plain words, as notes are kept beside numbers. ".repeat(8);
    private static final String DATA = WORDS.repeat(4);

    /** In all five kinds of indices and the old one, with and without filters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hdf5/3.7.0/everything-earliest.h5",
                "hdf5/3.7.0/everything-latest.h5",
                "hdf5/3.16.0/everything-latest.h5",
            })
    void bytesInChunksArePutTogether(String name) throws IOException {
        RecordingSink sink = decode(real(name));
        Map<String, String> children = texts(sink);
        for (String whole : new String[] {"plain", "chunked", "gzip", "shuffled", "checked", "lzf", "grows"}) {
            assertThat(children).containsEntry("bytes/" + whole, DATA);
        }
        assertThat(children)
                .containsEntry("bytes/square", DATA.substring(0, 1600))
                .containsEntry("bytes/grid", DATA.substring(0, 1600))
                .containsEntry("bytes/many", DATA.repeat(4))
                .containsEntry("bytes/texts-gzip", WORDS.repeat(4))
                .containsEntry("bytes/any-length", "one\nand another of any length\n" + WORDS + "\n");
        assertThat(sink.gaps()).isEmpty();
    }

    @Test
    void objectsOfPyTablesAreHandedOnOneByOne() throws IOException {
        RecordingSink sink = decode(real("pytables/3.7.0/tables.h5"));
        Map<String, String> children = texts(sink);
        assertThat(children.get("objects[0]")).startsWith("\u0080").contains("an object of any kind");
        assertThat(children.get("objects[1]")).startsWith("\u0080");
        assertThat(children).containsEntry("texts[0]", "a text of bytes");
        assertThat(sink.gaps()).isEmpty();
    }

    /** A filter of zlib whose bytes are damaged, in a file that is sound otherwise. */
    @Test
    void aDamagedChunkIsNoCleanFile() throws IOException {
        byte[] bytes = real("hdf5/3.7.0/everything-latest.h5");
        int broken = 0;
        for (int i = 0; i < bytes.length - 2; i++) {
            if (bytes[i] == 0x78 && bytes[i + 1] == 0x5e) { // as zlib begins at its usual level
                bytes[i + 2] = -1;
                broken++;
            }
        }
        assertThat(broken).isPositive();
        RecordingSink sink = decode(bytes);
        assertThat(sink.gaps()).anyMatch(gap -> gap.reason().contains("a packed chunk"));
        assertThat(texts(sink)).containsEntry("bytes/chunked", DATA);
    }

    private static byte[] real(String name) throws IOException {
        return Files.readAllBytes(REAL.resolve(name));
    }

    private static RecordingSink decode(byte[] bytes) throws IOException {
        var budget = RecordingSink.budget(Limits.DEFAULT, bytes.length);
        RecordingSink sink = new RecordingSink(budget);
        new Hdf5Decoder().decode(new MemorySource(bytes), sink, budget);
        return sink;
    }

    private static Map<String, String> texts(RecordingSink sink) {
        return sink.children().stream().collect(Collectors.toMap(Child::name, Child::text, (first, _) -> first));
    }
}
