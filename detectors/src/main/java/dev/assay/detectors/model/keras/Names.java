package dev.assay.detectors.model.keras;

import dev.assay.engine.report.Severity;
import dev.assay.engine.text.Rows;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of names in configurations: Keras' own, those that do harm, and modules that have no layers. */
final class Names {
    /** Something that does harm. */
    record Row(Severity severity, String what) {}

    private static final String ANY = "*";
    private static final String KERAS = "~";

    /** The packages that Keras itself takes classes from. */
    private static final Set<String> ROOTS =
            Set.of("keras", "tf_keras", "keras_core", "keras_hub", "keras_cv", "keras_nlp", "tensorflow");

    /** Prefixes that lead to the same names. */
    private static final List<String> PREFIXES = List.of(
            "tensorflow.",
            "python.",
            "_api.v2.",
            "compat.v1.",
            "tf_keras.",
            "keras_core.",
            "keras.",
            "api.",
            "_tf_keras.",
            "keras.",
            "src.",
            "engine.");

    private final Set<String> classes = new HashSet<>();
    private final Map<String, Row> modules = new HashMap<>();
    private final Map<String, Row> harmful = new HashMap<>();

    private Names() {}

    static Names load() {
        Names names = new Names();
        rows("classes.tsv", 1).forEach(row -> names.classes.add(row.getFirst()));
        rows("modules.tsv", 3)
                .forEach(row -> names.modules.put(row.get(0), new Row(Severity.of(row.get(1)), row.get(2))));
        rows("harmful.tsv", 4)
                .forEach(row -> names.harmful.put(
                        (row.get(0).equals(KERAS) ? "" : row.get(0)) + "." + row.get(1),
                        new Row(Severity.of(row.get(2)), row.get(3))));
        return names;
    }

    private static List<List<String>> rows(String table, int columns) {
        return Rows.read(Objects.requireNonNull(Names.class.getResource(table)), columns);
    }

    /** Whether Keras itself has a class or function of this name. */
    boolean isOwn(String name) {
        return classes.contains(name);
    }

    static boolean isOfKeras(String module) {
        int dot = module.indexOf('.');
        return ROOTS.contains(dot < 0 ? module : module.substring(0, dot));
    }

    /** A module that no layer comes from, by its longest known part. */
    @Nullable
    Row module(String module) {
        for (String part = module; !part.isEmpty(); ) {
            Row row = modules.get(part);
            if (row != null) {
                return row;
            }
            int dot = part.lastIndexOf('.');
            part = dot < 0 ? "" : part.substring(0, dot);
        }
        return null;
    }

    /**
     * A function or class of Keras, or of Python's builtins, that does something else than compute.
     *
     * @param function whether it is named as a function: then all of some modules count
     */
    @Nullable
    Row harmful(String module, String name, boolean function) {
        boolean ofKeras = isOfKeras(module);
        for (String part = ofKeras ? plain(module) : module; ofKeras || !part.isEmpty(); ) {
            Row row = harmful.get(part + "." + name);
            if (row == null && function && !isOwn(name)) {
                row = harmful.get(part + "." + ANY);
            }
            if (row != null || part.isEmpty()) {
                return row;
            }
            int dot = part.lastIndexOf('.');
            part = dot < 0 ? "" : part.substring(0, dot);
        }
        return null;
    }

    /** {@code tensorflow.python.keras.src.utils} and {@code keras.utils} are {@code utils}. */
    private static String plain(String module) {
        String plain = module + ".";
        for (String prefix : PREFIXES) {
            if (plain.startsWith(prefix)) {
                plain = plain.substring(prefix.length());
            }
        }
        return plain.isEmpty() ? "" : plain.substring(0, plain.length() - 1);
    }
}
