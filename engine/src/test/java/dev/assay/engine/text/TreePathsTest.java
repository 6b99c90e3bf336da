package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreePathsTest {
    private static Budget budget(int length) {
        return new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), length);
    }

    private static List<String> found(String path, String json) throws MalformedException {
        TreePaths<String> paths = new TreePaths<>();
        paths.add(path, "r");
        List<String> found = new ArrayList<>();
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        try (TreeRoom room = new TreeRoom(budget(bytes.length), bytes.length)) {
            paths.walk(JsonTree.read(bytes, bytes.length, room), new TreePaths.Visitor<>() {
                @Override
                public void enter(String role, String key, Tree tree) {
                    found.add(key + "=" + (tree instanceof Tree.Scalar scalar ? scalar.text() : "+"));
                }

                @Override
                public void leave(String role, Tree tree) {
                    if (!(tree instanceof Tree.Scalar)) {
                        found.add("-");
                    }
                }
            });
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a          | {'a': 1, 'b': {'a': 2}}                   | a=1",
                "*/a        | {'a': 1, 'b': {'a': 2}}                   | a=2",
                "a,b        | {'a': 1, 'b': 2, 'c': 3}                  | a=1 b=2",
                "a/[]/b     | {'a': [{'b': 1}, 2, {'b': 3}]}            | b=1 b=3",
                "a/[]       | {'a': {'b': 1, '[]': 2}}                  | ''",
                "*          | {'*': 1, '**': 2}                         | *=1 **=2",
                "**/a       | {'a': 1, 'b': [{'a': 2}, {'c': {'a': 3}}]} | a=1 a=2 a=3",
                "b/**/a     | {'a': 1, 'b': {'a': {'a': 3}}}            | a=+ a=3 -",
                "**/b/**/a  | {'b': {'b': {'a': 1}}}                    | a=1",
                "a/b        | {'a': 1}                                  | ''"
            })
    void a_place_is_found_once_by_its_path(String path, String json, String found) throws MalformedException {
        assertThat(String.join(" ", found(path, json.replace('\'', '"')))).isEqualTo(found);
    }

    @Test
    void one_walk_tells_of_all_paths() throws MalformedException {
        TreePaths<Integer> paths = new TreePaths<>();
        paths.add("a", 1);
        paths.add("*", 2);
        List<Integer> roles = new ArrayList<>();
        byte[] bytes = "{\"a\": 1, \"b\": 2}".getBytes(StandardCharsets.UTF_8);
        try (TreeRoom room = new TreeRoom(budget(bytes.length), bytes.length)) {
            paths.walk(JsonTree.read(bytes, bytes.length, room), new TreePaths.Visitor<>() {
                @Override
                public void enter(Integer role, String key, Tree tree) {
                    roles.add(role);
                }

                @Override
                public void leave(Integer role, Tree tree) {
                    roles.add(-role);
                }
            });
        }
        assertThat(roles).containsExactly(1, 2, -1, -2, 2, -2);
    }
}
