package dev.assay.engine.tensor;

import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells by its name which matrix gives a network's answers, and makes ready to weigh its outputs. */
final class LastLayers {
    private record Row(String ending, boolean columns) {}

    private LastLayers() {}

    /** Read with the first tensor. */
    private static final class Table {
        static final List<Row> ROWS = read();

        private static List<Row> read() {
            List<Row> rows = new ArrayList<>();
            for (List<String> row :
                    Rows.read(Objects.requireNonNull(LastLayers.class.getResource("last-layers.tsv")), 2)) {
                rows.add(new Row(row.get(0), row.get(1).equals("column")));
            }
            return List.copyOf(rows);
        }
    }

    /**
     * Begins to weigh a tensor's outputs.
     *
     * @param shape the slowest dimension first
     * @return null if it is no matrix, no last layer by its name, or has too few or too many outputs
     */
    static @Nullable Norms norms(String name, List<Long> shape) {
        if (shape.size() != 2) {
            return null;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        for (Row row : Table.ROWS) {
            if (endsWith(lower, row.ending())) {
                return Norms.of(shape.getFirst(), shape.getLast(), row.columns());
            }
        }
        return null;
    }

    private static boolean endsWith(String name, String ending) {
        int before = name.length() - ending.length() - 1;
        return name.endsWith(ending) && (before < 0 || "./_".indexOf(name.charAt(before)) >= 0);
    }
}
