package dev.assay.detectors.crypto.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.fact.CryptoUse;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Programs that would cost a naive reader everything: each ends, and what is seen easily is still found. */
class HostileCodeTest {
    private static final String HEAD =
            "import java.security.MessageDigest; class A { byte[] md5() throws Exception { return"
                    + " MessageDigest.getInstance(\"MD5\").digest(); } ";

    private static RecordingSink read(String members) {
        RecordingSink sink = ReadCode.read("A.java", (HEAD + members + "}").getBytes(UTF_8));
        assertThat(sink.facts())
                .anyMatch(
                        fact -> fact instanceof CryptoUse use && use.algorithm().equals("MD5"));
        return sink;
    }

    @Test
    void callsThatFanOut() {
        StringBuilder program = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            program.append("void f").append(i).append("(Object o) throws Exception { ");
            for (int call = 0; call < 40; call++) {
                program.append("if (o == x")
                        .append(call)
                        .append(") f")
                        .append((i + call) % 200)
                        .append("(o); ");
            }
            program.append("md5(); }\n");
        }
        assertThat(read(program.toString()).gaps()).isNotEmpty();
    }

    @Test
    void branchesThatDouble() {
        StringBuilder program = new StringBuilder("void f(int n) throws Exception { String s = \"\"; ");
        for (int i = 0; i < 5_000; i++) {
            program.append("if (n == ").append(i).append(") s += \"a\"; else s += s; ");
        }
        read(program + "MessageDigest.getInstance(s); }");
    }

    @Test
    void textsThatGrow() {
        read("void f() { String s = \"0123456789\"; " + "s = s + s; ".repeat(200) + " }");
    }

    /** What methods of texts and lists are given need not make sense. */
    @Test
    void argumentsThatNobodyWouldGive() {
        String[] methods = {
            "repeat",
            "substring",
            "substr",
            "slice",
            "subsequence",
            "take",
            "drop",
            "dropLast",
            "prefix",
            "charAt",
            "padStart",
            "ljust",
            "center",
            "zfill",
            "split",
            "partition",
            "join",
            "replace",
            "format",
            "concat",
            "delete",
            "removePrefix",
            "at",
            "get",
            "chunked"
        };
        String[] numbers = {
            "-1",
            "0",
            "1",
            "4095",
            "4097",
            "65536",
            "2147483647",
            "-2147483648",
            "4294967296",
            "9223372036854775807",
            "''",
            "null",
            "[]"
        };
        StringBuilder program = new StringBuilder("const c = require('crypto');\n");
        for (String method : methods) {
            for (String one : numbers) {
                program.append("c.createHash('md5'.")
                        .append(method)
                        .append('(')
                        .append(one)
                        .append("));\n");
                program.append("c.createHash(''.")
                        .append(method)
                        .append('(')
                        .append(one)
                        .append(", -1));\n");
                program.append("c.createHash(['md5', 'sha1'].")
                        .append(method)
                        .append('(')
                        .append(one)
                        .append("));\n");
                program.append("c.createHash('%*d%65536s'.")
                        .append(method)
                        .append("('', ")
                        .append(one)
                        .append("));\n");
            }
        }
        for (String number : numbers) {
            program.append("c.createHash('ab' * ").append(number).append(");\n");
            program.append("c.createHash('' * ").append(number).append(");\n");
            program.append("c.createHash('%5s' % ").append(number).append(");\n");
            program.append("c.createHash('abc'[").append(number).append("]);\n");
        }
        for (String name : new String[] {"a.js", "a.rb", "a.py"}) {
            String head =
                    name.equals("a.js") ? "" : name.equals("a.py") ? "import hashlib as c\n" : "require 'openssl'\n";
            String text = name.equals("a.js")
                    ? program.toString()
                    : head + program.substring(program.indexOf("\n") + 1).replace("createHash", "new");
            assertThat(ReadCode.read(name, text.getBytes(UTF_8)).gaps())
                    .as(name)
                    .isEmpty();
        }
    }

    @Test
    void deepNesting() {
        read("void f() { Object o = " + "(".repeat(100_000) + "1" + ")".repeat(100_000) + "; }");
        read("void f() { int i = " + "-".repeat(100_000) + "1; }");
        read("void f() { " + "if (a) {".repeat(20_000) + "}".repeat(20_000) + " }");
        read("void f() { a" + ".b()".repeat(50_000) + "; }");
        read("void f() { String s = \"a\"" + " + \"b\"".repeat(50_000) + "; }");
        read("class B {".repeat(5_000) + "}".repeat(5_000));
    }

    @Test
    void tablesOfConstants() {
        read("static final int[] T = {" + "1, ".repeat(200_000) + "1};");
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            fields.append("static final String S")
                    .append(i)
                    .append(" = \"")
                    .append(i)
                    .append("\" + S")
                    .append(i / 2)
                    .append(";\n");
        }
        read(fields.toString());
    }

    @Test
    void typesThatHoldAndInheritEachOther() {
        read("class B extends C { C c = new C(); } class C extends B { B b = new B(); void f() { b.c.b.c.f(); } }");
    }

    @Test
    void lambdasWithinLambdas() {
        read("Object f() { return " + "() -> { return ".repeat(300) + "1" + "; }".repeat(300) + "; }");
    }

    @Test
    void anything() {
        String[] words = {
            "class", "A", "{", "}", "(", ")", "\"MD5\"", ";", "=", "+", "if", "else", "while", "return", "new", "x",
            "y", ".", "f", ",", "[", "]", "static", "->", "int", "this", "1", "\n", "switch", "case", ":", "try",
            "catch", "?", "<", ">", "@", "'", "\"\"\""
        };
        Random random = new Random(7);
        for (int run = 0; run < 300; run++) {
            StringBuilder program = new StringBuilder("import javax.crypto.Cipher;");
            for (int i = 0; i < 400; i++) {
                program.append(' ').append(words[random.nextInt(words.length)]);
            }
            assertThat(ReadCode.read("A.java", program.toString().getBytes(UTF_8))
                            .gaps())
                    .isNotNull();
        }
        assertThat(CodeSamples.all()).isNotEqualTo(Map.of());
    }
}
