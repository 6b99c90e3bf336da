package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON with a fault in it, as a tree of what stands in front of that. */
class JsonTreeTest {
    private static Budget budget(int length) {
        return new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), length);
    }

    private static JsonTree.Front front(String text) throws MalformedException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (TreeRoom room = new TreeRoom(budget(bytes.length), bytes.length)) {
            return JsonTree.front(bytes, bytes.length, room);
        }
    }

    private static String written(Tree tree) {
        return switch (tree) {
            case Tree.Scalar scalar -> scalar.text();
            case Tree.Mapping mapping ->
                mapping.entries().stream()
                        .map(entry -> entry.key() + "=" + written(entry.value()))
                        .collect(Collectors.joining(" ", "{", "}"));
            case Tree.Sequence list ->
                list.items().stream().map(JsonTreeTest::written).collect(Collectors.joining(" ", "[", "]"));
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": 1, "b": {"c": [1, 2                  | {a=1 b={c=[1]}}  | 25
            {"a": 1, "b": {"c": "te                    | {a=1}            | 23
            {"a": 1, "b": {"c"                         | {a=1}            | 18
            {"a": [{"b": 1}, {                         | {a=[{b=1}]}      | 18
            {"a": [1, 2] "b": 3, "c": 4}               | {a=[1 2]}        | 13
            {"a": [1, , 2], "b": 3}                    | {a=[1]}          | 10
            {"a": {"b": 1]}, "c": 3}                   | {a={b=1}}        | 13
            {"a": 1, 2: 3}                             | {a=1}            | 9
            [{"a": 1}, {"b": 2, "c":                   | [{a=1} {b=2}]    | 24
            {"a": 1} }                                 | {a=1}            | 9
            [1] [2]                                    | [1]              | 4
            """)
    void whatStandsInFrontIsKept(String text, String kept, long at) throws MalformedException {
        JsonTree.Front front = front(text.strip());
        assertThat(written(front.tree())).isEqualTo(kept);
        assertThat(front.fault()).extracting(MalformedException::offsetBytes).isEqualTo(at);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": 1}", "[1, 2,]", "7", "{\"a\": [], } // behind\n /* it */ "})
    void aWholeOneHasNoFault(String text) throws MalformedException {
        assertThat(front(text).fault()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "]", "\"te"})
    void nothingInFrontIsNone(String text) {
        assertThatThrownBy(() -> front(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void nestingTooDeepKeepsWhatIsAroundIt() throws MalformedException {
        JsonTree.Front front = front("{\"a\": 1, \"b\": " + "[".repeat(10_000));
        assertThat(written(front.tree())).startsWith("{a=1");
        assertThat(front.fault()).hasMessageContaining("levels deep");
    }

    @Test
    void aPartWithAFaultIsTheLast() {
        byte[] bytes = "{\"s\": {\"a\": [{\"b\": 1}, {\"c\": 2, \"d\": {".getBytes(StandardCharsets.UTF_8);
        List<String> parts = new ArrayList<>();
        assertThatThrownBy(() -> JsonTree.parts(
                        bytes,
                        bytes.length,
                        () -> new TreeRoom(budget(bytes.length), 0),
                        Set.of("s"),
                        (key, value) -> parts.add(key + " " + written(value))))
                .isInstanceOf(MalformedException.class);
        assertThat(parts).containsExactly("a {b=1}", "a {c=2}");
    }
}
