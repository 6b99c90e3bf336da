package dev.assay.detectors.model.prototext;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import java.io.IOException;
import java.util.Set;

/**
 * TensorFlow's {@code .pbtxt}, Caffe's {@code .prototxt} and the same of ONNX. Reads the operators of nodes and layers; what
 * these mean is for the rules of their frameworks, which are given the same facts by the binary formats.
 */
public final class ProtoTextDecoder implements Decoder {
    private static final Set<String> ENDINGS = Set.of("pbtxt", "prototxt", "textproto", "prototext", "onnxtxt");

    @Override
    public Format format() {
        return new Format("protobuf-text", ProtoTextDecoder::matches);
    }

    /** Any text of that name that begins like a field. */
    private static boolean matches(Head head) {
        return ENDINGS.contains(head.extension()) && beginsLikeAField(head);
    }

    private static boolean beginsLikeAField(Head head) {
        int i = 0;
        while (isSpace(head.at(i)) || head.at(i) == '#') {
            boolean remark = head.at(i) == '#';
            i++;
            while (remark && head.at(i) >= 0 && head.at(i) != '\n') {
                i++;
            }
        }
        if (i > 0 && head.at(i) < 0) {
            return !head.isWhole(); // remarks up to here: what they are of comes behind the head
        }
        int start = i;
        while (isLetter(head.at(i)) || head.at(i) == '_' || i > start && isDigit(head.at(i))) {
            i++;
        }
        int end = i;
        while (isSpace(head.at(i))) {
            i++;
        }
        return end > start && (head.at(i) == ':' || head.at(i) == '{' || head.at(i) == '<');
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        try (ByteReader reader = new ByteReader(in, budget)) {
            GraphText graph = new GraphText(reader, out, budget);
            try {
                graph.read();
            } finally {
                graph.report();
            }
        }
    }
}
