package dev.assay.detectors.model.engines;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * A compiled model or bare weights: one decoder for each format of {@code formats.tsv}. Reads the start and the end; of
 * plans, which may hold libraries, all.
 */
public final class EngineDecoder implements Decoder {
    private static final int COLUMNS = 5;
    private static final String NONE = "-";

    /** Holds libraries for the processor as well, anywhere. */
    private static final String PLAN = "tensorrt";

    /** Descriptions stand at the start or the end; between them are weights. */
    private static final long LOOKED_AT = 4 << 20;

    private record Pattern(Set<String> extensions, int offset, String magic, String program) {
        boolean matches(Head head) {
            return head.has(offset, magic) && (extensions.isEmpty() || extensions.contains(head.extension()));
        }
    }

    private final Format format;
    private final boolean isPlan;
    private final String program;

    private EngineDecoder(String id, List<Pattern> patterns) {
        this.isPlan = id.equals(PLAN);
        this.program = patterns.getFirst().program();
        this.format = new Format(id, head -> matches(patterns, head));
    }

    private static boolean matches(List<Pattern> patterns, Head head) {
        for (Pattern pattern : patterns) { // asked for every file there is: a stream would cost more than the look
            if (pattern.matches(head)) {
                return true;
            }
        }
        return false;
    }

    /** One decoder for each format of the table. */
    public static List<Decoder> all() {
        Map<String, List<Pattern>> patterns = new TreeMap<>();
        for (List<String> row :
                Rows.read(Objects.requireNonNull(EngineDecoder.class.getResource("formats.tsv")), COLUMNS)) {
            String magic = new String(HexFormat.of().parseHex(row.get(3)), StandardCharsets.ISO_8859_1);
            Set<String> extensions = row.get(1).equals(NONE) ? Set.of() : Set.copyOf(Parts.of(row.get(1), ','));
            patterns.computeIfAbsent(row.getFirst(), _ -> new ArrayList<>())
                    .add(new Pattern(extensions, Integer.parseInt(row.get(2)), magic, row.getLast()));
        }
        List<Decoder> decoders = new ArrayList<>();
        patterns.forEach((id, each) -> decoders.add(new EngineDecoder(id, List.copyOf(each))));
        return decoders;
    }

    @Override
    public Format format() {
        return format;
    }

    @Override
    public Access access() {
        return isPlan ? Access.RANDOM : Access.SPARSE;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        if (!program.equals(NONE)) {
            out.fact(new Anomaly("model/engine-program", "it holds " + program, 0));
        }
        PayloadTexts texts = new PayloadTexts(out, budget);
        Anomalies anomalies = new Anomalies("model/engine-");
        try (ByteReader reader = new ByteReader(in, budget)) {
            texts.runs("text", reader, LOOKED_AT);
            long size = in.sizeBytes();
            if (size > LOOKED_AT && in.seekable()) {
                reader.seek(Math.max(reader.position(), size - LOOKED_AT));
                texts.runs("text", reader, size);
            }
            out.opaque(Math.max(size, 0));
            if (isPlan) {
                reader.seek(0);
                new PlanReading(reader, in, out, budget, anomalies).read();
            }
        } finally {
            anomalies.report(out);
            texts.report();
        }
    }
}
