package dev.assay.detectors.model.lfs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.AllDetectors;
import dev.assay.detectors.FuzzedDecoder;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class LfsPointerDecoderTest {
    private static final String POINTER = "version https://git-lfs.github.com/spec/v1\n"
            + "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";

    /** For the contract suite. */
    public static Map<String, byte[]> all() {
        return Map.of("lfs/model.bin", POINTER.getBytes(StandardCharsets.UTF_8));
    }

    private static RecordedReport scan(String text) {
        return new TestScan(AllDetectors.ALL).run("model.bin", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPointerIsSaidToBeNoModel() {
        assertThat(scan(POINTER).gaps()).hasSize(1);
        assertThat(scan(POINTER).gaps().getFirst().reason()).contains("Git LFS pointer to 12345 bytes");
        assertThat(scan(POINTER.replace("size", "sise")).gaps().getFirst().reason())
                .contains("pointer;");
    }

    @Test
    void whatOnlySpeaksOfPointersIsNone() {
        assertThat(scan("see version https://git-lfs.github.com/spec/v1\n").gaps())
                .isEmpty();
        assertThat(scan(POINTER + "x".repeat(2000)).gaps()).isEmpty();
    }

    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new LfsPointerDecoder(), bytes);
    }
}
