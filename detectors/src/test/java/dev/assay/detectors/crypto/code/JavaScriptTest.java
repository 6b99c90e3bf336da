package dev.assay.detectors.crypto.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.assay.detectors.crypto.code.CodeSamples.Sample;
import dev.assay.engine.fact.CryptoUse;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JavaScript and TypeScript, which have the same rows. */
class JavaScriptTest {
    static Stream<Sample> javaScript() {
        return Stream.concat(CodeSamples.of("javascript").stream(), CodeSamples.of("harmless/javascript").stream());
    }

    static Stream<Sample> typeScript() {
        return Stream.concat(CodeSamples.of("typescript").stream(), CodeSamples.of("harmless/typescript").stream());
    }

    @ParameterizedTest
    @MethodSource("javaScript")
    void findsWhatIsThere(Sample sample) {
        assertThat(ReadCode.told(sample.program(), "a.js")).isEqualTo(sample.uses());
    }

    @ParameterizedTest
    @MethodSource("typeScript")
    void findsWhatIsThereBetweenTypes(Sample sample) {
        assertThat(ReadCode.told(sample.program(), "a.ts")).isEqualTo(sample.uses());
    }

    /** What is no type's annotation means the same in both. */
    @ParameterizedTest
    @MethodSource("javaScript")
    void typeScriptReadsJavaScript(Sample sample) {
        if (!sample.title().equals("elements")) { // tags are of JavaScript's profile alone
            assertThat(ReadCode.told(sample.program(), "a.mts")).isEqualTo(sample.uses());
        }
    }

    /** Each function of a module that is a use whatever it is given. */
    static List<String> callees() {
        ApiTable table = new ApiTable(Stream.of("javascript/api.tsv", "javascript/libraries.tsv")
                .map(name -> Objects.requireNonNull(SourceDecoder.class.getResource(name)))
                .toList());
        return table.callees().stream()
                .filter(callee -> !callee.contains(" ") && callee.contains(".") && !callee.contains("/"))
                .filter(callee -> table.of(callee).stream()
                        .anyMatch(row -> !row.purpose().isEmpty()
                                && row.needs().isEmpty()
                                && row.asks().isEmpty()
                                && row.anchor().isEmpty()))
                .filter(callee -> !callee.contains(".js"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("callees")
    void everyRowMatchesItsFunctionAndNoOther(String callee) {
        int dot = callee.indexOf('.');
        String module = callee.substring(0, dot);
        String member = callee.substring(dot);
        assertThat(vias("const m = require('" + module + "');\nm" + member + "(a, b, c, d);\n"))
                .contains(callee);
        assertThat(vias("import * as m from \"" + module + "\";\nm" + member + "(a, b, c, d);\n"))
                .contains(callee);
        assertThat(vias("import m from './" + module + "';\nimport '" + module + "';\nm" + member + "(a, b, c, d);\n"))
                .doesNotContain(callee);
    }

    private static List<String> vias(String program) {
        return ReadCode.uses(program, "a.mjs").stream().map(CryptoUse::via).toList();
    }

    /** Literals are of imports and whole names: prose and names of algorithms are not even parsed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "// require of keys with AES, RSA and md5\nconst rsa = null;\n",
                "const x = 'https://example.org/md5/sha1'; import './parsa';\n",
                "function createHash(data) { return data; }\ncreateHash('md5');\n",
                "const x = Math.random() * 10;\n",
                "const VECTORS = {'aes-128-ecb': '00112233445566778899aabbccddeeff'};\n",
                "fetch('https://example.org', {headers: {Authorization: x}});\n"
            })
    void mentionsDoNotPassThePrefilter(String program) {
        byte[] text = program.getBytes(UTF_8);
        Language javaScript = Language.all().stream()
                .filter(language -> language.name().equals("javascript"))
                .findFirst()
                .orElseThrow();
        assertThat(javaScript.reading().prefilter().pass().search(text, 0, text.length))
                .isFalse();
    }

    @Test
    void brokenTextsStillTellWhatIsSeen() {
        String program =
                "const c = require('crypto');\nc.createHash('md5');\nfunction f( {\n  x = [\n\0 } class ) => {\n";
        assertThat(ReadCode.told(program, "a.js")).contains("hash md5 {}");
    }

    @Test
    void hostileTextsEnd() {
        String head = "const c = require('crypto'); c.createHash('md5'); ";
        for (String program : List.of(
                "function f() { return ".repeat(2_000) + "}".repeat(2_000),
                "(".repeat(100_000) + ")".repeat(100_000),
                "x => ".repeat(50_000),
                "({a = ".repeat(3_000) + "1" + "}) => 0".repeat(3_000),
                "class A extends A { constructor() { super(); new A(); } } new A();",
                "function A() { new A(); } A.prototype.f = function () { this.f(); new A().f(); }; new A().f();",
                "const o = {...o, f() { return this.f(); }}; o.o = o; o.f(); " + "o.then(o.f);".repeat(200),
                "function f(0salt, {1, 2a}) { return 0salt; } f(1);",
                "const f = g => g(f); f(f); [f].map(f);",
                "`${".repeat(20_000),
                "a".repeat(1_000_000))) {
            assertThat(ReadCode.told(head + program, "a.js")).contains("hash md5 {}");
            assertThat(ReadCode.told(head + program, "a.ts")).contains("hash md5 {}");
        }
    }

    @Test
    void anythingIsRead() {
        String[] words = {
            "const",
            "crypto",
            "=",
            "require('crypto')",
            ";",
            "{",
            "}",
            "(",
            ")",
            "=>",
            "async",
            "await",
            "class",
            "extends",
            "new",
            "this",
            ".",
            "createHash",
            "'md5'",
            "`a${",
            "}`",
            "...",
            "[",
            "]",
            ",",
            "?",
            ":",
            "?.",
            "??",
            "function",
            "return",
            "if",
            "else",
            "for",
            "of",
            "in",
            "import",
            "from",
            "export",
            "default",
            "/",
            "/x/g",
            "<",
            ">",
            "&&",
            "prototype",
            "then",
            "map",
            "\n",
            "0",
            "+",
            "+=",
            "enum",
            "type",
            "as",
            "!",
            "@",
            "#x"
        };
        Random random = new Random(11);
        for (int run = 0; run < 300; run++) {
            StringBuilder program = new StringBuilder("import crypto from 'crypto'; crypto.createHash('sha1');");
            for (int i = 0; i < 300; i++) {
                program.append(' ').append(words[random.nextInt(words.length)]);
            }
            byte[] text = program.toString().getBytes(UTF_8);
            assertThatCode(() -> ReadCode.read("a.js", text)).doesNotThrowAnyException();
            assertThatCode(() -> ReadCode.read("a.ts", text)).doesNotThrowAnyException();
        }
    }

    /** Functions that call each other far too often, and at last one that is called {@code sha1}. */
    private static byte[] deep(String sha1) {
        StringBuilder program = new StringBuilder("import { createHash } from 'crypto';\n" + sha1 + "\n");
        program.append("export const id = (x) => createHash('sha256').update(x).digest('hex');\n");
        for (int level = 0; level < 5; level++) {
            String next = level == 4 ? "sha1(a);" : "f" + (level + 1) + "(a);";
            program.append("function f")
                    .append(level)
                    .append("(a) {\n")
                    .append(next.repeat(40))
                    .append("}\n");
        }
        return program.toString().getBytes(UTF_8);
    }

    @Test
    void whatLeadsToAFunctionOfTheTextItselfIsNoGap() {
        assertThat(ReadCode.read("a.js", deep("const sha1 = (x) => x;")).gaps()).isEmpty();
        assertThat(ReadCode.read("a.js", deep("import sha1 from 'sha1';")).gaps())
                .hasSize(1);
    }
}
