package dev.assay.detectors.crypto.keys;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;
import dev.assay.detectors.text.TextDecoder;
import dev.assay.detectors.text.patterns.UserPatterns;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.wire.DerReader;
import java.util.List;

class KeysFuzzTest {
    @FuzzTest
    void decodesFiles(byte[] bytes) {
        for (Decoder decoder : KeyFileDecoder.all()) {
            FuzzedDecoder.run(decoder, bytes);
        }
    }

    @FuzzTest
    void looksThroughTexts(byte[] bytes) {
        Decoder text = TextDecoder.all(UserPatterns.NONE, List.of(new KeyTap())).stream()
                .filter(decoder -> decoder.format().id().equals("text"))
                .findFirst()
                .orElseThrow();
        FuzzedDecoder.run(text, bytes);
    }

    @FuzzTest
    void readsElements(byte[] bytes) {
        try {
            elements(new DerReader(bytes));
        } catch (MalformedException e) {
            // refused, as it may be
        }
    }

    private static void elements(DerReader in) throws MalformedException {
        while (in.next()) {
            if ((in.tag() & 0x20) != 0) {
                elements(in.inside());
            }
        }
    }
}
