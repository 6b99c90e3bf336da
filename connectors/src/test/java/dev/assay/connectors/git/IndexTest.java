package dev.assay.connectors.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.cache.FileIdentity;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexTest {
    private static final String ID = "0123456789abcdef0123456789abcdef01234567";
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long INODE = 5L + (3L << 32);
    private static final FileIdentity SEEN = new FileIdentity("", "", 1, INODE, 10, 100 * SECOND + 7, 101 * SECOND + 8);

    @TempDir
    private Path folder;

    private Path write(int version, int flags, String extension, String... paths) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeBytes("DIRC");
        out.writeInt(version);
        out.writeInt(paths.length);
        String before = "";
        for (String path : paths) {
            int from = out.size();
            for (int number : new int[] {101, 8, 100, 7, 1, (int) INODE, 0100644, 0, 0, 10}) {
                out.writeInt(number);
            }
            out.write(HexFormat.of().parseHex(ID));
            out.writeShort(flags | Math.min(path.length(), 0xfff));
            if ((flags & 0x4000) != 0) {
                out.writeShort(0);
            }
            if (version == 4) {
                int common = 0;
                while (common < Math.min(before.length(), path.length())
                        && before.charAt(common) == path.charAt(common)) {
                    common++;
                }
                int drop = before.length() - common;
                if (drop >= 0x80) { // the highest bits first, each byte but the last counting one more
                    out.writeByte(0x80 | (drop >> 7) - 1);
                }
                out.writeByte(drop & 0x7f);
                out.write((path.substring(common) + "\0").getBytes(StandardCharsets.UTF_8));
            } else {
                out.write(path.getBytes(StandardCharsets.UTF_8));
                out.write(new byte[8 - (out.size() - from) % 8]);
            }
            before = path;
        }
        out.writeBytes(extension);
        if (!extension.isEmpty()) {
            out.writeInt(4);
            out.writeInt(0);
        }
        out.write(new byte[20]);
        Path file = folder.resolve("index");
        Files.write(file, bytes.toByteArray());
        Files.setLastModifiedTime(file, FileTime.from(200, TimeUnit.SECONDS));
        return file;
    }

    private static Index read(Path file) throws IOException {
        return Index.read(file, "", ObjectFormat.SHA1, 1_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void readsEachVersion(int version) throws IOException {
        String[] paths = {"a", "a.b/c", "a/" + "long/".repeat(100) + "x", "a/b", "lib/abcdefg", "lib/abcdefgh", "é"};
        int flags = version == 3 ? 0x4000 : 0;
        Index index = read(write(version, flags, "TREE", paths));
        for (String path : paths) {
            assertThat(index.vouched(path, SEEN)).as(path).isEqualTo(ID);
        }
        assertThat(index.hasBelow("lib")).isTrue();
        assertThat(index.hasBelow("li")).isFalse();
        Index below = Index.read(folder.resolve("index"), "lib/", ObjectFormat.SHA1, 1_000);
        assertThat(below.has("abcdefg")).isTrue();
        assertThat(below.has("a")).isFalse();
    }

    @Test
    void vouchesForNothingThatIsNotExactlyAsItWasSeen() throws IOException {
        Index index = read(write(2, 0, "", "a"));
        assertThat(index.vouched("b", SEEN)).isNull();
        assertThat(index.vouched("a", null)).isNull();
        assertThat(index.vouched("a", new FileIdentity("", "", 1, INODE + 1, 10, SEEN.mtimeNanos(), SEEN.ctimeNanos())))
                .isNull();
        assertThat(index.vouched("a", new FileIdentity("", "", 1, INODE, 11, SEEN.mtimeNanos(), SEEN.ctimeNanos())))
                .isNull();
        assertThat(index.vouched("a", new FileIdentity("", "", 1, INODE, 10, SEEN.mtimeNanos() + 1, SEEN.ctimeNanos())))
                .isNull();
        assertThat(index.vouched("a", new FileIdentity("", "", 1, INODE, 10, SEEN.mtimeNanos(), SEEN.ctimeNanos() + 1)))
                .isNull();
    }

    @Test
    void aFileThatWasWrittenWithTheIndexIsNotVouchedFor() throws IOException {
        Path file = write(2, 0, "", "a");
        Files.setLastModifiedTime(file, FileTime.from(101 * SECOND + 8, TimeUnit.NANOSECONDS));
        assertThat(read(file).vouched("a", SEEN)).isNull();
    }

    @Test
    void oneOfSeveralInAConflictIsTrackedAndNotVouchedFor() throws IOException {
        Index index = read(write(2, 0x2000, "", "a"));
        assertThat(index.has("a")).isTrue();
        assertThat(index.vouched("a", SEEN)).isNull();
    }

    @Test
    void anIndexInPartsIsRefusedWithTheWayOut() throws IOException {
        Path split = write(2, 0, "link", "a");
        assertThatThrownBy(() -> read(split)).hasMessageContaining("git update-index --no-split-index");
        Path sparse = write(2, 0, "sdir", "a");
        assertThatThrownBy(() -> read(sparse)).hasMessageContaining("--no-sparse-index");
    }

    @Test
    void moreFilesThanAreHeldAreRefused() throws IOException {
        Path file = write(2, 0, "", "a", "b", "c");
        assertThatThrownBy(() -> Index.read(file, "", ObjectFormat.SHA1, 2)).hasMessageContaining("more than 2 files");
    }
}
