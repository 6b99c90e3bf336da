package dev.assay.detectors.archive;

import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Anomaly;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is odd about one archive: the first few of each kind are stated at once, the rest is counted and stated by
 * {@link #close}, so that an archive with a hundred thousand faults does not use up the budget of facts.
 */
public final class Anomalies implements AutoCloseable {
    private static final int STATED = 16;

    private static final class Kind {
        int stated;
        long more;
        String detail = "";
        long offsetBytes;
    }

    private final Sink out;
    private final Map<String, Kind> kinds = new TreeMap<>();

    public Anomalies(Sink out) {
        this.out = out;
    }

    public void add(String id, String detail, long offsetBytes) {
        Kind kind = kinds.computeIfAbsent(id, _ -> new Kind());
        if (kind.stated < STATED) {
            kind.stated++;
            out.fact(new Anomaly(id, detail, offsetBytes));
            return;
        }
        if (kind.more++ == 0) {
            kind.detail = detail;
            kind.offsetBytes = offsetBytes;
        }
    }

    @Override
    public void close() {
        kinds.forEach((id, kind) -> {
            if (kind.more > 0) {
                out.fact(new Anomaly(
                        id,
                        kind.more == 1 ? kind.detail : kind.detail + ", and " + (kind.more - 1) + " more like it",
                        kind.offsetBytes,
                        kind.more));
            }
        });
    }

    /** A name as it may stand in a message: control characters escaped, shortened. */
    public static String quoted(String name) {
        StringBuilder out = new StringBuilder("'");
        for (int i = 0; i < Math.min(name.length(), 120); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c >= 0x7f && c < 0xa0) {
                out.append(String.format("\\x%02x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append(name.length() > 120 ? "...'" : "'").toString();
    }
}
