package dev.assay.detectors.name;

import dev.assay.engine.text.Rows;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Weights and words of signals, from {@code signals.tsv}. Immutable. */
final class SignalTable {
    private record Row(int weight, String words) {}

    private final Map<SignalKind, Row> rows = new EnumMap<>(SignalKind.class);

    private SignalTable() {}

    static SignalTable read() {
        SignalTable table = new SignalTable();
        for (List<String> row : Rows.read(Objects.requireNonNull(SignalTable.class.getResource("signals.tsv")), 3)) {
            SignalKind kind =
                    SignalKind.valueOf(row.getFirst().toUpperCase(Locale.ROOT).replace('-', '_'));
            table.rows.put(kind, new Row(Integer.parseInt(row.get(1)), row.get(2)));
        }
        for (SignalKind kind : SignalKind.values()) {
            if (!table.rows.containsKey(kind)) {
                throw new IllegalArgumentException("signals.tsv has no row for " + kind.id());
            }
        }
        return table;
    }

    private Row row(SignalKind kind) {
        return Objects.requireNonNull(rows.get(kind));
    }

    int weight(SignalKind kind) {
        return row(kind).weight();
    }

    /** @param part what the words leave open beside the target */
    Signal signal(SignalKind kind, int weight, String target, String part) {
        return new Signal(kind, weight, target, part, row(kind).words());
    }
}
