package dev.assay.engine.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every text in every language. */
class ParserProperties {
    private static final List<String> PIECES = List.of(
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "<",
            ">",
            ",",
            ";",
            ":",
            "::",
            ".",
            "->",
            "=>",
            "=",
            ":=",
            "+",
            "-",
            "*",
            "&",
            "|",
            "!",
            "?",
            "@",
            "#",
            "...",
            "\"",
            "'",
            "`",
            "\"\"\"",
            "\\",
            "/",
            "//",
            "/*",
            "*/",
            "\n",
            "\n  ",
            "\n\t\t",
            "\r\n",
            " ",
            "a",
            "B",
            "x1",
            "0x1F",
            "1.5e3",
            "1_0",
            "if",
            "else",
            "for",
            "in",
            "while",
            "switch",
            "match",
            "case",
            "default",
            "try",
            "catch",
            "except",
            "finally",
            "with",
            "class",
            "struct",
            "enum",
            "def",
            "func",
            "function",
            "fun",
            "fn",
            "return",
            "throw",
            "raise",
            "import",
            "from",
            "package",
            "new",
            "lambda",
            "async",
            "await",
            "yield",
            "const",
            "let",
            "var",
            "static",
            "final",
            "int",
            "type",
            "interface",
            "null",
            "None",
            "true",
            "export",
            "#define",
            "#include",
            "#if",
            "#else",
            "#endif",
            "f\"{",
            "${",
            "end",
            "do",
            "then",
            "not",
            "is",
            "as",
            "instanceof",
            "sizeof",
            "namespace",
            "using",
            "extern",
            "template",
            "operator",
            "select",
            "range",
            "go",
            "defer",
            "map",
            "chan",
            "\u00e9",
            "\0");

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> soup = Arbitraries.of(PIECES).list().ofMaxSize(120).map(it -> String.join("", it));
        Arbitrary<String> spaced = Arbitraries.of(PIECES).list().ofMaxSize(80).map(it -> String.join(" ", it));
        return Arbitraries.oneOf(soup, spaced, Arbitraries.strings().ofMaxLength(200));
    }

    @Provide
    Arbitrary<String> languages() {
        return Arbitraries.of(Texts.LANGUAGES);
    }

    @Property(tries = 4_000)
    void anyTextIsRead(@ForAll("languages") String language, @ForAll("texts") String text) {
        check(language, text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 500)
    void anyBytesAreRead(@ForAll("languages") String language, @ForAll byte[] bytes) {
        check(language, bytes);
    }

    @Property(tries = 1_000)
    void anyBeginningOfACaseIsRead(@ForAll("cases") Cut cut) {
        check(cut.language(), cut.text());
    }

    /** The beginning of a text. */
    record Cut(String language, byte[] text) {}

    @Provide
    Arbitrary<Cut> cases() {
        Arbitrary<ParserTest.Case> cases = Arbitraries.of(ParserTest.cases().toList());
        return Combinators.combine(cases, Arbitraries.integers().between(0, 1 << 20))
                .as((it, at) -> {
                    byte[] text = it.code().getBytes(StandardCharsets.UTF_8);
                    return new Cut(it.language(), Arrays.copyOf(text, at % (text.length + 1)));
                });
    }

    @Property(tries = 300)
    void aByteChangedIsStillRead(
            @ForAll("cases") Cut cut, @ForAll @IntRange(max = 1 << 16) int at, @ForAll byte value) {
        byte[] text = cut.text().clone();
        if (text.length > 0) {
            text[at % text.length] = value;
        }
        check(cut.language(), text);
    }

    /** Places lie in the text, and what a value is made of lies in it. */
    static void check(String language, byte[] text) {
        Source source = Texts.parse(language, text);
        int[] nodes = new int[1];
        Texts.visit(source, node -> {
            nodes[0]++;
            int start = Texts.start(node);
            int end = Texts.end(node);
            if (start < 0 || end < start || end > text.length) {
                throw new AssertionError(node + " of " + text.length + " bytes");
            }
            switch (node) {
                case Expression.Member it -> within(it, it.of());
                case Expression.Index it -> {
                    within(it, it.of());
                    inOrder(it, it.at());
                }
                case Expression.Call it ->
                    inOrder(
                            it,
                            it.arguments().stream()
                                    .map(Expression.Argument::value)
                                    .toList());
                case Expression.Sequence it -> inOrder(it, it.elements());
                default -> {}
            }
        });
        assertThat(nodes[0]).as("bounded by the text").isLessThanOrEqualTo(16 + 8 * text.length);
    }

    private static void within(Expression outer, Expression inner) {
        if (inner.start() < outer.start() || inner.end() > outer.end()) {
            throw new AssertionError(inner + " in " + outer);
        }
    }

    private static void inOrder(Expression outer, List<? extends Expression> inner) {
        int last = outer.start();
        for (Expression it : inner) {
            within(outer, it);
            if (it.start() < last) {
                throw new AssertionError(it + " in " + outer);
            }
            last = it.start();
        }
    }
}
