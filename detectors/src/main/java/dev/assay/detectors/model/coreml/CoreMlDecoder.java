package dev.assay.detectors.model.coreml;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.wire.ProtobufReader;
import dev.assay.engine.wire.ProtobufShape;
import java.io.IOException;

/**
 * Core ML's {@code .mlmodel}, a protocol buffer by the schema {@code Model.proto} of coremltools. Reads what names code or
 * files; weights are opaque.
 */
public final class CoreMlDecoder implements Decoder {
    static final String FRAMEWORK = "coreml";

    private static final int FIRST_TYPE = 200;
    private static final int LAST_TYPE = 3_000;

    private static final ProtobufShape FEATURE = new ProtobufShape().text(1, 2).bytes(3);

    private static final ProtobufShape DESCRIPTION = new ProtobufShape()
            .message(1, FEATURE)
            .message(10, FEATURE)
            .text(11, 12)
            .message(50, FEATURE)
            .bytes(100);

    private static final ProtobufShape MODEL =
            new ProtobufShape().number(1, 10).message(2, DESCRIPTION).proves(FIRST_TYPE, LAST_TYPE);

    @Override
    public Format format() {
        return new Format(FRAMEWORK, CoreMlDecoder::matches);
    }

    /** A version comes first, and then what the model is for: without the two, fields of such numbers prove little. */
    private static boolean matches(Head head) {
        return head.extension().equals("mlmodel")
                ? MODEL.mayBe(head)
                : head.at(0) == 0x08 && head.at(2) == 0x12 && MODEL.matches(head);
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        try (ByteReader reader = new ByteReader(in, budget);
                ModelReading reading = new ModelReading(new ProtobufReader(reader), out, budget)) {
            reading.read();
        }
    }
}
