package dev.assay.detectors.crypto.keys;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.wire.DerReader;

class DerReaderFuzzTest {
    @FuzzTest
    void reads(byte[] bytes) {
        try {
            elements(new DerReader(bytes));
        } catch (MalformedException e) {
            // refused, as it may be
        }
    }

    private static void elements(DerReader in) throws MalformedException {
        while (in.next()) {
            in.time();
            in.text(64);
            in.bitLength();
            if ((in.tag() & 0x20) != 0) {
                elements(in.inside());
            }
        }
    }
}
