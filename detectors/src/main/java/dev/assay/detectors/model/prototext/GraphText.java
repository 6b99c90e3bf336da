package dev.assay.detectors.model.prototext;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.decode.EmbeddedTexts;
import dev.assay.engine.decode.Operators;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.text.GivenTexts;
import dev.assay.engine.text.Parts;
import dev.assay.engine.wire.ProtobufTextReader;
import dev.assay.engine.wire.ProtobufTextReader.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One reading of a text: which messages are nodes, and whose. Belongs to one decoding. */
final class GraphText {
    private static final int MOST_TEXT_BYTES = EmbeddedTexts.MOST_BYTES;

    /** Of a name: as many may be kept as messages are open. */
    private static final int MOST_KEPT = 4_096;

    private final ProtobufTextReader in;
    private final Sink out;
    private final EmbeddedTexts texts;
    private final Operators tensorFlow = new Operators("tensorflow");
    private final Operators onnx = new Operators("onnx");
    private final Operators caffe = new Operators("caffe");
    private final ArrayDeque<Message> open = new ArrayDeque<>();

    /** A message that is open; what lies below a node adds to what the node is given. */
    private static final class Message {
        final String field;
        final long offsetBytes;
        final @Nullable Message node;
        final GivenTexts given = new GivenTexts();
        String name = "";
        String operator = "";
        String domain = "";
        String python = "";

        Message(String field, long offsetBytes, @Nullable Message around) {
            this.field = field;
            this.offsetBytes = offsetBytes;
            this.node = around == null || around.isNode() ? around : around.node;
        }

        boolean isNode() {
            return switch (field) {
                case "node", "node_def", "layer", "layers" -> true;
                default -> false;
            };
        }
    }

    GraphText(ByteReader reader, Sink out, Budget budget) {
        this.in = new ProtobufTextReader(reader, MOST_TEXT_BYTES);
        this.out = out;
        this.texts = new EmbeddedTexts(out, budget);
    }

    void read() throws IOException {
        for (Token token = in.next(); token != Token.DONE; token = in.next()) {
            switch (token) {
                case BEGIN ->
                    open.addLast(new Message(Parts.first(in.name(), MOST_KEPT), in.position(), open.peekLast()));
                case END -> end(open.removeLast());
                case FIELD -> field(open.peekLast());
                case DONE -> throw new IllegalStateException("ends the loop");
            }
        }
    }

    /** What is known when reading ends, however it ends. */
    void report() {
        tensorFlow.report(out);
        onnx.report(out);
        caffe.report(out);
    }

    private void field(@Nullable Message message) {
        String value = Parts.first(in.value(), MOST_KEPT);
        if (message == null) {
            return;
        }
        if (message.isNode()) {
            switch (in.name()) {
                case "name" -> message.name = value;
                case "op", "op_type", "type" -> {
                    message.operator = in.name() + " " + value;
                    return;
                }
                case "domain" -> message.domain = value;
                default -> {}
            }
        } else if (message.node != null) {
            given(message, message.node, value);
        }
        byte[] text = in.value().getBytes(StandardCharsets.UTF_8);
        texts.addCode("text/" + in.name(), text, Math.max(in.valueBytes(), text.length), in.position());
    }

    private void given(Message message, Message node, String value) {
        if (message.field.equals("python_param")) {
            switch (in.name()) {
                case "module" -> node.python = value;
                case "layer" -> node.given.add(node.python.isEmpty() ? value : node.python + "." + value);
                default -> {}
            }
        } else if (value.indexOf('/') >= 0 || value.indexOf('\\') >= 0 || value.indexOf('(') >= 0) {
            node.given.add(value);
        }
    }

    private void end(Message message) {
        if (!message.isNode() || message.operator.isEmpty()) {
            return;
        }
        int space = message.operator.indexOf(' ');
        String operator = message.operator.substring(space + 1);
        Operators framework = switch (message.operator.substring(0, space)) {
            case "op" -> tensorFlow;
            case "op_type" -> onnx;
            default -> caffe;
        };
        framework.add(message.domain, operator, message.name, message.given.toString(), message.offsetBytes);
    }
}
