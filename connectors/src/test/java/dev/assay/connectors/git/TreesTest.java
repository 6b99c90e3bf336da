package dev.assay.connectors.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Folders that no git would write. */
class TreesTest {
    private static final String TOP = "a".repeat(40);
    private static final String FILE = "b".repeat(40);

    private static final class Writer implements Objects {
        private final Map<String, GitObject> objects = new HashMap<>();

        /** @param entries modes with names, then the objects that they are of */
        Writer tree(String id, String... entries) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int i = 0; i < entries.length; i += 2) {
                out.writeBytes((entries[i] + "\0").getBytes(UTF_8));
                out.writeBytes(HexFormat.of().parseHex(entries[i + 1]));
            }
            objects.put(id, new GitObject(GitObject.Kind.TREE, out.toByteArray()));
            return this;
        }

        @Override
        public ObjectFormat format() {
            return ObjectFormat.SHA1;
        }

        @Override
        public GitObject read(String id) {
            return objects.get(id);
        }

        Map<String, Trees.Entry> below() throws IOException {
            return new Trees(this, 10_000, Clock.endless()).below(TOP, "");
        }
    }

    /** Else one file would hide another one, which git may check out. */
    @Test
    void twoOfTheSameNameAreRefused() {
        Writer same = new Writer().tree(TOP, "100644 run.py", FILE, "100755 run.py", "c".repeat(40));
        assertThatThrownBy(same::below).isInstanceOf(MalformedException.class).hasMessageContaining("same name");
        Writer folder = new Writer().tree(TOP, "100644 run", FILE, "40000 run", "c".repeat(40));
        assertThatThrownBy(folder::below).hasMessageContaining("same name");
    }

    @Test
    void namesThatLeadElsewhereAreRefused() throws IOException {
        for (String name : new String[] {"..", ".", "a/b", "/etc", ""}) {
            assertThatThrownBy(new Writer().tree(TOP, "100644 " + name, FILE)::below)
                    .isInstanceOf(MalformedException.class);
        }
        Map<String, Trees.Entry> files =
                new Writer().tree(TOP, "100644 A", FILE, "100644 a\n", FILE).below();
        assertThat(files).hasSize(2).containsKey("A");
    }

    /** As git takes it: what is no file, folder or link is a submodule. */
    @Test
    void aModeOfNoKindIsASubmodule() throws IOException {
        Map<String, Trees.Entry> files = new Writer()
                .tree(TOP, "0 none", FILE, "160000 module", FILE, "120000 link", FILE, "100664 file", FILE)
                .below();
        assertThat(files.get("none").isModule()).isTrue();
        assertThat(files.get("module").isModule()).isTrue();
        assertThat(files.get("link").isModule()).isFalse();
        assertThat(files.get("file").isFile()).isTrue();
    }

    /** A few kilobytes that unfold to paths for which no heap is large enough, though there are few of them. */
    @Test
    void pathsThatUnfoldAreBounded() {
        Writer writer = new Writer();
        String name = "n".repeat(2_000);
        for (int level = 0; level < 9; level++) {
            String id = level == 0 ? TOP : "%040x".formatted(level);
            String next = "%040x".formatted(level + 1);
            writer.tree(id, "40000 0" + name, next, "40000 1" + name, next);
        }
        writer.tree("%040x".formatted(9), "100644 a" + name, FILE, "100644 b" + name, FILE);
        assertThatThrownBy(writer::below).hasMessageContaining("too long paths");
    }

    @Test
    void whoCancelsNeedNotWait() {
        Clock over = new Clock(System.nanoTime(), new AtomicBoolean(true));
        Writer writer = new Writer().tree(TOP, "100644 a", FILE);
        assertThatThrownBy(() -> new Trees(writer, 10, over).below(TOP, ""))
                .isInstanceOf(BudgetExceededException.class);
    }
}
