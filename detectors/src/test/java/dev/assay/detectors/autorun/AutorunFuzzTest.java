package dev.assay.detectors.autorun;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;
import dev.assay.engine.decode.Decoder;
import java.util.List;
import java.util.Set;

class AutorunFuzzTest {
    private static final List<Decoder> DECODERS = AutorunDecoder.all(Set.of("sha256", "sha1", "md5"));

    @FuzzTest
    void decodes(byte[] bytes) {
        for (Decoder decoder : DECODERS) {
            FuzzedDecoder.run(decoder, bytes);
        }
    }
}
