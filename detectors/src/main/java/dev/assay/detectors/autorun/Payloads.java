package dev.assay.detectors.autorun;

import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Payloads that are known by a name and by what is in them, {@code payloads.tsv}: a name alone says nothing. The table is read with the
 * first file of such a name.
 */
final class Payloads {
    /**
     * A row.
     *
     * @param marks all of which are in it
     */
    private record Payload(String campaign, List<byte[]> marks) {}

    /** Read when a file has one of the names. */
    private static final class Table {
        private static final List<Payload> ROWS = read();

        private static List<Payload> read() {
            List<Payload> rows = new ArrayList<>();
            for (List<String> row : Rows.read(Objects.requireNonNull(Payloads.class.getResource("payloads.tsv")), 2)) {
                List<byte[]> marks = new ArrayList<>();
                for (String mark : Parts.of(row.get(1), '|')) {
                    marks.add(mark.strip().getBytes(StandardCharsets.UTF_8));
                }
                rows.add(new Payload(row.get(0), marks));
            }
            return rows;
        }
    }

    private Payloads() {}

    static void read(Content content) {
        for (Payload payload : Table.ROWS) {
            if (payload.marks().stream().allMatch(mark -> has(content, mark))) {
                content.out()
                        .fact(new Anomaly(
                                "indicator/known-payload",
                                payload.campaign() + ": it holds "
                                        + new String(payload.marks().getFirst(), StandardCharsets.UTF_8),
                                0));
                return;
            }
        }
    }

    private static boolean has(Content content, byte[] mark) {
        byte[] bytes = content.bytes();
        byte first = mark[0];
        for (int i = 0; i <= content.length() - mark.length; i++) {
            if (bytes[i] == first && Arrays.equals(bytes, i, i + mark.length, mark, 0, mark.length)) {
                return true;
            }
        }
        return false;
    }
}
