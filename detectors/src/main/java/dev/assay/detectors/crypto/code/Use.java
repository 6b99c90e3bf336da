package dev.assay.detectors.crypto.code;

import dev.assay.engine.fact.CryptoUse;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A use of cryptography at one place of a program, with all that its parameters may be on any way that leads there. Belongs to
 * the reading of one text.
 */
final class Use {
    /** More that a parameter may be says nothing any more. */
    private static final int MOST_VALUES = 16;

    static final String UNKNOWN = "?";

    private final ApiRow row;
    private final String via;
    private final int offsetBytes;
    private final SortedMap<String, SortedSet<String>> parameters = new TreeMap<>();
    private final Set<String> settled = new HashSet<>(1);
    private boolean needed;
    private boolean seen;
    private boolean taken;

    /** @param via the callee's full name */
    Use(ApiRow row, String via, int offsetBytes) {
        this.row = row;
        this.via = via;
        this.offsetBytes = offsetBytes;
        this.needed = !row.isDeferred();
    }

    ApiRow row() {
        return row;
    }

    String via() {
        return via;
    }

    int offsetBytes() {
        return offsetBytes;
    }

    /** Says that something is done with what was made here. */
    void need() {
        needed = true;
    }

    /** Says that some way led here. */
    void see() {
        seen = true;
    }

    /** Says that another use is made of it, which says what this one does. */
    void take() {
        taken = true;
    }

    /** Whether it counts: an object that is made and dropped does nothing. */
    boolean counts() {
        return seen && needed && !(taken && row.isPart());
    }

    /** Forgets all but where it is. */
    void reset() {
        seen = false;
        taken = false;
        needed = !row.isDeferred();
        parameters.clear();
        settled.clear();
    }

    /** Says what a parameter is whatever else is said of it. */
    void settle(String parameter, String value) {
        settled.add(parameter);
        parameters.put(parameter, new TreeSet<>(Set.of(value)));
    }

    void add(String parameter, Collection<String> values) {
        if (settled.contains(parameter)) {
            return;
        }
        SortedSet<String> known = parameters.computeIfAbsent(parameter, _ -> new TreeSet<>());
        known.addAll(values);
        if (known.size() > MOST_VALUES) {
            known.clear();
            known.add(UNKNOWN);
        }
    }

    /** What was found, as a fact. */
    CryptoUse fact(String language, long offsetBytes, int line, int column) {
        SortedMap<String, String> words = new TreeMap<>();
        parameters.forEach((name, values) -> words.put(name, String.join("|", values)));
        String algorithm = words.remove("algorithm");
        CryptoUse.Kind kind =
                switch (row.purpose()) {
                    case "protocol", "connection" -> CryptoUse.Kind.PROTOCOL;
                    case "key", "password-key", "key-store" -> CryptoUse.Kind.KEY;
                    case "certificate" -> CryptoUse.Kind.CERTIFICATE;
                    default -> CryptoUse.Kind.ALGORITHM;
                };
        return new CryptoUse(
                kind,
                algorithm == null || algorithm.equals(UNKNOWN) ? "" : algorithm,
                row.purpose(),
                words,
                language,
                via,
                offsetBytes,
                line,
                column);
    }

    /** Each parameter with all its values. */
    SortedMap<String, SortedSet<String>> parameters() {
        return parameters;
    }
}
