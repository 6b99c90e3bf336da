package dev.assay.engine.scan;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.rule.AnomalyRule;
import dev.assay.engine.rule.RuleBook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A decoder whose body a test brings. Its magic is its id at the start, or as a further word soon after. */
record StubDecoder(String id, Access access, Body body) implements Decoder {
    interface Body {
        void decode(ByteSource in, Sink out, Budget budget) throws IOException;
    }

    /** Says {@code test/said} at 1. */
    static StubDecoder saying(String id, Access access) {
        return new StubDecoder(id, access, (in, out, budget) -> out.fact(new Anomaly("test/said", "by " + id, 1)));
    }

    /** {@code box}, then members as a name's length, a name, a size of one byte, and bytes. */
    static StubDecoder box() {
        return new StubDecoder("box", Access.RANDOM, (in, out, budget) -> {
            try (ByteReader reader = new ByteReader(in, budget, 3)) {
                while (!reader.atEnd()) {
                    budget.spendEntry();
                    String name = reader.latin1(reader.u8());
                    int size = reader.u8();
                    out.child(name, new SliceSource(in, reader.position(), size));
                    reader.skip(size);
                }
            }
        });
    }

    /** A box with one member. */
    static byte[] boxed(String name, byte[] content) {
        byte[] box = Arrays.copyOf(latin1("box"), 5 + name.length() + content.length);
        box[3] = (byte) name.length();
        System.arraycopy(latin1(name), 0, box, 4, name.length());
        box[4 + name.length()] = (byte) content.length;
        System.arraycopy(content, 0, box, 5 + name.length(), content.length);
        return box;
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** These decoders, the rule that reports anomalies, and the rows of {@code rules.yaml} beside this class. */
    static Detectors detectors(Decoder... decoders) {
        List<Decoder> inOrder = Arrays.stream(decoders)
                .sorted(Comparator.comparing(decoder -> decoder.format().id()))
                .toList();
        return new Detectors(
                inOrder,
                List.of(new AnomalyRule()),
                new RuleBook(List.of(StubDecoder.class.getResource("rules.yaml"))),
                Map.of("box", Set.of("box")),
                "test");
    }

    @Override
    public Format format() {
        return new Format(id, head -> head.has(0, id) || head.preview(16).contains(" " + id));
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        body.decode(in, out, budget);
    }
}
