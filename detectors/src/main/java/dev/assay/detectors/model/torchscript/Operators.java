package dev.assay.detectors.model.torchscript;

import dev.assay.engine.text.Rows;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of operators and of classes that C++ code registers, from {@code operators.tsv}. Immutable. */
final class Operators {
    /** What one can reach. */
    enum Reach {
        /** Files by their paths. */
        FILES,
        /** Other processes or the network. */
        REMOTE,
        /** Nothing but values: torch's own arithmetic. */
        PLAIN,
        /** Code that torch does not bring along. */
        UNKNOWN
    }

    /** @param what it does, as the end of a sentence */
    record Operator(Reach reach, String what) {}

    private static final Operator UNKNOWN = new Operator(Reach.UNKNOWN, "");
    private static final String ANY = "*";
    private static final String CLASSES = "classes";

    private final Map<String, Operator> rows = new HashMap<>();
    private final Set<String> members = new HashSet<>();

    private Operators() {}

    static Operators load() {
        Operators all = new Operators();
        for (List<String> row : Rows.read(Objects.requireNonNull(Operators.class.getResource("operators.tsv")), 4)) {
            Reach reach = Reach.valueOf(row.get(2).toUpperCase(Locale.ROOT));
            all.rows.put(key(row.get(0), row.get(1)), new Operator(reach, row.get(3)));
            if (row.get(0).equals("aten") && reach != Reach.PLAIN) {
                all.members.add(row.get(1));
            }
        }
        return all;
    }

    Operator operator(String namespace, String name) {
        return find(namespace, name);
    }

    /** A class below {@code __torch__.torch.classes}; those of old files lie in no namespace. */
    Operator custom(String namespace, String name) {
        return find(CLASSES + " " + namespace, name);
    }

    private Operator find(String namespace, String name) {
        Operator exact = rows.get(key(namespace, name));
        return exact != null ? exact : rows.getOrDefault(key(namespace, ANY), UNKNOWN);
    }

    /**
     * Whether an operator of torch's own that reaches outside is called so. It need not be named with its namespace:
     * {@code "path".from_file()} is a call as well, with the value as the first argument.
     */
    boolean isMember(@Nullable String name) {
        return name != null && members.contains(name);
    }

    private static String key(String namespace, String name) {
        return namespace + "::" + name;
    }
}
