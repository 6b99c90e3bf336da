package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.net.URL;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * The rows of one language, by callee. Immutable and shared between threads. A callee may have several rows: a call that is
 * two uses. A row whose callee says {@code {a,b}} stands for one of each; {@code @} in its clauses is which, and {@code ^} which of a
 * second such list. A row {@code words NAME} says what {@code {NAME}} stands for in clauses, a row {@code alias NAME} under which other
 * name rows know a module or a member.
 *
 * <p>What is no call has a word in front: {@code new TYPE} makes an object, {@code set TYPE.FIELD} and {@code get TYPE.FIELD} set
 * and get a field, {@code ref NAME} names something, {@code let NAME} sets a variable, {@code key NAME} is a value under a key of a
 * map, {@code named WORDS} a variable, field or key that is set and whose name ends with these words, {@code override
 * TYPE.FUNCTION} a function that the program has in place of a library's; {@code TYPE.()} is a call of an object itself.
 */
final class ApiTable {
    private static final int COLUMNS = 2;

    private static final String WORDS = "words ";
    private static final String ALIAS = "alias ";
    /** In place of what is not known. */
    static final String UNKNOWN = "?";

    private static final String REFERENCE = "ref ";

    private static final String CREATES = "new ";

    private static final String PROPERTY = "set " + UNKNOWN + ".";

    /** Names of modules that share one of so many are told apart by their letters. */
    private static final int HASHES = 4096;

    private static final String ANCHOR = " anchor=";

    /** Before the name of a type of a library: of types of the program that inherit from it, with the fields of their own. */
    static final String INHERITS = "inherits ";

    /** Before a function that types of a program have which inherit from a library's. */
    static final String OVERRIDE = "override ";
    /** In front of the words of names. */
    static final String NAMED = "named ";

    private final Map<String, String> words = new HashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private final Set<String> firstOfAliases = new HashSet<>(); // most names have none of these, which is seen at once
    private final BitSet hashesOfFirst = new BitSet(HASHES); // without making a text of it
    private final Map<String, String> constants =
            new HashMap<>(); // the registry's words for them, where these are the same
    private final Map<String, List<ApiRow>> references = new HashMap<>();
    private final Set<String> methods = new HashSet<>();
    private final Set<String> properties = new HashSet<>();
    private final Set<String> aroundAliases = new HashSet<>(); // what another name for something stands in
    private int count;
    private final Map<String, List<ApiRow>> rows = new HashMap<>();
    private final Map<String, List<String>> overrides = new HashMap<>();
    private final Map<String, List<ApiRow>> lastWords = new HashMap<>();
    private final Map<String, Set<String>> active = new HashMap<>(); // each with the full names that rows know
    private final Map<String, Set<String>> madeByMethods =
            new HashMap<>(); // types that methods of whatever object make
    private final Set<String> types = new HashSet<>();
    private final Map<String, Set<String>> makers = new HashMap<>();
    private final Set<String> roots = new HashSet<>();
    private final Set<String> byName; // asked for each row of each language
    private final Set<String> importing;

    /** Rows of programs are counted from here, so that none has the number of a language's row. */
    static final int OF_PROGRAMS = 1 << 20;

    /** @throws IllegalArgumentException for a faulty row */
    ApiTable(List<URL> tables) {
        this(tables, 0);
    }

    /** The same with rows that are counted from some number. */
    ApiTable(List<URL> tables, int from) {
        count = from;
        for (URL table : tables) {
            for (List<String> row : Rows.read(table, COLUMNS)) {
                add(row.get(0), row.get(1));
            }
        }
        byName = giving(Gives.What.MEMBER);
        importing = giving(Gives.What.MODULE);
    }

    private void add(String callee, String clauses) {
        if (callee.startsWith(WORDS)) {
            words.put("{" + callee.substring(WORDS.length()) + "}", "{" + clauses + "}");
            Selector.words(clauses)
                    .forEach((name, word) -> constants.merge(name, word, (one, other) -> one.equals(other) ? one : ""));
        } else if (callee.startsWith(ALIAS)) {
            alias(callee.substring(ALIAS.length()), clauses);
        } else {
            String all = clauses;
            for (Map.Entry<String, String> each : words.entrySet()) {
                all = all.replace(each.getKey(), each.getValue());
            }
            addEach(callee, all, "@");
        }
    }

    /** The type that a callee is of, and those that this stands in. */
    private void addTypes(String callee, int dot) {
        types.add(callee.substring(0, dot));
        for (int end = dot, from; end > 0; end = from) {
            from = callee.lastIndexOf('.', end - 1);
            if (!Character.isUpperCase(callee.charAt(from + 1)) && callee.charAt(from + 1) != '_') {
                return;
            }
            types.add(callee.substring(0, end));
        }
    }

    private void alias(String name, String known) {
        int open = name.indexOf('{');
        int close = name.indexOf('}');
        if (open < 0) {
            aliases.put(name, known);
            int end = lastEnd(name, name.length());
            if (end > 0) {
                aroundAliases.add(name.substring(0, end));
            }
            firstOfAliases.add(first(name, 0));
            hashesOfFirst.set(hashOfFirst(name, 0));
            return;
        }
        for (String one : Parts.of(name.substring(open + 1, close), ',')) {
            alias(name.substring(0, open) + one + name.substring(close + 1), known.replace("@", one));
        }
    }

    private void addEach(String callee, String clauses, String which) {
        int open = callee.indexOf('{');
        int close = callee.indexOf('}');
        if (open < 0) {
            add(ApiRow.of(count++, callee, clauses));
            return;
        }
        for (String one : Parts.of(callee.substring(open + 1, close), ',')) {
            addEach(callee.substring(0, open) + one + callee.substring(close + 1), with(clauses, which, one), "^");
        }
    }

    /** Clauses with what a sign stands for in its place; in front of a module's name in an anchor it is none. */
    private static String with(String clauses, String which, String one) {
        int anchor = clauses.indexOf(ANCHOR);
        if (anchor < 0) {
            return clauses.replace(which, one);
        }
        StringBuilder all = new StringBuilder(clauses.substring(0, anchor).replace(which, one));
        for (int i = anchor; i < clauses.length(); i++) {
            char c = clauses.charAt(i);
            boolean isModule = i + 1 < clauses.length() && Character.isLowerCase(clauses.charAt(i + 1));
            all.append(c == which.charAt(0) && !isModule ? one : String.valueOf(c));
        }
        return all.toString();
    }

    private void add(ApiRow api) {
        if (api.callee().startsWith(NAMED)) {
            lastWords
                    .computeIfAbsent(api.callee().substring(NAMED.length()), _ -> new ArrayList<>(1))
                    .add(api);
        }
        rows.computeIfAbsent(api.callee(), _ -> new ArrayList<>(1)).add(api);
        if (api.callee().startsWith(REFERENCE)) {
            references
                    .computeIfAbsent(api.callee().substring(REFERENCE.length()), _ -> new ArrayList<>(1))
                    .add(api);
        } else if (api.callee().startsWith(UNKNOWN + ".")) {
            methods.add(api.callee().substring(UNKNOWN.length() + 1));
        } else if (api.callee().startsWith(PROPERTY)) {
            properties.add(api.callee().substring(PROPERTY.length()));
        }
        String callee = api.callee().substring(api.callee().indexOf(' ') + 1);
        types.add(callee);
        int first = callee.indexOf('.');
        roots.add(first < 0 ? callee : callee.substring(0, first));
        int dot = callee.lastIndexOf('.');
        if (dot > 0) {
            addTypes(callee, dot);
            if (api.callee().startsWith(OVERRIDE)) {
                overrides
                        .computeIfAbsent(callee.substring(0, dot), _ -> new ArrayList<>(1))
                        .add(callee);
            }
        }
        if (api.isActive()) {
            boolean isCalled = api.callee().indexOf(' ') < 0 || api.callee().startsWith(CREATES);
            active.computeIfAbsent(callee.substring(dot + 1), _ -> new LinkedHashSet<>(1))
                    .add(isCalled ? callee : UNKNOWN);
        }
        if (!api.result().isEmpty()) {
            if (callee.startsWith(UNKNOWN + ".")) {
                madeByMethods
                        .computeIfAbsent(api.result(), _ -> new HashSet<>(1))
                        .add(callee.substring(dot + 1));
            }
            types.add(api.result());
            makers.computeIfAbsent(api.result(), _ -> new LinkedHashSet<>()).add(first(callee, 0));
        }
    }

    /** The callees that are a use of something, under each name. */
    List<String> callees() {
        SortedSet<String> callees = new TreeSet<>();
        rows.values()
                .forEach(of -> of.stream().filter(ApiTable::isUse).forEach(row -> callees.addAll(names(row.callee()))));
        return List.copyOf(callees);
    }

    /**
     * A row that a text may use.
     *
     * @param callee under one of its names
     * @param needed words that must stand in the text as well, of each list one: names of arguments without which the row is no use
     */
    record Sought(String callee, List<List<String>> needed) {}

    /**
     * The same without those that say their literals themselves, with those that are one by what they are given, and with those that make
     * something whose functions are uses, since a text need not name its type: one that names none of them uses nothing that rows know.
     */
    Set<Sought> sought() {
        Set<String> used = new HashSet<>();
        for (String callee : callees()) {
            String path = callee.substring(callee.lastIndexOf(' ') + 1);
            used.add(path.substring(0, Math.max(0, path.lastIndexOf('.'))));
        }
        Set<Sought> sought = new LinkedHashSet<>();
        rows.values()
                .forEach(of -> of.forEach(row -> {
                    if (row.anchor().isEmpty()
                            && !row.isNamed()
                            && !row.isForSecrets()
                            && (isUse(row) || row.takes() != null || isMaker(row) && used.contains(row.result()))) {
                        names(row.callee()).forEach(name -> sought.add(new Sought(name, row.neededWords())));
                    }
                }));
        return sought;
    }

    /** Shows each row under each name of its callee. */
    void each(BiConsumer<String, ApiRow> out) {
        rows.values()
                .forEach(of -> of.forEach(row -> {
                    out.accept(row.callee(), row);
                    names(row.callee()).stream().skip(1).forEach(name -> out.accept(name, row));
                }));
    }

    /** The first parts of the functions that make something of a type. */
    Set<String> makers(String type) {
        return makers.getOrDefault(name(type), Set.of());
    }

    /** The functions that give what a module or an object has under the name that they are given, by the last part of their names. */
    Set<String> byName() {
        return byName;
    }

    /** The functions that give a module, whose name they are given, by the last part of their names. */
    Set<String> importing() {
        return importing;
    }

    private Set<String> giving(Gives.What what) {
        Set<String> functions = new TreeSet<>();
        rows.values()
                .forEach(of -> of.forEach(row -> {
                    Gives gives = row.gives();
                    if (gives != null && gives.what() == what) {
                        functions.add(row.callee().substring(row.callee().lastIndexOf('.') + 1));
                    }
                }));
        return Collections.unmodifiableSet(functions);
    }

    /** The words of names that rows are about. */
    Set<String> named() {
        return lastWords.keySet();
    }

    /** Whether it is no method, and makes something of its own package. */
    private static boolean isMaker(ApiRow row) {
        int dot = row.result().lastIndexOf('.');
        return dot > 0
                && row.callee().lastIndexOf('.') == dot
                && row.callee().startsWith(row.result().substring(0, dot));
    }

    private static boolean isUse(ApiRow row) {
        return !row.purpose().isEmpty() && row.asks().stream().noneMatch(ApiRow.Asked::isMade);
    }

    /** A callee under each of its names; under none if it is of something that is not known. */
    private List<String> names(String callee) {
        if (callee.contains(UNKNOWN)) {
            return List.of();
        }
        List<String> names = new ArrayList<>(List.of(callee));
        aliases.forEach((alias, name) -> {
            if (callee.startsWith(name) && ends(callee, name.length())) {
                names.add(alias + callee.substring(name.length()));
            }
        });
        return names;
    }

    /** The literals of rows that say them themselves, of which a text needs some. */
    Set<String> anchors() {
        Set<String> anchors = new LinkedHashSet<>();
        rows.values().forEach(of -> of.forEach(row -> anchors.addAll(row.anchor())));
        return anchors;
    }

    /** Whether any row is about words of names. */
    boolean hasNamed() {
        return !lastWords.isEmpty();
    }

    /** The rows of a variable, a field or a key of this name, by the words that it ends with. */
    List<ApiRow> ofNamed(String name) {
        if (lastWords.isEmpty()) {
            return List.of();
        }
        String words = NameWords.of(name);
        for (int at = 0; at >= 0; at = words.indexOf(' ', at) < 0 ? -1 : words.indexOf(' ', at) + 1) {
            List<ApiRow> found = lastWords.get(words.substring(at));
            if (found != null) {
                return found;
            }
        }
        return List.of();
    }

    /** Whether what has this name is a secret where it can be guessed. */
    boolean isSecret(String name) {
        for (ApiRow row : ofNamed(name)) {
            Selector usage = row.parameters().get("usage");
            if (usage != null && usage.as() == Selector.As.WEAK) {
                return true;
            }
        }
        return false;
    }

    /** The rows of a callee by its full name; none if it is not known. */
    List<ApiRow> of(String callee) {
        List<ApiRow> known = rows.get(callee);
        return known != null || aliases.isEmpty()
                ? known == null ? List.of() : known
                : rows.getOrDefault(name(callee), List.of());
    }

    /** The rows of something that is named and not called, by its full name. */
    List<ApiRow> ofReference(String path) {
        List<ApiRow> known = references.get(path);
        return known != null || aliases.isEmpty()
                ? known == null ? List.of() : known
                : references.getOrDefault(name(path), List.of());
    }

    /** Whether rows are of a method of this name, whatever it is of. */
    boolean hasMethod(String name) {
        return methods.contains(name);
    }

    /** The name that rows know it by: of the longest part of it that is another name for something. */
    String name(String callee) {
        int from = callee.indexOf(' ') + 1;
        if (!hashesOfFirst.get(hashOfFirst(callee, from)) || !firstOfAliases.contains(first(callee, from))) {
            return callee;
        }
        for (int end = callee.length(); end > from; end = lastEnd(callee, end - 1)) {
            String name = aliases.get(callee.substring(from, end));
            if (name != null) {
                return callee.substring(0, from) + name + callee.substring(end);
            }
        }
        return callee;
    }

    private static int hashOfFirst(String path, int from) {
        int length = path.length();
        int hash = 0;
        for (int i = from; i < length; i++) {
            char c = path.charAt(i);
            if (c == '.' || c == '/') {
                break;
            }
            hash = 31 * hash + c;
        }
        return (hash ^ hash >>> 12) & HASHES - 1;
    }

    /** Up to the first dot or slash. */
    private static String first(String path, int from) {
        int end = from;
        while (!ends(path, end)) {
            end++;
        }
        return path.substring(from, end);
    }

    private static int lastEnd(String path, int from) {
        return Math.max(path.lastIndexOf('.', from), path.lastIndexOf('/', from));
    }

    private static boolean ends(String path, int at) {
        return at == path.length() || path.charAt(at) == '.' || path.charAt(at) == '/';
    }

    /** Whether a row of a function or type of this last name is a use, or says more of one. */
    boolean isActive(String name) {
        return active.containsKey(name);
    }

    /** The full names of such functions, under each name that they have; {@code ?} for one that is known whatever it is of. */
    Set<String> active(String name) {
        Set<String> all = new HashSet<>();
        active.getOrDefault(name, Set.of())
                .forEach(callee -> all.addAll(callee.startsWith(UNKNOWN) ? Set.of(UNKNOWN) : names(callee)));
        return all;
    }

    /** The methods of whatever object that make something of a type; none for types that only modules make. */
    Set<String> madeByMethods(String type) {
        return madeByMethods.getOrDefault(name(type), Set.of());
    }

    /** The functions of a type for whose overriding there are rows. */
    List<String> overrides(String type) {
        List<String> known = overrides.get(type);
        return known != null || aliases.isEmpty()
                ? known == null ? List.of() : known
                : overrides.getOrDefault(name(type), List.of());
    }

    /** Whether it is in a module that rows know anything of. */
    boolean isOfKnown(String path) {
        int dot = path.indexOf('.');
        return roots.contains(dot < 0 ? path : path.substring(0, dot)) || !aliases.isEmpty() && isAliased(path);
    }

    private boolean isAliased(String path) {
        String name = name(path);
        return !name.equals(path) && isOfKnown(name);
    }

    /** Whether any row may be of something in a module, or of a member of a type. */
    boolean knowsIn(String path) {
        return knows(path) || aroundAliases.contains(path);
    }

    /** Whether rows are of a property of this name that is set, whatever it is of. */
    boolean hasProperty(String name) {
        return properties.contains(name);
    }

    /** Whether a row is of this type or function. */
    boolean knows(String path) {
        return types.contains(path) || !aliases.isEmpty() && types.contains(name(path));
    }

    /** Whether a list of words has a constant of this name, so that it is one of a library. */
    boolean isConstant(String name) {
        return !constants.getOrDefault(name, "").isEmpty();
    }

    /** What a constant of a library is called in the registry, or there; its last part if no list of words has it. */
    String constant(String path) {
        String last = path.substring(path.lastIndexOf('.') + 1);
        String word = constants.getOrDefault(path, constants.getOrDefault(last, ""));
        return word.isEmpty() ? last : word;
    }

    /** The callee of a method of an object of which nothing is known. */
    static String ofUnknown(String method) {
        return UNKNOWN + "." + method;
    }
}
