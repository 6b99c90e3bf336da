package dev.assay.engine.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slices, files and streams at their edges. */
class SourcesTest {
    private static final byte[] DIGITS = "0123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private static String read(ByteSource source, long position, int most) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(most);
        int n = source.read(position, into);
        assertThat(into.limit()).isEqualTo(most);
        return n < 0 ? "end" : new String(into.array(), 0, n, java.nio.charset.StandardCharsets.US_ASCII);
    }

    @Test
    void aSliceEndsWhereItSaysOrWhereTheWholeDoes() throws IOException {
        ByteSource whole = new MemorySource(DIGITS);
        SliceSource slice = new SliceSource(whole, 2, 5);
        assertThat(slice.sizeBytes()).isEqualTo(5);
        assertThat(read(slice, 0, 10)).isEqualTo("23456");
        assertThat(read(slice, 4, 10)).isEqualTo("6");
        assertThat(read(slice, 5, 10)).isEqualTo("end");
        assertThat(read(new SliceSource(slice, 1, 2), 0, 10)).isEqualTo("34");
        assertThat(read(new SliceSource(whole, 8, 100), 0, 10)).isEqualTo("89");
        assertThat(read(new SliceSource(whole, 8, 100), 2, 10)).isEqualTo("end");
        assertThat(read(new SliceSource(whole, 50, 1), 0, 10)).isEqualTo("end");
    }

    @Test
    void aSliceOfANonsensicalRangeIsRefused() {
        ByteSource whole = new MemorySource(DIGITS);
        assertThatThrownBy(() -> new SliceSource(whole, -1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SliceSource(whole, 1, -2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SliceSource(whole, Long.MAX_VALUE, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFileThatShrinksIsSaidToHaveChanged(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("f"), DIGITS);
        try (FileSource source = FileSource.open(file)) {
            assertThat(read(source, 7, 10)).isEqualTo("789");
            assertThat(read(source, 10, 10)).isEqualTo("end");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(4);
            }
            assertThat(read(source, 2, 10)).isEqualTo("23");
            assertThatThrownBy(() -> read(source, 5, 10))
                    .isInstanceOf(ChangedException.class)
                    .hasMessageContaining("shrank from 10 to 4");
        }
    }

    @Test
    void whatIsAppendedAfterOpeningIsNotRead(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("f"), DIGITS);
        try (FileSource source = FileSource.open(file)) {
            Files.write(file, DIGITS, StandardOpenOption.APPEND);
            assertThat(read(source, 8, 10)).isEqualTo("89");
            assertThat(read(source, 10, 10)).isEqualTo("end");
        }
    }

    @Test
    void aStreamGoesForwardOnly() throws IOException {
        StreamSource stream = new StreamSource(new ByteArrayInputStream(DIGITS), 10);
        assertThat(read(stream, 0, 4)).isEqualTo("0123");
        assertThatThrownBy(() -> read(stream, 0, 4)).isInstanceOf(IllegalStateException.class);
        assertThat(read(stream, 4, 10)).isEqualTo("456789");
        assertThat(read(stream, 10, 10)).isEqualTo("end");
    }
}
