package dev.assay.detectors.model.shards;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class ShardIndexFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new ShardIndexDecoder(), bytes);
    }
}
