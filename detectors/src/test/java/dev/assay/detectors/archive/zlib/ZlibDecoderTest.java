package dev.assay.detectors.archive.zlib;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.archive.ZipBytes;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.report.GapKind;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Adler32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZlibDecoderTest {
    private static final ZlibDecoder DECODER = new ZlibDecoder();

    private static byte[] zlib(String text) {
        byte[] content = text.getBytes(ISO_8859_1);
        Adler32 adler = new Adler32();
        adler.update(content);
        return new ZipBytes.Out()
                .bytes(new byte[] {0x78, (byte) 0x9c})
                .bytes(ZipBytes.deflate(content))
                .i32(Integer.reverseBytes((int) adler.getValue()))
                .toByteArray();
    }

    private static RecordingSink read(byte[] bytes) {
        return RecordingSink.of(DECODER, new MemorySource(bytes));
    }

    private static boolean matches(byte[] bytes) {
        return DECODER.format().magic().matches(Head.of("x", bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one", "a longer text, a longer text, a longer text, a longer text"})
    void readsWhatItRecognises(String text) {
        byte[] bytes = zlib(text);
        assertThat(matches(bytes)).isTrue();
        RecordingSink sink = read(bytes);
        assertThat(sink.contents()).containsExactly("content=" + text);
        assertThat(sink.facts()).isEmpty();
        assertThat(sink.gaps()).isEmpty();
    }

    @Test
    void behindBlocksThatHoldNothing() {
        ZipBytes.Out out = new ZipBytes.Out().bytes(new byte[] {0x78, (byte) 0x9c});
        for (int i = 0; i < 4_000; i++) {
            out.bytes(new byte[] {0, 0, 0, (byte) 0xff, (byte) 0xff});
        }
        assertThat(matches(out.bytes(ZipBytes.deflate(new byte[] {'N', '.'})).toByteArray()))
                .isTrue();
    }

    @Test
    void isFoundWithADictionaryThatNobodyHas() {
        Deflater deflater = new Deflater();
        deflater.setDictionary("ossystemid".repeat(3).getBytes(ISO_8859_1));
        deflater.setInput("cos\nsystem\n(S'id'\ntR.".getBytes(ISO_8859_1));
        deflater.finish();
        byte[] bytes = new byte[200];
        int length = deflater.deflate(bytes);
        deflater.end();
        byte[] data = Arrays.copyOf(bytes, length);
        assertThat(matches(data)).isTrue();
        assertThat(read(data).gapKinds()).containsExactly(GapKind.UNSUPPORTED);
    }

    @Test
    void comparesTheSumAndLooksBehind() {
        byte[] bytes = zlib("one");
        byte[] more = Arrays.copyOf(bytes, bytes.length + 1);
        assertThat(read(more).anomalies()).containsExactly("archive/trailing-data");
        bytes[bytes.length - 1] ^= 1;
        assertThat(read(bytes).anomalies()).containsExactly("archive/crc-mismatch");
    }

    @Test
    void saysWhereItIsCutOff() {
        byte[] bytes = zlib("some content");
        for (int length = 0; length < bytes.length; length++) {
            assertThat(read(Arrays.copyOf(bytes, length)).gapKinds()).containsExactly(GapKind.MALFORMED);
        }
    }

    @Test
    void isNotFoundInOtherBytes() {
        assertThat(matches("(S'a pickle of protocol 0'\np0\n.".getBytes(ISO_8859_1)))
                .isFalse();
        assertThat(matches("x^2 + y^2 = z^2".getBytes(ISO_8859_1))).isFalse();
        assertThat(matches("x = torch.relu(x)\nreturn x\n".getBytes(ISO_8859_1)))
                .isFalse(); // 78 20: a preset dictionary
        assertThat(matches("x = 1\n".repeat(10_000).getBytes(ISO_8859_1))).isFalse();
        Random random = new Random(1);
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[4096];
            random.nextBytes(bytes);
            bytes[0] = 0x78;
            bytes[1] = (byte) 0x9c;
            found += matches(bytes) ? 1 : 0;
        }
        assertThat(found).as("of 20,000 with a right header").isLessThan(200);
    }
}
