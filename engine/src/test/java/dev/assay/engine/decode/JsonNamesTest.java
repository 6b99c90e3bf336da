package dev.assay.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNamesTest {
    private static List<String> names(String json) {
        return JsonNames.of(Head.of("x", json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void namesOfAnyDepthComeInTheirOrder() {
        assertThat(names("{\"a\": {\"b\" : [\"c\", {\"d\":1}]}, \"e\"\n:2}")).containsExactly("a", "b", "d", "e");
    }

    @Test
    void howTheyAreWrittenDoesNotMatter() {
        assertThat(names(" \n\t\r{\"\\u0061b\\/c\\\"\": 1}")).containsExactly("ab/c\"");
        assertThat(names("\ufeff{\"a\":1}")).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[{\"a\":1}]", "x{\"a\":1}", "{", "{\"a", "{\"a\\", "{\"\\u12", "{\"a\""})
    void whereNoObjectBeginsOrItBreaksOffThereIsNone(String json) {
        assertThat(names(json)).isEmpty();
    }

    @Test
    void onlyTheHeadIsLookedAt() {
        byte[] json = "{\"a\":1,\"b\":2}".getBytes(StandardCharsets.UTF_8);
        Head head = new Head("x", json.length, Arrays.copyOf(json, 64), 8, new byte[0], 0);
        assertThat(JsonNames.of(head)).containsExactly("a");
    }
}
