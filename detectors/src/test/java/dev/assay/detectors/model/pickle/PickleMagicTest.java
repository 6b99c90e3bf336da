package dev.assay.detectors.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.decode.Head;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PickleMagicTest {
    private static boolean matches(byte[] bytes) {
        return new PickleMagic().matches(Head.of("file", bytes));
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void everySample() {
        for (Map.Entry<String, byte[]> sample : Samples.all().entrySet()) {
            assertThat(matches(sample.getValue())).as(sample.getKey()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cos\nsystem\n(S'x'\ntR.",
                "cos\nsystem\n(S'x'\ntR and then text that is no opcode",
                "(dp0\nS'a'\np1\nI1\ns.",
                "(lp0\nI1\naI2\na.",
                "(ios\nsystem\n.",
                "I1\u0000xyz\n0cos\nsystem\n(S'x'\ntR.", // C's numbers end at a NUL, whatever the line holds behind it
                "F1.5\u0000xyz\n0cos\nsystem\n(S'x'\ntR.",
                "}q\u0000."
            })
    void withoutMagic(String pickle) {
        assertThat(matches(latin1(pickle))).isTrue();
    }

    /** A bundle of JavaScript: what would be imported has no end, so nothing behind it is reached. A name that says so counts. */
    @Test
    void aProgramInOneLongLine() {
        byte[] bytes = latin1("const s=\"" + "x".repeat(200_000) + "\"");
        assertThat(new PickleMagic().matches(new Head("a.js", bytes.length, bytes, 131_072, new byte[0], 0)))
                .isFalse();
        assertThat(new PickleMagic().matches(new Head("a.pkl", bytes.length, bytes, 131_072, new byte[0], 0)))
                .isTrue();
        byte[] both = latin1("cos\nsystem\n(S'x'\ntR//" + "x".repeat(200_000));
        assertThat(new PickleMagic().matches(new Head("a.js", both.length, both, 131_072, new byte[0], 0)))
                .isTrue();
        byte[] calls = latin1("cos\nsystem\n(S'x'\ntRconst s=\"" + "x".repeat(200_000));
        assertThat(new PickleMagic().matches(new Head("a.js", calls.length, calls, 131_072, new byte[0], 0)))
                .isTrue();
    }

    /** Whatever stands before what it does: {@code pickle.load} does not care for the file's name either. */
    @Test
    void behindWhateverAnUnpicklerPassesOver() {
        String calls = "cos\nsystem\n(S'x'\ntR.";
        String walk = ".__call__".repeat(40);
        String big = "x".repeat(200_000);
        assertThat(List.of(
                        "N0".repeat(40) + calls,
                        "K\0".repeat(70) + calls,
                        "(".repeat(300) + calls,
                        "N." + calls,
                        "I1\n.".repeat(10_000) + calls,
                        "I+1\n0" + calls,
                        "I 1\n0" + calls,
                        "L 1\n0" + calls,
                        "Finfinity\n0" + calls,
                        "Np+1\n0" + calls,
                        "N0\u0080\u0004cos\nsystem" + walk + "\n(S'x'\ntR.",
                        "\u0080\u0004cos\nsystem" + walk + "\n(S'x'\ntR."))
                .allMatch(pickle -> matches(latin1(pickle)));
        for (String behind : List.of("B@\r\u0003\0" + big + "0", "V" + big + "\n0", "S'" + big + "'\n0")) {
            byte[] bytes = latin1(behind + calls);
            Head head = new Head("file", bytes.length, bytes, 128 * 1024, new byte[0], 0);
            assertThat(new PickleMagic().matches(head)).isTrue();
        }
    }

    @Test
    void longTextIsNone() {
        byte[] text = latin1("The quick brown fox jumps over the lazy dog. ".repeat(5_000));
        for (String first : List.of("The ", "BEG\n", "Xyz ", "NSYSTEM")) {
            System.arraycopy(latin1(first), 0, text, 0, first.length());
            for (long size : new long[] {text.length, -1}) {
                assertThat(new PickleMagic().matches(new Head("file", size, text, 128 * 1024, new byte[0], 0)))
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "click\nflask\nblack\n",
                "coverage\nnode_modules\nRELEASE\n",
                "",
                "c",
                "code is poetry\nand poetry is code\n",
                "class Foo:\n    pass\n",
                "cat\ndog\nmouse\n",
                "import os\nos.system('x')\n",
                "In the beginning.\nThere was.\n",
                "I like it.\n",
                "{\"a\": 1}\n",
                "[1, 2]\n",
                "(setq x 1)\n",
                "a,b,c\n1,2,3\n",
                "}\n",
                "]\n",
                "N.B. this is text",
                "PK\u0003\u0004",
                "BM\u0000\u0000\u0000\u0000",
                "GIF89a",
                "K1,K2\n",
                "Some text\nof lines\n.",
                "Version 1\nV2\n.",
                "))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))",
                "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("
            })
    void textIsNone(String text) {
        assertThat(matches(latin1(text))).isFalse();
    }

    @Test
    void randomBytesHardlyEverMatch() {
        Random random = new Random(1);
        int matched = 0;
        byte[] bytes = new byte[4096];
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(bytes);
            matched += matches(bytes) ? 1 : 0;
        }
        assertThat(matched).isLessThan(20);
    }

    /** What bzip2 begins with is BINBYTES of 825 MB. */
    @Test
    void aLargeFileOfBzip2IsNoPickleUnlessItIsNamedSo() {
        byte[] bytes = new byte[4096];
        byte[] magic = "BZh91AY&SY".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(magic, 0, bytes, 0, magic.length);
        long size = 900_000_000;
        assertThat(new PickleMagic().matches(new Head("data.tar.bz2", size, bytes, bytes.length, new byte[0], 0)))
                .isFalse();
        assertThat(new PickleMagic().matches(new Head("data.pkl", size, bytes, bytes.length, new byte[0], 0)))
                .isTrue();
    }

    @Test
    void whatATorchFileImportsFirstCountsThoughItIsBroken() {
        byte[] broken = "cposix\nsystem\n#\n(S'id'\ntR.".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new PickleMagic().matches(Head.of("model.bin", broken))).isTrue();
        assertThat(new PickleMagic().matches(Head.of("notes.txt", broken))).isFalse();
        byte[] words = "cats and dogs\nand more\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new PickleMagic().matches(Head.of("model.bin", words))).isFalse();
    }
}
