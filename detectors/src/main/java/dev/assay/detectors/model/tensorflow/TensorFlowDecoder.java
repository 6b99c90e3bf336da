package dev.assay.detectors.model.tensorflow;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.wire.ProtobufReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * One of the protocol buffers that TensorFlow writes. Reads every node of every graph and function; the values of tensors
 * are opaque but for texts, which are what operators on files are given.
 */
public final class TensorFlowDecoder implements Decoder {
    static final String FRAMEWORK = "tensorflow";

    private final Layout layout;
    private final Format format;

    private TensorFlowDecoder(Layout layout) {
        this.layout = layout;
        this.format = new Format(layout.id(), this::matches);
    }

    /** One for each layout. */
    public static List<Decoder> all() {
        return Arrays.stream(Layout.values())
                .<Decoder>map(TensorFlowDecoder::new)
                .toList();
    }

    @Override
    public Format format() {
        return format;
    }

    private boolean matches(Head head) {
        boolean named = head.length() > 0 && head.name().equals(layout.fileName());
        return named || layout.shape().matches(head);
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        try (ByteReader reader = new ByteReader(in, budget);
                GraphReading graphs = new GraphReading(new ProtobufReader(reader), out, budget)) {
            new ModelReading(graphs, in, out).read(layout);
        }
    }
}
