package dev.assay.detectors.model.marshal;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of {@code reaches.tsv}: what compiled code can name to leave the computation it is there for. */
final class Reaches {
    /**
     * Something that code names.
     *
     * @param member what the row was found by
     */
    record Reached(String name, String member) {}

    /** What a row says of it. */
    record Row(String module, List<String> names, String severity, String what) {}

    private static final int COLUMNS = 4;
    private static final String BUILTIN = "-";
    private static final String ANY = "*";

    private final List<Row> rows;
    private final Map<String, Row> byName = new HashMap<>();

    private Reaches(List<Row> rows) {
        this.rows = rows;
        for (Row row : rows) {
            row.names().forEach(name -> byName.put(qualified(row, name), row));
        }
    }

    static Reaches load() {
        return new Reaches(Rows.read(Objects.requireNonNull(Reaches.class.getResource("reaches.tsv")), COLUMNS).stream()
                .map(row -> new Row(row.get(0), Parts.of(row.get(1), ' '), row.get(2), row.get(3)))
                .toList());
    }

    private static String qualified(Row row, String name) {
        return switch (row.module()) {
            case BUILTIN, ANY -> name;
            default -> name.equals(ANY) ? row.module() : row.module() + "." + name;
        };
    }

    /**
     * What code with these names reaches.
     *
     * @param names all that it has
     * @param lookedUp those of them that may be builtin functions
     */
    List<Reached> in(Set<String> names, Set<String> lookedUp) {
        List<Reached> reached = new ArrayList<>(0);
        for (Row row : rows) {
            boolean there = row.module().equals(ANY) || row.module().equals(BUILTIN) || isNamed(row.module(), names);
            for (String name : there ? row.names() : List.<String>of()) {
                if (name.equals(ANY)) {
                    String root = Parts.of(row.module(), '.').getFirst();
                    reached.add(new Reached(row.module(), names.contains(root) ? root : row.module()));
                } else if ((row.module().equals(BUILTIN) ? lookedUp : names).contains(name)) {
                    reached.add(new Reached(qualified(row, name), name));
                }
            }
        }
        return reached;
    }

    /** {@code import a.b} names it as one, and what follows names its parts. */
    private static boolean isNamed(String module, Set<String> names) {
        return names.contains(module) || names.containsAll(Parts.of(module, '.'));
    }

    /** The row that a fact is from; null if the fact is of another version. */
    @Nullable
    Row row(String name) {
        return byName.get(name);
    }
}
