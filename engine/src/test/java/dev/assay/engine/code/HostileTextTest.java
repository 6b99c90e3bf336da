package dev.assay.engine.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that were made to hurt: each is read to its end, with a gap where a limit was met, and in time that is linear. */
class HostileTextTest {
    private static final int MANY = 100_000;

    /** A language and a text. */
    record Hostile(String language, String name, String text) {
        @Override
        public String toString() {
            return language + ": " + name;
        }
    }

    static Stream<Hostile> hostile() {
        return Texts.LANGUAGES.stream()
                .flatMap(language -> Stream.of(
                        new Hostile(language, "open parentheses", "(".repeat(MANY)),
                        new Hostile(language, "nested parentheses", "f(".repeat(MANY) + ")".repeat(MANY)),
                        new Hostile(language, "nested lists", "x = " + "[".repeat(MANY) + "]".repeat(MANY)),
                        new Hostile(language, "nested braces", "{".repeat(MANY) + "}".repeat(MANY)),
                        new Hostile(language, "closing brackets", ")]}".repeat(MANY)),
                        new Hostile(language, "brackets that do not fit", "([{".repeat(MANY) + ")}]".repeat(MANY)),
                        new Hostile(language, "signs before", "x = " + "-!".repeat(MANY) + "1;"),
                        new Hostile(language, "a long sum", "x = 1" + " - 2 + a".repeat(MANY) + ";"),
                        new Hostile(language, "a long chain", "x" + ".a(1)".repeat(MANY) + ";"),
                        new Hostile(language, "assignments in a row", "x = ".repeat(MANY) + "1;"),
                        new Hostile(language, "conditionals in a row", "x = " + "a ? b : ".repeat(MANY) + "c;"),
                        new Hostile(
                                language,
                                "choices in a row",
                                "if (a) { b(); } " + "else if (c) { d(); } ".repeat(MANY)),
                        new Hostile(language, "blocks in blocks", "if (a) { ".repeat(MANY)),
                        new Hostile(language, "less than", "a<".repeat(MANY)),
                        new Hostile(language, "arrows", "a -> a => ".repeat(MANY)),
                        new Hostile(language, "functions in functions", "function f() { ".repeat(MANY)),
                        new Hostile(language, "classes in classes", "class A { ".repeat(MANY)),
                        new Hostile(language, "colons", "a: ".repeat(MANY)),
                        new Hostile(language, "lambdas", "lambda a: ".repeat(MANY)),
                        new Hostile(language, "deeper and deeper", deeper()),
                        new Hostile(language, "cases", "switch (x) { " + "case 1: ".repeat(MANY) + "}"),
                        new Hostile(language, "slashes", "x = /[ ".repeat(MANY)),
                        new Hostile(language, "quotes", "\"'`".repeat(MANY)),
                        new Hostile(language, "texts in texts", "f\"{".repeat(MANY) + "`${".repeat(MANY)),
                        new Hostile(language, "comments without an end", "/* ".repeat(MANY)),
                        new Hostile(language, "no text", "\0".repeat(MANY)),
                        new Hostile(language, "ends of lines", "a\r\nb\rc\n\r".repeat(MANY / 10)),
                        new Hostile(language, "preprocessor", "#if A\n{\n#else\n{\n".repeat(MANY / 10)),
                        new Hostile(language, "definitions", "#define A(\n".repeat(MANY / 10)),
                        new Hostile(language, "decorators", "@a(".repeat(MANY)),
                        new Hostile(language, "conditions without otherwise", "(a if ".repeat(MANY))))
                .filter(it -> !it.text().isEmpty());
    }

    private static String deeper() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 1500; i++) {
            out.append(" ".repeat(i)).append("if a:\n");
        }
        return out.toString();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void isReadToItsEnd(Hostile hostile) {
        ParserProperties.check(hostile.language(), hostile.text().getBytes(StandardCharsets.UTF_8));
    }

    static List<String> languages() {
        return Texts.LANGUAGES;
    }

    /** What shells read at the beginning of a line are commands. */
    private static final List<String> SHELLS = List.of("shell", "powershell");

    static List<String> shells() {
        return SHELLS;
    }

    static List<String> expressions() {
        return Texts.LANGUAGES.stream()
                .filter(language -> !SHELLS.contains(language))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void commandsTooDeepAreGivenUp(String language) {
        Source source = Texts.parse(language, "$(".repeat(MANY) + "a" + ")".repeat(MANY) + "\nb c\n");
        assertThat(source.gaps()).isNotEmpty();
        assertThat(source.gaps().getFirst().reason()).contains("levels deep");
        assertThat(Outline.of(source)).contains("b('c')");
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void saysWhatItGaveUp(String language) {
        String text = "x = " + "(".repeat(MANY) + "1" + ")".repeat(MANY) + ";\ny = f(2);\n";
        Source source = Texts.parse(language, text);
        assertThat(source.gaps()).isNotEmpty();
        assertThat(source.gaps().getFirst().reason()).contains("levels deep");
        assertThat(Outline.of(source)).contains("f(2)");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void isNotHigherThanAStackHolds(String language) {
        for (String text : List.of(
                "x" + ".a(1)".repeat(MANY),
                "x = 1" + " - 2".repeat(MANY),
                "if (a) {} " + "else if (b) {} ".repeat(MANY))) {
            // Texts of these trees are made by recursion.
            assertThat(Outline.of(Texts.parse(language, text))).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void readsALineOfMoreTokensThanItHolds(String language) {
        byte[] text = "f('k', 1);".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
        Source source = Texts.parse(language, text);
        assertThat(source.statements()).isNotEmpty();
        assertThat(source.gaps()).isNotEmpty();
        assertThat(source.gaps().getLast().reason()).contains("tokens");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void readsBytesThatAreNoUtf8(String language) {
        Source source = Texts.parse(language, "x = f('caf\u00e9');\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Outline.of(source)).contains("caf\u00e9");
    }
}
