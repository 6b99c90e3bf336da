package dev.assay.connectors.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.Clock;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs and trees that somebody made to harm. */
class PackTest {
    private static final byte[] ID = HexFormat.of().parseHex("aa".repeat(20));
    private static final byte[] OTHER = HexFormat.of().parseHex("bb".repeat(20));
    private static final int MOST = 1 << 16;

    @TempDir
    private Path folder;

    /** A pack of these objects, and its index, of which the first two have names. */
    private Pack pack(byte[]... objects) throws IOException {
        ByteArrayOutputStream pack = new ByteArrayOutputStream();
        pack.writeBytes("PACK\0\0\0\2\0\0\0\1".getBytes(StandardCharsets.ISO_8859_1));
        int[] offsets = new int[2];
        for (int i = 0; i < objects.length; i++) {
            offsets[Math.min(i, 1)] = pack.size();
            pack.writeBytes(objects[i]);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream index = new DataOutputStream(bytes);
        index.writeInt(0xff744f63);
        index.writeInt(2);
        for (int i = 0; i < 256; i++) {
            index.writeInt(i < 0xaa ? 0 : i < 0xbb ? 1 : 2);
        }
        index.write(ID);
        index.write(OTHER);
        index.writeLong(0);
        index.writeInt(offsets[0]);
        index.writeInt(offsets[1]);
        Files.write(folder.resolve("p.pack"), pack.toByteArray());
        Files.write(folder.resolve("p.idx"), bytes.toByteArray());
        return Pack.open(folder.resolve("p.idx"), folder.resolve("p.pack"), 20, MOST);
    }

    private static byte[] object(int kind, int size, byte[] base, byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int left = size >> 4;
        out.write((left > 0 ? 0x80 : 0) | kind << 4 | size & 15);
        while (left > 0) {
            out.write((left > 0x7f ? 0x80 : 0) | left & 0x7f);
            left >>= 7;
        }
        out.writeBytes(base);
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(out)) {
            deflated.write(data);
        }
        return out.toByteArray();
    }

    @Test
    void changesOfChangesInACircleEnd() throws IOException {
        byte[] delta = {0, 0};
        try (Pack pack = pack(object(7, 2, OTHER, delta), object(7, 2, ID, delta))) {
            assertThatThrownBy(() -> pack.read(ID, _ -> {})).hasMessageContaining("made of too many others");
        }
    }

    @Test
    void anObjectThatGrowsWithoutEndIsRefused() throws IOException {
        try (Pack pack = pack(object(3, 10, new byte[0], new byte[10 * MOST]))) {
            assertThatThrownBy(() -> pack.read(ID, _ -> {})).hasMessageContaining("larger than it may be");
        }
        byte[] huge = {0, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f};
        try (Pack pack = pack(object(7, huge.length, OTHER, huge), object(3, 0, new byte[0], new byte[0]))) {
            assertThatThrownBy(() -> pack.read(ID, _ -> {})).hasMessageContaining("larger than it may be");
        }
    }

    @Test
    void aChangeOutsideOfItsBaseIsRefused() throws IOException {
        byte[] delta = {4, 8, (byte) 0x91, 2, 8};
        try (Pack pack = pack(object(7, delta.length, OTHER, delta), object(3, 4, new byte[0], new byte[4]))) {
            assertThatThrownBy(() -> pack.read(ID, _ -> {})).hasMessageContaining("beyond the end");
        }
    }

    @Test
    void aPackThatIsBrokenAnywhereIsAnErrorAndNothingElse() throws IOException, GitAPIException {
        Path root = Files.createDirectory(folder.resolve("tree"));
        try (GitFolder tree = new GitFolder(root)) {
            String text = "some text that is there again\n".repeat(50);
            for (int i = 0; i < 5; i++) {
                tree.write("a.txt", text + i).write("lib/f" + i, "x").commit("n" + i);
            }
            tree.git().gc().call();
            tree.write("a.txt", "now");
            assertThat(tree.since("HEAD~3").changed).containsExactly("a.txt", "lib/f2", "lib/f3", "lib/f4");
            Random random = new Random(5);
            for (Path file : packed(root)) {
                byte[] bytes = Files.readAllBytes(file);
                assertThat(file.toFile().setWritable(true)).isTrue();
                for (int i = 0; i < 150; i++) {
                    byte[] broken = bytes.clone();
                    broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
                    Files.write(file, broken);
                    try {
                        assertThat(tree.since("HEAD~3").changed).contains("a.txt");
                    } catch (IOException expected) {
                        assertThat(expected).hasMessageNotContaining("Exception");
                    }
                }
                Files.write(file, bytes);
            }
        }
    }

    private static List<Path> packed(Path root) throws IOException {
        try (var files = Files.list(root.resolve(".git/objects/pack"))) {
            return files.filter(file -> file.toString().matches(".*\\.(idx|pack)"))
                    .sorted()
                    .toList();
        }
    }

    /** Ten folders in each of ten levels, each the same one: a few hundred bytes that unfold to ten thousand million files. */
    @Test
    void foldersThatUnfoldWithoutEndAreRefused() throws IOException, GitAPIException {
        Path root = Files.createDirectory(folder.resolve("tree"));
        try (GitFolder tree = new GitFolder(root);
                ObjectInserter inserter = tree.git().getRepository().newObjectInserter()) {
            ObjectId at = inserter.insert(Constants.OBJ_BLOB, new byte[] {'x'});
            FileMode mode = FileMode.REGULAR_FILE;
            for (int level = 0; level < 10; level++) {
                TreeFormatter formatter = new TreeFormatter();
                for (int i = 0; i < 10; i++) {
                    formatter.append("d" + i, mode, at);
                }
                at = inserter.insert(formatter);
                mode = FileMode.TREE;
            }
            inserter.flush();
            String top = at.name();
            try (Repository repository = Repository.at(root, Clock.endless()).orElseThrow()) {
                assertThatThrownBy(() -> new Trees(repository.objects(), 10_000, Clock.endless()).below(top, ""))
                        .hasMessageContaining("more than 10000 f");
                assertThat(new Trees(repository.objects(), 10_000, Clock.endless())
                                .below(top, "d1/d1/d1/d1/d1/d1/d1/d1"))
                        .hasSize(100);
            }
        }
    }
}
