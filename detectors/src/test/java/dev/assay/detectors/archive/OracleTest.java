package dev.assay.detectors.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.archive.ar.ArDecoder;
import dev.assay.detectors.archive.bzip2.Bzip2Decoder;
import dev.assay.detectors.archive.cpio.CpioDecoder;
import dev.assay.detectors.archive.gzip.GzipDecoder;
import dev.assay.detectors.archive.lz4.Lz4Decoder;
import dev.assay.detectors.archive.lzma.LzmaDecoder;
import dev.assay.detectors.archive.sevenz.SevenZDecoder;
import dev.assay.detectors.archive.tar.TarDecoder;
import dev.assay.detectors.archive.xz.XzDecoder;
import dev.assay.detectors.archive.zip.ZipDecoder;
import dev.assay.detectors.archive.zlib.ZfileDecoder;
import dev.assay.detectors.archive.zlib.ZlibDecoder;
import dev.assay.detectors.archive.zstd.ZstdDecoder;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.FileSource;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.RecordingSink;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Others as oracles: Python's modules and the programs themselves through their fixtures, {@code java.util.zip} on the jars at hand. */
class OracleTest {
    private static final List<Decoder> DECODERS = List.of(
            new ArDecoder(),
            new Bzip2Decoder(),
            new CpioDecoder(),
            new GzipDecoder(),
            new Lz4Decoder(),
            new LzmaDecoder(),
            new SevenZDecoder(),
            new TarDecoder(),
            new XzDecoder(),
            new ZfileDecoder(),
            new ZipDecoder(),
            new ZlibDecoder(),
            new ZstdDecoder());

    private static InputStream fixture(String name) {
        return Objects.requireNonNull(OracleTest.class.getResourceAsStream("fixtures/" + name));
    }

    private static Stream<Map.Entry<String, List<String>>> fixtures() throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String manifest : List.of("manifest.tsv", "packages.tsv", "wrappers.tsv")) {
            try (var lines = new BufferedReader(new InputStreamReader(fixture(manifest), StandardCharsets.UTF_8))) {
                lines.lines().forEach(line -> {
                    int tab = line.indexOf('\t');
                    rows.computeIfAbsent(line.substring(0, tab), _ -> new ArrayList<>())
                            .add(line.substring(tab + 1));
                });
            }
        }
        return rows.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void readsWhatOthersWrote(Map.Entry<String, List<String>> row) throws IOException {
        byte[] bytes;
        try (InputStream in = fixture(row.getKey())) {
            bytes = in.readAllBytes();
        }
        List<Decoder> found = DECODERS.stream()
                .filter(decoder -> decoder.format().magic().matches(Head.of("x", bytes)))
                .toList();
        assertThat(found).hasSize(1);
        for (ByteSource source : List.of(
                new MemorySource(bytes), new StreamSource(new ByteArrayInputStream(bytes), ByteSource.UNKNOWN))) {
            if (!source.seekable() && found.getFirst().access() == Access.RANDOM) {
                continue; // the engine keeps it first
            }
            RecordingSink sink = RecordingSink.of(found.getFirst(), source, true);
            assertThat(lines(sink)).isEqualTo(row.getValue());
            assertThat(sink.facts()).isEmpty();
            assertThat(sink.gaps()).isEmpty();
        }
    }

    private static List<String> lines(RecordingSink sink) {
        return sink.children().stream()
                .map(child -> line(child.name(), child.bytes()))
                .toList();
    }

    private static String line(String name, byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return name + "\t" + bytes.length + "\t" + String.format("%08x", crc.getValue());
    }

    @Test
    void readsWhatJavaReadsOfRealJars() throws IOException {
        List<Path> jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.toString().endsWith(".jar") && Files.isRegularFile(path))
                .limit(5)
                .toList();
        for (Path jar : jars) {
            List<String> expected = new ArrayList<>();
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    if (!entry.isDirectory()) {
                        expected.add(
                                line(entry.getName(), zip.getInputStream(entry).readAllBytes()));
                    }
                }
            }
            try (FileSource file = FileSource.open(jar);
                    InputStream stream = Files.newInputStream(jar)) {
                for (ByteSource source : List.of(file, new StreamSource(stream, ByteSource.UNKNOWN))) {
                    RecordingSink sink = RecordingSink.of(new ZipDecoder(), source);
                    assertThat(lines(sink)).as("%s", jar).containsExactlyInAnyOrderElementsOf(expected);
                    assertThat(sink.facts()).as("%s", jar).isEmpty();
                    assertThat(sink.gaps()).as("%s", jar).isEmpty();
                }
            }
        }
    }

    @Test
    void readsWhatJavaStreams() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 12; round++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                for (int i = random.nextInt(6); i >= 0; i--) {
                    byte[] content = new byte[random.nextInt(300_000)];
                    for (int at = 0; at < content.length; at += 1 + random.nextInt(8)) {
                        content[at] = (byte) random.nextInt();
                    }
                    zip.putNextEntry(new ZipEntry("member" + i));
                    zip.write(content);
                }
            }
            List<String> expected = new ArrayList<>();
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                    expected.add(line(entry.getName(), zip.readAllBytes()));
                }
            }
            byte[] all = bytes.toByteArray();
            for (ByteSource source : List.of(
                    new MemorySource(all), new StreamSource(new ByteArrayInputStream(all), ByteSource.UNKNOWN))) {
                RecordingSink sink = RecordingSink.of(new ZipDecoder(), source);
                assertThat(lines(sink)).isEqualTo(expected);
                assertThat(sink.facts()).isEmpty();
                assertThat(sink.gaps()).isEmpty();
            }
        }
    }
}
