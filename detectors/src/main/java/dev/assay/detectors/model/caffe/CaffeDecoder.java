package dev.assay.detectors.model.caffe;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.EmbeddedTexts;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Operators;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.wire.ProtobufReader;
import dev.assay.engine.wire.ProtobufShape;
import java.io.IOException;

/**
 * Caffe's {@code .caffemodel}, a NetParameter by {@code caffe.proto}. Reads each layer's type and, of layers in Python,
 * which code they call; blobs are opaque.
 */
public final class CaffeDecoder implements Decoder {
    static final String FRAMEWORK = "caffe";

    private static final int MOST_TEXT = 4_096;

    private static final ProtobufShape LAYER = new ProtobufShape()
            .text(1, 3, 4)
            .name(2)
            .bytes(6, 7, 8, 9, 106, 117, 130)
            .needs(1, 2);

    private static final ProtobufShape V1_LAYER =
            new ProtobufShape().text(2, 3, 4).number(5).bytes(1, 6, 10).needs(4, 5);

    private static final ProtobufShape NET = new ProtobufShape()
            .text(1, 3)
            .message(2, V1_LAYER)
            .numbers(4)
            .number(5, 7)
            .bytes(6, 8)
            .message(100, LAYER);

    /** What is known of a layer, in whatever order its fields come. */
    private static final class Layer {
        String name = "";
        String type;
        String module = "";
        String member = "";

        Layer(String type) {
            this.type = type;
        }

        /** The class in Python that it calls; empty if there is none. */
        String called() {
            return member.isEmpty() ? module : module + "." + member;
        }
    }

    @Override
    public Format format() {
        return new Format(FRAMEWORK, head -> NET.matches(head, "caffemodel"));
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Operators operators = new Operators(FRAMEWORK);
        try (ByteReader bytes = new ByteReader(in, budget)) {
            ProtobufReader reader = new ProtobufReader(bytes);
            EmbeddedTexts texts = new EmbeddedTexts(out, budget);
            while (reader.next()) {
                switch (reader.delimited()) {
                    case 2, 100 -> layer(reader, operators, texts, out);
                    default -> {}
                }
            }
        } finally {
            operators.report(out);
        }
    }

    /** A LayerParameter or, with other numbers for the same, a V1LayerParameter, whose types are numbers. */
    private static void layer(ProtobufReader in, Operators operators, EmbeddedTexts texts, Sink out)
            throws IOException {
        boolean old = in.field() == 2;
        long at = in.position();
        Layer layer = new Layer(old ? "V1" : "");
        in.message(() -> {
            int field = in.delimited();
            if (field == (old ? 4 : 1)) {
                layer.name = in.text(MOST_TEXT);
            } else if (field == 2 && !old) {
                layer.type = in.text(MOST_TEXT);
            } else if (field == (old ? 6 : 7)) {
                out.opaque(in.length());
            } else if (field == 130 && !old) {
                in.message(() -> python(in, layer, texts));
            }
        });
        operators.add("", layer.type, layer.name, layer.called(), at);
    }

    /** A field of a PythonParameter. */
    private static void python(ProtobufReader in, Layer layer, EmbeddedTexts texts) throws IOException {
        switch (in.delimited()) {
            case 1 -> layer.module = in.text(MOST_TEXT);
            case 2 -> layer.member = in.text(MOST_TEXT);
            case 3 -> {
                long at = in.position();
                long size = in.length();
                texts.add("param_str", in.bytes(EmbeddedTexts.MOST_BYTES), size, at);
            }
            default -> {}
        }
    }
}
