package dev.assay.detectors.model.onnx;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.wire.ProtobufReader;
import dev.assay.engine.wire.ProtobufShape;
import java.io.IOException;

/**
 * ONNX, a protocol buffer by the schema {@code onnx-ml.proto}. Reads every field of the model but the values of tensors,
 * which are opaque and, where the source can seek, not even read.
 */
public final class OnnxDecoder implements Decoder {
    static final String FRAMEWORK = "onnx";

    private static final ProtobufShape NODE =
            new ProtobufShape().text(1, 2, 3, 6, 7, 8).name(4).bytes(5, 9, 10).needs(4);

    private static final ProtobufShape TENSOR = new ProtobufShape()
            .numbers(1, 5, 7, 11)
            .number(2, 14)
            .bytes(3, 6, 9, 13, 16)
            .text(8, 12)
            .needs(1, 2, 8);

    private static final ProtobufShape VALUE =
            new ProtobufShape().text(1, 3).bytes(2, 4).needs(1, 2);

    private static final ProtobufShape GRAPH = new ProtobufShape()
            .message(1, NODE)
            .text(2, 10)
            .message(5, TENSOR)
            .bytes(14, 15, 16)
            .message(11, VALUE)
            .message(12, VALUE)
            .message(13, VALUE);

    private static final ProtobufShape FUNCTION =
            new ProtobufShape().text(1, 4, 5, 6, 8, 10, 12, 13).message(7, NODE).bytes(9, 11, 14);

    private static final ProtobufShape TRAINING =
            new ProtobufShape().message(1, GRAPH).message(2, GRAPH).bytes(3, 4);

    private static final ProtobufShape MODEL = new ProtobufShape()
            .number(1, 5)
            .text(2, 3, 4, 6)
            .message(7, GRAPH)
            .bytes(8, 14, 26)
            .message(20, TRAINING)
            .message(25, FUNCTION);

    @Override
    public Format format() {
        return new Format(FRAMEWORK, head -> MODEL.matches(head, FRAMEWORK));
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        try (ByteReader reader = new ByteReader(in, budget);
                ModelReading reading = new ModelReading(new ProtobufReader(reader), in, out, budget)) {
            reading.read();
        }
    }
}
