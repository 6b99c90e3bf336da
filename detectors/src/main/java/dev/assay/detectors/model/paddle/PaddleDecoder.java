package dev.assay.detectors.model.paddle;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.EmbeddedTexts;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.Operators;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Property;
import dev.assay.engine.text.GivenTexts;
import dev.assay.engine.wire.ProtobufReader;
import dev.assay.engine.wire.ProtobufShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * PaddlePaddle's {@code .pdmodel}, a ProgramDesc by {@code framework.proto}. Reads every operator of every block; the
 * parameters lie in another file.
 */
public final class PaddleDecoder implements Decoder {
    static final String FRAMEWORK = "paddle";

    private static final int MOST_TEXT = 4_096;
    private static final int MOST_ARGUMENT_BYTES = 500;

    private static final ProtobufShape VARIABLE =
            new ProtobufShape().name(1).bytes(2, 6).number(3, 4, 5).needs(1, 2);

    private static final ProtobufShape OPERATOR =
            new ProtobufShape().bytes(1, 2, 4).name(3).number(5).needs(3, 4);

    private static final ProtobufShape BLOCK =
            new ProtobufShape().number(1, 2, 5).message(3, VARIABLE).message(4, OPERATOR);

    private static final ProtobufShape PROGRAM =
            new ProtobufShape().message(1, BLOCK).bytes(3, 4, 5);

    /** What is known of an operator, in whatever order its fields come. */
    private static final class Operator {
        final GivenTexts given = new GivenTexts();
        String type = "";
    }

    @Override
    public Format format() {
        return new Format(FRAMEWORK, head -> PROGRAM.matches(head, "pdmodel"));
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Operators operators = new Operators(FRAMEWORK);
        Inventory inventory = new Inventory(out);
        inventory.property(Property.FRAMEWORK, "PaddlePaddle", -1);
        try (ByteReader bytes = new ByteReader(in, budget)) {
            ProtobufReader reader = new ProtobufReader(bytes);
            EmbeddedTexts texts = new EmbeddedTexts(out, budget);
            while (reader.next()) {
                if (reader.delimited() == 1) {
                    reader.message(() -> {
                        if (reader.delimited() == 4) {
                            operator(reader, operators, texts);
                        }
                    });
                } else if (inventory.isWanted() && reader.delimited() == 4) {
                    reader.message(() -> {
                        if (reader.varint() == 1) {
                            String version = Long.toString(reader.number());
                            inventory.property(Property.FORMAT_VERSION, version, reader.position());
                        }
                    });
                }
            }
        } finally {
            operators.report(out);
        }
    }

    private static void operator(ProtobufReader in, Operators operators, EmbeddedTexts texts) throws IOException {
        long at = in.position();
        Operator operator = new Operator();
        in.message(() -> {
            switch (in.delimited()) {
                case 3 -> operator.type = in.text(MOST_TEXT);
                case 4 -> attribute(in, operator, texts);
                default -> {}
            }
        });
        operators.add("", operator.type, "", operator.given.toString(), at);
    }

    /** An Attr, whose texts are looked at; where the operator stands in somebody's source is none of them. */
    private static void attribute(ProtobufReader in, Operator operator, EmbeddedTexts texts) throws IOException {
        String[] name = {""};
        in.message(() -> {
            switch (in.delimited()) {
                case 1 -> name[0] = in.text(MOST_TEXT);
                case 5, 8 -> {
                    if (!name[0].startsWith("op_")) { // op_callstack, op_namescope, op_device
                        text(in, name[0], operator, texts);
                    }
                }
                default -> {}
            }
        });
    }

    private static void text(ProtobufReader in, String name, Operator operator, EmbeddedTexts texts)
            throws IOException {
        long at = in.position();
        long size = in.length();
        byte[] bytes = in.bytes(EmbeddedTexts.MOST_BYTES);
        String text = new String(bytes, 0, Math.min(bytes.length, MOST_ARGUMENT_BYTES), StandardCharsets.UTF_8);
        if (text.indexOf('/') >= 0 || text.indexOf('\\') >= 0 || text.indexOf('(') >= 0) {
            operator.given.add(text);
        }
        texts.addCode("operators/" + name, bytes, size, at);
    }
}
