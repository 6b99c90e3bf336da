package dev.assay.detectors.crypto.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.CryptoUse;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs in C and C++ that would not end, or not fit, if pointers, macros and objects in place were followed without bounds. */
class HostilePointersTest {
    private static final String USE = "\nvoid last(EVP_MD_CTX *c) { EVP_DigestInit_ex(c, EVP_md5(), NULL); }\n";

    /** Whatever stands in front of it, a use is found. */
    private static void read(String program) {
        for (String name : List.of("a.c", "a.cpp")) {
            assertThat(ReadCode.read(name, (program + USE).getBytes(UTF_8)).facts())
                    .anyMatch(fact -> fact instanceof CryptoUse use && use.via().equals("EVP_DigestInit_ex"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "struct A { struct B b; }; struct B { struct A a; }; void f(void) { struct A a; a.b.a.b.a = a; }",
                "typedef struct A A; struct A { A a[4]; }; void f(void) { A a; A *p = &a; *p = a; **p = *p; p = &p; f(&p, &*&p); }",
                "void f(int **p) { f(&p); *p = &p; f(&*p); } void g(void) { int *a; f(&a); *a++ = *a++; }",
                "#define A B\n#define B A\n#define F(x) F(F(x))\nvoid f(void) { int n = A + B; F(F(n)); }",
                "#define N N2\n#define N2 N\nunsigned char a[N]; unsigned char b[sizeof(b)]; void f(void) { unsigned char c[sizeof c]; }",
                "void f(void) { unsigned char a[99999999999999999999]; unsigned char b[-1]; unsigned char c[]; memcpy(c, a, b); }",
                "void f(void) { l: goto l; return; l: return; l: return; l: f(); }",
                "void f(void) { char k[4]; for (auto& k : k) { k = k; for (auto& k : k) { k = 1; } } }",
                "void f(void) { x = A | B | (C | (D | x)); x |= x; x = x | x; g(&x[0], &x[x], *&x, &*x, &(x)); }",
                "void f(void) { unsigned char a[] = { EVP_DigestInit_ex(&, *, &&, ) }; } }"
            })
    void endsAndStillReadsTheRest(String program) {
        read(program);
    }

    @Test
    void nestsAndGrows() {
        read("void f(void) { int x = " + "*&".repeat(20_000) + "x; }");
        read("void f(void) { g(" + "&a[".repeat(3_000) + "0" + "]".repeat(3_000) + "); }");
        read("static const unsigned char t[] = { " + "0x00, ".repeat(100_000) + "1 };");
        StringBuilder macros = new StringBuilder("#define M0(x) x\n");
        for (int i = 1; i < 400; i++) {
            macros.append("#define M")
                    .append(i)
                    .append("(x) M")
                    .append(i - 1)
                    .append("(x) + M")
                    .append(i - 1)
                    .append("(x)\n");
        }
        read(macros + "int f(void) { return M399(1); }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.c", "a.cpp"})
    void anything(String name) {
        String[] words = {
            "struct",
            "A",
            "{",
            "}",
            "(",
            ")",
            "\"k\"",
            ";",
            "=",
            "+",
            "if",
            "else",
            "for",
            "return",
            "&",
            "*",
            "x",
            "y",
            ".",
            "->",
            "f",
            ",",
            "[",
            "]",
            "static",
            "const",
            "char",
            "1",
            "\n",
            "goto",
            ":",
            "|",
            "sizeof",
            "memcpy",
            "RAND_bytes",
            "EVP_EncryptInit_ex",
            "EVP_aes_128_cbc()",
            "\n#define M(x) ",
            "::",
            "<",
            ">",
            "template",
            "class",
            "auto",
            "new",
            "requires",
            "concept",
            "namespace"
        };
        Random random = new Random(11);
        for (int run = 0; run < 300; run++) {
            StringBuilder program = new StringBuilder("EVP_EncryptInit_ex(c, EVP_des_cbc(), 0, k, v);\n");
            for (int i = 0; i < 400; i++) {
                program.append(' ').append(words[random.nextInt(words.length)]);
            }
            assertThat(ReadCode.read(name, program.toString().getBytes(UTF_8)).facts())
                    .isNotNull();
        }
    }
}
