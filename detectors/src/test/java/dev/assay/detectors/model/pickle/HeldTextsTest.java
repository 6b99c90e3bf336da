package dev.assay.detectors.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.decode.PayloadTexts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that a pickle holds: what looks like a payload goes on, names and data stay what they are. */
class HeldTextsTest {
    private static final String COMMAND = "import os; os.system('id')";

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A list of texts, of protocol 4. */
    private static byte[] list(List<String> texts) {
        PickleBytes pickle = PickleBytes.proto(4).op(Opcodes.EMPTY_LIST, Opcodes.MARK);
        texts.forEach(pickle::str);
        return pickle.op(Opcodes.APPENDS).stop();
    }

    static Stream<byte[]> payloads() {
        byte[] bytes = utf8(COMMAND);
        String long_ = COMMAND + " ".repeat(300);
        return Stream.of(
                PickleBytes.proto(4).str(COMMAND).stop(),
                PickleBytes.proto(2).str(long_).stop(),
                PickleBytes.proto(4)
                        .op(Opcodes.SHORT_BINBYTES, bytes.length)
                        .raw(bytes)
                        .stop(),
                PickleBytes.proto(2)
                        .op(Opcodes.SHORT_BINSTRING, bytes.length)
                        .raw(bytes)
                        .stop(),
                PickleBytes.text().ascii("S\"" + COMMAND + "\"\n").stop(),
                PickleBytes.text().ascii("V" + COMMAND + "\n").stop());
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void aCommandIsSeenHoweverItIsHeld(byte[] pickle) {
        for (Decoding decoding : List.of(Decoding.of(pickle), Decoding.ofStream(pickle))) {
            assertThat(decoding.anomalies()).contains(PayloadTexts.RULE);
            assertThat(decoding.children).singleElement().asString().matches("text@\\d+\\.py of \\d+");
        }
    }

    @Test
    void namesAndPlainTextsGoNowhere() {
        byte[] pickle =
                list(List.of("encoder.layer.0.attention.self.query", "evaluate_system", "feature_system_mode", "a"));
        assertThat(Decoding.of(pickle).children).isEmpty();
        assertThat(Decoding.of(pickle).anomalies()).isEmpty();
    }

    @Test
    void manyTextsAreData() {
        List<String> texts = Stream.generate(() -> COMMAND).limit(40).toList();
        Decoding decoding = Decoding.of(list(texts));
        assertThat(decoding.children).hasSize(40).allMatch(name -> name.contains(".txt"));
        assertThat(decoding.anomalies()).isEmpty();
    }

    @Test
    void aLongTextIsAnArticleOrAProgram() {
        Decoding decoding = Decoding.of(list(List.of(COMMAND + "\n# more".repeat(1_000))));
        assertThat(decoding.children).singleElement().asString().contains(".txt");
        assertThat(decoding.anomalies()).isEmpty();
    }

    /** More than is looked at, and texts at the end of what a block holds. */
    @Test
    void whatIsKeptIsBounded() {
        List<String> texts =
                Stream.generate(() -> COMMAND + "x".repeat(5_000)).limit(1_500).toList();
        byte[] pickle = list(texts);
        assertThat(Decoding.of(pickle).children).hasSize(1_000);
        assertThat(Decoding.ofStream(pickle).children).hasSizeBetween(100, 1_000);
        assertThat(Decoding.ofStream(pickle).gaps).isEmpty();
    }

    @Test
    void aPickleBehindABrokenOneOrBehindOtherBytesIsFound() {
        byte[] evil =
                PickleBytes.proto(2).global("os", "system").str("id").call1().stop();
        byte[] plain = PickleBytes.proto(2).op(Opcodes.EMPTY_DICT).stop();
        byte[] broken = PickleBytes.proto(2).op(Opcodes.SETITEM).bytes();
        for (byte[] first : List.of(plain, broken)) {
            byte[] both = PickleBytes.text().raw(first).raw(0, 0, 0).raw(evil).bytes();
            Decoding decoding = Decoding.of(both);
            assertThat(decoding.within).hasSize(1);
            assertThat(decoding.within.getFirst().names()).contains("os.system");
        }
    }

    @Test
    void codesOfExtensionsMakeNoPickleOfRandomBytes() {
        Random random = new Random(7);
        int found = 0;
        for (int i = 0; i < 1 << 15; i++) {
            byte[] bytes = new byte[64];
            random.nextBytes(bytes);
            bytes[0] = (byte) Opcodes.PROTO;
            bytes[1] = (byte) (i & 3);
            found += Nested.inBytes(bytes, 0, bytes.length, bytes.length) ? 1 : 0;
        }
        assertThat(found).isZero();
    }
}
