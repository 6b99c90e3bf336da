package dev.assay.detectors.crypto.code;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;
import dev.assay.engine.decode.Decoder;
import java.io.ByteArrayOutputStream;

class CodeFuzzTest {
    private static final byte[] ANCHOR =
            "import javax.crypto.Cipher;\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @FuzzTest
    void decodes(byte[] bytes) {
        ByteArrayOutputStream program = new ByteArrayOutputStream(); // past the prefilter
        program.writeBytes(ANCHOR);
        program.writeBytes(bytes);
        for (Decoder decoder : ReadCode.DECODERS) {
            FuzzedDecoder.run(decoder, program.toByteArray());
        }
    }
}
