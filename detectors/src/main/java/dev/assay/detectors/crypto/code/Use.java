package dev.assay.detectors.crypto.code;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.text.Parts;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A use of cryptography at one place of a program, with all that its parameters may be on any way that leads there. Belongs to
 * the reading of one text.
 */
final class Use {
    /** Rows of what is set or got rather than called begin so. */
    private static final List<String> SET_OR_GOT = List.of("set ", "get ", "key ", "let ", ApiTable.INHERITS);

    /** More that a parameter may be says nothing any more. */
    private static final int MOST_VALUES = 32;

    static final String UNKNOWN = "?";

    /** All that stands where nobody says what is needed. */
    private static final Set<String> NONE = Set.of(Hole.NONE, UNKNOWN);

    private static final String ALGORITHM = "algorithm";

    private static final String MODE = "mode";

    /** The whole name of what it transforms with; on its ways alone. */
    private static final String TRANSFORMATION = "transformation";

    /** What callers in other texts must give for it to be reached, as {@link Guard#word} says it; on its ways, and in what awaits them. */
    static final String WHEN = "when";

    private final ApiRow row;
    private final String via;
    private final int offsetBytes;
    private final SortedMap<String, SortedSet<String>> parameters = new TreeMap<>();
    private final Set<String> settled = new HashSet<>(1);
    private final SortedSet<String> transformations = new TreeSet<>();
    private final SortedSet<String> guards = new TreeSet<>();
    private final Ways ways = new Ways();
    private boolean needed;
    private boolean seen;
    private boolean taken;
    private boolean onlyOpen;

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

    /** Says that some way led here; what is said next is said of this way. */
    void see() {
        if (!onlyOpen) {
            seen = true;
            ways.begin();
        }
    }

    /** Says whether of ways from here on only what others give counts, since it is known without these. */
    void setOnlyOpen(boolean is) {
        onlyOpen = is;
    }

    /** Says what must hold on the way that led here last. */
    void guard(List<Guard> all) {
        if (onlyOpen) {
            return;
        }
        String word = Guard.word(all);
        guards.add(word);
        ways.add(ways.last(), WHEN, List.of(word));
    }

    /** The way that led here last. */
    int way() {
        return ways.last();
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
        transformations.clear();
        guards.clear();
        onlyOpen = false;
        ways.clear();
        settled.clear();
    }

    /** Says what it transforms with, as a whole name, so that a mode stays with its cipher where there are several. */
    void transform(String name) {
        if (onlyOpen) {
            add(ALGORITHM, List.of(name));
            return;
        }
        if (transformations.size() < MOST_VALUES) {
            transformations.add(name);
        }
        ways.add(ways.last(), TRANSFORMATION, List.of(name));
        Transformation.split(name, (part, text) -> add(part, List.of(text)));
    }

    /** What is said of it; of several transformations, the whole names in place of what these are made of. */
    private SortedMap<String, SortedSet<String>> words() {
        SortedMap<String, SortedSet<String>> made = made();
        long known = transformations.stream()
                .filter(name -> !name.equals(UNKNOWN) && !Hole.is(name))
                .count();
        boolean isTied = known > 1 && isAll(made);
        SortedSet<String> algorithms = parameters.getOrDefault(ALGORITHM, new TreeSet<>());
        SortedSet<String> exact = new TreeSet<>(algorithms);
        exact.removeIf(family -> algorithms.stream().anyMatch(one -> one.startsWith(family + "-")));
        if (!isTied && exact.equals(algorithms)) {
            return parameters;
        }
        SortedMap<String, SortedSet<String>> words = new TreeMap<>(parameters);
        if (!isTied) {
            words.put(ALGORITHM, exact); // of a family, and which one of it
            return words;
        }
        words.keySet().removeAll(made.keySet());
        words.put(ALGORITHM, whole(transformations));
        return words;
    }

    /** What all transformations are made of. */
    private SortedMap<String, SortedSet<String>> made() {
        SortedMap<String, SortedSet<String>> made = new TreeMap<>();
        for (String name : transformations) {
            Transformation.split(
                    name,
                    (part, text) ->
                            made.computeIfAbsent(part, _ -> new TreeSet<>()).add(text));
        }
        return made;
    }

    /** Whether nothing else says such parameters. */
    private boolean isAll(SortedMap<String, SortedSet<String>> made) {
        return made.entrySet().stream().allMatch(each -> each.getValue().equals(parameters.get(each.getKey())));
    }

    private static SortedSet<String> whole(Collection<String> transformations) {
        SortedSet<String> names = new TreeSet<>();
        transformations.forEach(name -> names.add(Transformation.whole(name)));
        return names;
    }

    /** What is said of each that it may be, where ways tell them apart. */
    private List<SortedMap<String, SortedSet<String>>> apart() {
        SortedMap<String, SortedSet<String>> made = made();
        if (!settled.isEmpty() || !isAll(made)) {
            return List.of();
        }
        if (transformations.isEmpty()) {
            List<SortedMap<String, SortedSet<String>>> apart = ways.by(ALGORITHM);
            return apart.isEmpty() ? ways.by(MODE) : apart;
        }
        List<SortedMap<String, SortedSet<String>>> apart = ways.by(TRANSFORMATION);
        for (SortedMap<String, SortedSet<String>> words : apart) {
            SortedSet<String> names = words.remove(TRANSFORMATION);
            words.keySet().removeAll(made.keySet());
            words.put(ALGORITHM, whole(Objects.requireNonNull(names)));
        }
        return apart;
    }

    /** Says what a parameter is whatever else is said of it. */
    void settle(String parameter, String value) {
        if (onlyOpen) {
            return;
        }
        settled.add(parameter);
        parameters.put(parameter, new TreeSet<>(Set.of(value)));
    }

    /** Says what a parameter may be on the way that led here last. */
    void add(String parameter, Collection<String> values) {
        add(ways.last(), parameter, values);
    }

    /** Says what a parameter may be on one way, or on all of them. */
    void add(int way, String parameter, Collection<String> values) {
        if (settled.contains(parameter)) {
            return;
        }
        if (onlyOpen) {
            values.stream()
                    .filter(Hole::is)
                    .forEach(hole -> parameters
                            .computeIfAbsent(parameter, _ -> new TreeSet<>())
                            .add(hole));
            return;
        }
        ways.add(way, parameter, values);
        SortedSet<String> known = parameters.computeIfAbsent(parameter, _ -> new TreeSet<>());
        known.addAll(values);
        if (known.size() > MOST_VALUES) {
            known.clear();
            known.add(UNKNOWN);
        }
    }

    /** What was found, as a fact for each algorithm that has parameters of its own; with holes where it depends on who calls. */
    List<CryptoUse> facts(String language, long offsetBytes, int line, int column) {
        CryptoUse.Kind kind = switch (row.purpose()) {
            case "protocol", "connection" -> CryptoUse.Kind.PROTOCOL;
            case "key", "password-key", "key-store" -> CryptoUse.Kind.KEY;
            case "certificate" -> CryptoUse.Kind.CERTIFICATE;
            default -> CryptoUse.Kind.ALGORITHM;
        };
        CryptoUse plain = CryptoUse.of(kind, "", row.purpose(), Map.of(), language, shown(), offsetBytes, line, column);
        List<SortedMap<String, SortedSet<String>>> apart = apart();
        return apart.isEmpty()
                ? List.of(with(plain, guarded(needed(words()), guards)))
                : apart.stream()
                        .map(words -> with(plain, guarded(needed(words), words.getOrDefault(WHEN, guards))))
                        .toList();
    }

    /** The same words with what must hold, unless some way asks nothing. */
    private static SortedMap<String, SortedSet<String>> guarded(
            SortedMap<String, SortedSet<String>> words, SortedSet<String> guards) {
        SortedMap<String, SortedSet<String>> all = new TreeMap<>(words);
        all.remove(WHEN);
        if (!guards.isEmpty() && !guards.contains(Guard.ALWAYS) && guards.size() <= MOST_VALUES) {
            all.put(WHEN, guards);
        }
        return all;
    }

    /** The same words; where only other texts may say what it needs, they make it a use. */
    private SortedMap<String, SortedSet<String>> needed(SortedMap<String, SortedSet<String>> words) {
        SortedMap<String, SortedSet<String>> all = new TreeMap<>(words);
        for (String name : row.needs()) {
            all.computeIfPresent(name, (_, said) -> said.stream().allMatch(Use::isOpen) ? needed(said) : said);
        }
        return all;
    }

    private static SortedSet<String> needed(SortedSet<String> said) {
        SortedSet<String> needed = new TreeSet<>();
        for (String word : said) {
            Hole hole = Hole.read(word);
            needed.add(hole == null ? word : hole.otherwise(Hole.NONE).toString());
        }
        return needed;
    }

    private static boolean isOpen(String word) {
        Hole hole = Hole.read(word);
        return word.equals(UNKNOWN)
                || hole != null
                        && (hole.otherwise().isEmpty() || hole.otherwise().equals(UNKNOWN));
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
        String algorithm = joined.remove(ALGORITHM);
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

    /** The same use without holes: what they would be is not known. Null if it is none without one of them. */
    static @Nullable CryptoUse closed(CryptoUse use) {
        SortedMap<String, SortedSet<String>> words = new TreeMap<>();
        close("algorithm", use.algorithm(), words);
        use.parameters().forEach((name, value) -> close(name, value, words));
        words.remove(WHEN);
        boolean isUse = words.values().stream().noneMatch(said -> said.contains(Hole.NONE) && NONE.containsAll(said));
        words.values().forEach(said -> said.remove(Hole.NONE));
        return isUse ? with(use, words) : null;
    }

    private static void close(String name, String value, SortedMap<String, SortedSet<String>> words) {
        boolean isOpen = false;
        for (String word : Parts.of(value, '|')) {
            Hole hole = Hole.read(word);
            String closed = hole == null ? word : hole.otherwise();
            isOpen |= hole != null && hole.hasDefault() && !hole.isConstant();
            if (!closed.isEmpty()) {
                words.computeIfAbsent(name, _ -> new TreeSet<>()).add(closed);
            }
        }
        if (isOpen && !words.containsKey(name)) { // and no default stands beside it
            words.put(name, new TreeSet<>(List.of(UNKNOWN)));
        }
    }

    /** Each parameter with all that is said of it on one way, or on any. */
    SortedMap<String, SortedSet<String>> parameters(int way) {
        SortedMap<String, SortedSet<String>> words = settled.isEmpty() ? ways.of(way, parameters) : parameters;
        words.remove(TRANSFORMATION);
        words.remove(WHEN);
        return words;
    }

    /** Each parameter with all its values. */
    SortedMap<String, SortedSet<String>> parameters() {
        return parameters;
    }
}
