package dev.assay.detectors.crypto.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.crypto.code.CodeSamples.Sample;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.fact.CryptoUse;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceDecoderTest {
    private static final String MD5 = "java.security.MessageDigest.getInstance(\"MD5\").digest();";

    static List<Sample> samples() {
        return CodeSamples.of("java");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void findsWhatIsThere(Sample sample) {
        assertThat(ReadCode.told(sample.program())).isEqualTo(sample.uses());
    }

    /** Each row that is a use, as a program calls what it is of: once of that name, and once of another package's. */
    static List<String> callees() {
        List<URL> tables = new ArrayList<>();
        for (String table : List.of("api.tsv", "bouncycastle.tsv", "libraries.tsv")) {
            tables.add(Objects.requireNonNull(SourceDecoder.class.getResource("java/" + table)));
        }
        ApiTable table = new ApiTable(tables);
        return table.callees().stream()
                .filter(callee -> !callee.startsWith("override ") && !callee.startsWith("named "))
                .filter(callee -> table.of(callee).stream()
                        .anyMatch(row -> !row.purpose().isEmpty()
                                && row.needs().isEmpty()
                                && row.asks().isEmpty()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("callees")
    void everyRowMatchesItsFunctionAndNoOther(String callee) {
        String path = callee.substring(callee.indexOf(' ') + 1);
        int end = callee.startsWith("new ") ? path.length() : path.lastIndexOf('.');
        String type = path.substring(0, end);
        String name = type.substring(type.lastIndexOf('.') + 1);
        String call = callee.startsWith("new ")
                ? "new " + name + "(a, b, c, d)"
                : name + path.substring(end) + (callee.startsWith("ref ") ? "" : "(a, b, c, d)");
        String body = "; class A { void f(byte[] a, int b, Object c, Object d) { Object x = " + call + "; } }";
        assertThat(ReadCode.uses("import " + type + body))
                .extracting(CryptoUse::via)
                .contains(callee.startsWith("ref ") ? path : callee);
        assertThat(ReadCode.uses("import java.security.MessageDigest; import elsewhere." + name + body))
                .isEmpty();
    }

    @Test
    void saysWhereInLinesAndColumns() {
        assertThat(ReadCode.uses(
                        "class A {\n  // \u00e9\n  byte[] f() throws Exception { return /* \u00e9 */ " + MD5 + " }\n}"))
                .singleElement()
                .satisfies(use -> {
                    assertThat(use.line()).isEqualTo(3);
                    assertThat(use.column()).isEqualTo(48);
                    assertThat(use.offsetBytes()).isEqualTo(66);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " "})
    void readsLargeTextsInPieces(String between) {
        StringBuilder program =
                new StringBuilder("import java.security.MessageDigest;" + between + "class A {" + between);
        int n = 0;
        while (program.length() < 7 << 19) {
            program.append("int f")
                    .append(n++)
                    .append("(int a, int b) { return a * b + 17; }")
                    .append(between);
            if (n % 20_000 == 1) {
                program.append("byte[] g")
                        .append(n)
                        .append("() { return MessageDigest.getInstance(\"MD5\").digest(); }");
            }
        }
        int places = (n + 19_999) / 20_000;
        RecordingSink sink =
                ReadCode.read("A.java", program.append('}').toString().getBytes(UTF_8));
        assertThat(sink.facts()).hasSize(places).allSatisfy(fact -> {
            CryptoUse use = (CryptoUse) fact;
            int at = (int) use.offsetBytes();
            assertThat(program.substring(at, at + 25)).isEqualTo("MessageDigest.getInstance");
            assertThat(use.line())
                    .isEqualTo(1
                            + (int) program.substring(0, at)
                                    .chars()
                                    .filter(c -> c == '\n')
                                    .count());
            assertThat(use.column()).isEqualTo(at - program.lastIndexOf("\n", at));
        });
    }

    /** What the first megabyte imports is used in the third. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A.java | import java.security.*; class A {    | int f#(int a) { return a; } | void g() { MessageDigest.getInstance(\"MD5\").digest(); } }",
                "a.go   | package a; import \"crypto/md5\";     | func f#(a int) int { return a }; | func g() { md5.Sum(nil) }",
                "a.cs   | using System.Security.Cryptography;  | class C# { int f(int a) { return a; } } | class G { void g() { MD5.Create(); } }",
                "a.js   | const c = require(\"crypto\");         | function f#(a) { return a; } | c.createHash(\"md5\");",
                "a.swift | import CryptoKit;                   | func f#(a: Int) -> Int { return a }; | func g() { Insecure.MD5.hash(data: d) }",
                "a.py   | import hashlib as h                  | def f#(a): return a | h.md5(b'x')"
            })
    void whatIsImportedHoldsToTheEnd(String name, String head, String line, String use) {
        StringBuilder program = new StringBuilder(head).append('\n');
        for (int i = 0; program.length() < 5 << 19; i++) {
            program.append(line.replace("#", Integer.toString(i))).append('\n');
        }
        assertThat(ReadCode.read(
                                name,
                                program.append(use).append('\n').toString().getBytes(UTF_8))
                        .facts())
                .singleElement()
                .satisfies(fact -> assertThat(((CryptoUse) fact).algorithm()).isEqualToIgnoringCase("md5"));
    }

    /** What fills more than a piece hides nothing, wherever it begins in one, and neither lines nor columns get lost in it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.js   | const c = require(\"crypto\"); const w = \"#\"; c.createHash(\"md5\");",
                "a.js   | const c = require(\"crypto\"); const w = `#`; c.createHash(\"md5\");",
                "a.js   | const c = require(\"crypto\"); f(`${g(`#`)}#`, '#'); /* # */ c.createHash(\"md5\");",
                "a.ts   | import c from \"crypto\"; const w = { a: '#' }, v = '#'; c.createHash(\"md5\");",
                "A.java | class A { String w = \"#\"; byte[] g() { return java.security.MessageDigest.getInstance(\"MD5\").digest(); } }",
                "a.cs   | class A { string w = @\"#\"; byte[] f() { return System.Security.Cryptography.MD5.HashData(x); } }",
                "a.rb   | require \"digest\"; x = \"#\"; Digest::MD5.hexdigest(\"x\")",
                "a.py   | import hashlib; x = b'#'; hashlib.md5(b'x')",
                "a.php  | <?php $x = '#'; md5($a);",
                "a.sh   | x=\"#\"; openssl dgst -md5 f",
                "a.sh   | x=\"$(echo '#')#\" '#'; openssl dgst -md5 f",
            })
    void longLiteralsHideNothing(String name, String program) {
        for (String filling : List.of("AAAA", "\\x00 a\\\"", "x y; }")) {
            for (int bytes : new int[] {900_000, 1_048_560, 3_000_000}) {
                String text = program.replace("#", filling.repeat(bytes / filling.length()));
                RecordingSink sink = ReadCode.read(name, text.getBytes(UTF_8));
                assertThat(sink.gaps()).isEmpty();
                assertThat(sink.facts()).as(filling + bytes).singleElement().satisfies(fact -> {
                    CryptoUse use = (CryptoUse) fact;
                    assertThat(use.algorithm()).isEqualToIgnoringCase("md5");
                    assertThat(use.offsetBytes()).isGreaterThan(bytes);
                    assertThat(use.column()).isEqualTo(use.offsetBytes() + 1);
                });
            }
        }
    }

    @Test
    void linesOfALongCommentAreCounted() {
        String text = "const c = require(\"crypto\");\n/*" + "so it is\n".repeat(300_000) + "*/ c.createHash(\"md5\");";
        assertThat(ReadCode.read("a.js", text.getBytes(UTF_8)).facts())
                .singleElement()
                .satisfies(fact -> {
                    CryptoUse use = (CryptoUse) fact;
                    assertThat(use.line()).isEqualTo(300_002);
                    assertThat(use.column()).isEqualTo(4);
                    assertThat(text.substring((int) use.offsetBytes())).startsWith("c.createHash");
                });
    }

    @Test
    void aProgramInTheMiddleOfALongLiteralIsAGap() {
        String within = "x".repeat(700_000) + "require('crypto').createHash('md5')" + "x".repeat(700_000);
        RecordingSink sink = ReadCode.read("a.js", ("const w = \"" + within + "\"; f();").getBytes(UTF_8));
        assertThat(sink.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("program"));
    }

    @Test
    void isToldByNameUnlessItIsClearlyNoText() {
        Decoder java = ReadCode.DECODERS.getFirst();
        assertThat(java.format().id()).isEqualTo("java-source");
        assertThat(java.format().magic().matches(Head.of("A.java", "class A {\1}".getBytes(UTF_8))))
                .isFalse();
        assertThat(java.format().magic().matches(Head.of("A.java", "class A { int a, b; \0 }".getBytes(UTF_8))))
                .isTrue();
        assertThat(java.format().magic().matches(Head.of("A.txt", "class A {}".getBytes(UTF_8))))
                .isFalse();
    }

    @Test
    void aTypeThatIsCutOffAtItsPointNamesNothing() {
        String text =
                "package a\nimport \"crypto/md5\"\nfunc f(o *settings., d []byte) { hmac.New(o.Hash, d); md5.New() }";
        assertThat(ReadCode.read("a.go", text.getBytes(UTF_8)).facts()).isNotEmpty();
    }
}
