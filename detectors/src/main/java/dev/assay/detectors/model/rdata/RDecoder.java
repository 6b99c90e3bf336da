package dev.assay.detectors.model.rdata;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import java.io.IOException;
import java.util.Set;

/**
 * Serialised objects of R: what {@code saveRDS} and {@code save} write once their compression is off, as XDR, as text and in
 * the byte order of little machines ("R Internals", section 1.8, and {@code src/main/serialize.c}). The whole graph of
 * objects is walked; numbers are opaque.
 */
public final class RDecoder implements Decoder {
    private static final Set<String> NAMES = Set.of("rds", "rda", "rdata");

    /** {@code RDX3\n} and the like, in front of what {@code save} writes. */
    private static final int WORKSPACE_MAGIC = 5;

    private static final long MOST_LOOKED_AT = 16 << 20;

    @Override
    public Format format() {
        return new Format("rdata", RDecoder::matches);
    }

    private static boolean matches(Head head) {
        if (isWorkspace(head)) {
            return true;
        }
        boolean named = NAMES.contains(head.extension());
        return switch (head.at(0)) {
            case 'X' -> head.at(1) == '\n' && (named || head.has(2, "\0\0\0\2\0") || head.has(2, "\0\0\0\3\0"));
            case 'A' -> head.at(1) == '\n' && (named || head.has(2, "2\n1") || head.has(2, "3\n2"));
            case 'B' -> head.at(1) == '\n' && (head.has(2, "\2\0\0\0") || head.has(2, "\3\0\0\0"));
            default -> false;
        };
    }

    private static boolean isWorkspace(Head head) {
        return head.has(0, "RD")
                && (head.at(2) == 'X' || head.at(2) == 'A' || head.at(2) == 'B')
                && (head.at(3) == '2' || head.at(3) == '3')
                && head.at(4) == '\n';
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Anomalies anomalies = new Anomalies("model/r-");
        PayloadTexts texts = new PayloadTexts(out, budget);
        try (ByteReader reader = new ByteReader(in, budget)) {
            boolean workspace = false;
            if (reader.request(WORKSPACE_MAGIC) >= WORKSPACE_MAGIC && reader.array()[reader.index()] == 'R') {
                reader.advance(WORKSPACE_MAGIC);
                workspace = true;
            }
            ObjectReading reading =
                    new ObjectReading(reader, in, budget, anomalies, texts, new Inventory(out), workspace);
            try {
                texts.orRuns(reader, MOST_LOOKED_AT, reading::read);
            } finally {
                out.opaque(reading.opaqueBytes());
            }
            if (!reader.atEnd()) {
                long at = reader.position();
                anomalies.add("trailing-data", at, () -> "bytes follow behind the last object");
                texts.behind(reader, in, MOST_LOOKED_AT);
            }
        } finally {
            anomalies.report(out);
            texts.report();
        }
    }
}
