package dev.assay.detectors.crypto.code;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.text.Parts;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    /** Rows of what is set or got rather than called begin so. */
    private static final List<String> SET_OR_GOT = List.of("set ", "get ", "key ", "let ");

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

    /** What was found, as a fact; with holes where it depends on who calls. */
    CryptoUse fact(String language, long offsetBytes, int line, int column) {
        CryptoUse.Kind kind = switch (row.purpose()) {
            case "protocol", "connection" -> CryptoUse.Kind.PROTOCOL;
            case "key", "password-key", "key-store" -> CryptoUse.Kind.KEY;
            case "certificate" -> CryptoUse.Kind.CERTIFICATE;
            default -> CryptoUse.Kind.ALGORITHM;
        };
        CryptoUse plain = CryptoUse.of(kind, "", row.purpose(), Map.of(), language, shown(), offsetBytes, line, column);
        return with(plain, parameters);
    }

    /** What it is done by, as the program writes it: without the words that rows have for what is no call. */
    private String shown() {
        String name = SET_OR_GOT.stream().anyMatch(via::startsWith) ? via.substring(via.indexOf(' ') + 1) : via;
        return name.startsWith("?.") ? name.substring(2) : name;
    }

    /** The same use with other words. */
    static CryptoUse with(CryptoUse use, SortedMap<String, SortedSet<String>> words) {
        SortedMap<String, String> joined = new TreeMap<>();
        words.forEach((name, values) -> joined.put(name, String.join("|", values)));
        String algorithm = joined.remove("algorithm");
        return new CryptoUse(
                use.kind(),
                algorithm == null || algorithm.equals(UNKNOWN) ? "" : algorithm,
                use.purpose(),
                joined,
                use.source(),
                use.via(),
                use.offsetBytes(),
                use.line(),
                use.column());
    }

    /** The same use without holes: what they would be is not known. */
    static CryptoUse closed(CryptoUse use) {
        SortedMap<String, SortedSet<String>> words = new TreeMap<>();
        close("algorithm", use.algorithm(), words);
        use.parameters().forEach((name, value) -> close(name, value, words));
        return with(use, words);
    }

    private static void close(String name, String value, SortedMap<String, SortedSet<String>> words) {
        for (String word : Parts.of(value, '|')) {
            Hole hole = Hole.read(word);
            if (hole == null || hole.as() != Selector.As.SHAPE) {
                words.computeIfAbsent(name, _ -> new TreeSet<>()).add(hole == null ? word : UNKNOWN);
            }
        }
    }

    /** Each parameter with all its values. */
    SortedMap<String, SortedSet<String>> parameters() {
        return parameters;
    }
}
