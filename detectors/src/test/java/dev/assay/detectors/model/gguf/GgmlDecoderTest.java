package dev.assay.detectors.model.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GgmlDecoderTest {
    private static RecordedReport scan(byte[] bytes) {
        return new TestScan(AllDetectors.ALL).run("x.ggml", bytes);
    }

    @ParameterizedTest
    @CsvSource({"lmgg,0", "fmgg,1", "tjgg,1", "tjgg,2", "tjgg,3"})
    void soundFilesGiveNothing(String magic, int version) {
        assertThat(scan(GgufSamples.ggml(magic, version)).inOrder()).isEmpty();
    }

    @Test
    void whatEndsEarlyIsAGap() {
        byte[] whole = GgufSamples.ggml("tjgg", 3);
        RecordedReport report = scan(Arrays.copyOf(whole, whole.length - 1));
        assertThat(report.gaps()).extracting(Gap::kind).containsExactly(GapKind.MALFORMED);
        assertThat(report.ruleIds()).isEmpty();
    }

    @Test
    void aTensorThatLeavesItsMemoryIsFound() {
        byte[] sound = GgufSamples.ggml("lmgg", 0);
        ByteBuffer names = ByteBuffer.allocate(sound.length + 12).order(ByteOrder.LITTLE_ENDIAN);
        names.put(sound).putInt(2).putInt(-1).putInt(0);
        assertThat(scan(names.array()).ruleIds()).contains("model/ggml-bounds");
        ByteBuffer shape = ByteBuffer.allocate(sound.length + 20).order(ByteOrder.LITTLE_ENDIAN);
        shape.put(sound).putInt(2).putInt(0).putInt(0).putInt(-5).putInt(7);
        assertThat(scan(shape.array()).ruleIds()).contains("model/ggml-bounds");
    }

    @Test
    void anotherNetworkIsAGap() {
        ByteBuffer header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0x67676d6c).putInt(51_864);
        assertThat(scan(header.array()).gaps()).extracting(Gap::kind).containsExactly(GapKind.UNSUPPORTED);
    }

    @Test
    void theLettersInTheWrongOrderAreNotTheMagic() {
        assertThat(scan("GGML".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .gaps())
                .hasSize(1);
    }
}
