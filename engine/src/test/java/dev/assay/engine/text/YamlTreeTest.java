package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.decode.RecordingSink;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTreeTest {
    private static final int MANY = 1 << 20;

    /** Copying what was looked at for each thousand characters more would allocate some gigabytes here. */
    @ParameterizedTest
    @ValueSource(strings = {"a{", "\\", "a: '", "a: \"", "# ", "a: |\n ", "[", "a: &", "a: !"})
    void lookingFarAheadTakesMemoryByTheLengthOfTheLine(String start) {
        byte[] bytes = (start + "x".repeat(MANY)).getBytes(StandardCharsets.UTF_8);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try (TreeRoom room = new TreeRoom(RecordingSink.budget(Limits.DEFAULT, bytes.length), bytes.length)) {
            YamlTree.read(bytes, bytes.length, room);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100L * bytes.length);
    }

    private static YamlTree.Result following(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (TreeRoom room = new TreeRoom(RecordingSink.budget(Limits.DEFAULT, bytes.length), bytes.length)) {
            return YamlTree.following(bytes, bytes.length, room);
        }
    }

    @Test
    void who_asks_for_it_gets_what_is_behind_an_alias() {
        YamlTree.Result result = following("a: &s [{x: 1}, {y: 2}]\nb: *s\nc: &t {d: *s}\ne: *t\n");
        Tree.Mapping root = (Tree.Mapping) result.documents().getFirst();
        assertThat(result.leftOutBytes()).isNegative();
        assertThat(root.items("b")).isEqualTo(root.items("a")).hasSize(2);
        assertThat(root.mapping("e").items("d")).isEqualTo(root.items("a"));
    }

    /** Ten lines of nine each would be three thousand million; and an alias within its own anchor would have no end. */
    @Test
    void what_is_behind_aliases_has_a_bound() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i <= 10; i++) {
            bomb.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(9) + "]\n");
        }
        assertThat(following(bomb.toString()).leftOutBytes()).isPositive();
        YamlTree.Result own = following("a: &a [1, *a]\n");
        assertThat(own.leftOutBytes()).isEqualTo(10);
        assertThat(((Tree.Mapping) own.documents().getFirst()).items("a"))
                .last()
                .isEqualTo(new Tree.Mapping(List.of(), "", 10));
        StringBuilder deep = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i <= TreeRoom.MOST_DEPTH; i++) {
            deep.append("a" + i + ": &a" + i + " [*a" + (i - 1) + "]\n");
        }
        assertThat(following(deep.toString()).leftOutBytes()).isPositive();
        String texts = "a: &a '" + "x".repeat(20_000) + "'\n" + "b: *a\n".repeat(100);
        assertThat(following(texts).leftOutBytes()).isPositive();
    }

    @Test
    void an_alias_of_no_anchor_breaks_the_rules() {
        assertThat(following("a: 1\nb: *a\n").fault()).isNotNull();
        assertThat(following("a: &a 1\nb: *a\n").fault()).isNull();
    }

    /** What the mapping says itself counts, then the first that says it. */
    @Test
    void what_is_merged_is_among_the_entries() {
        Tree.Mapping root = (Tree.Mapping) following("""
                        a: &a {x: 1, y: 2}
                        b: &b {y: 3, z: 4}
                        one: {<<: *a, y: 5}
                        two: {<<: [*b, *a], k: 6}
                        three: {<<: *a, <<: *b}
                        four:
                          <<:
                            w: 7
                        five: {'<<': *a}
                        six: {<<: 8}
                        """).documents().getFirst();
        assertThat(texts(root.mapping("one"))).containsExactly("y=5", "x=1");
        assertThat(texts(root.mapping("two"))).containsExactly("k=6", "y=3", "z=4", "x=1");
        assertThat(texts(root.mapping("three"))).containsExactly("x=1", "y=2", "z=4");
        assertThat(texts(root.mapping("four"))).containsExactly("w=7");
        assertThat(root.mapping("five").mapping("<<").text("x")).isEqualTo("1");
        assertThat(root.mapping("six").text("<<")).isEqualTo("8");
    }

    private static List<String> texts(Tree.Mapping mapping) {
        return mapping.entries().stream()
                .map(entry -> entry.key() + "=" + mapping.text(entry.key()))
                .toList();
    }
}
