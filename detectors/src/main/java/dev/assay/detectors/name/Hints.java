package dev.assay.detectors.name;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;

/**
 * What names of attacks have in common with so many honest ones that it is no reason to look by itself ({@link SignalKind#isHint}): a
 * popular name with words around it that say nothing, another one's package under a scope or owner of one's own, a scope called like a
 * package of somebody else, what programs import a package by ({@code imports.tsv}), what its language has of its own
 * ({@code builtin.tsv}), and rows of {@code hints.tsv}. Words are parted where a delimiter is missing as well: {@code easyflask}.
 * Immutable.
 */
final class Hints {
    /** Shorter names are in too many words. */
    private static final int SHORTEST = 3;

    /** Shorter ones are names of many. */
    private static final int SHORTEST_OWNED = 5;

    /** What more owners have than one and a fork is called as packages often are. */
    private static final int MOST_OWNERS = 2;

    /** Whose packages are called like those of others that they describe. */
    private static final String OF_OTHERS = "@types";

    /** Before a name, and behind it. */
    private static final int MOST_WORDS = 2;

    private static final int SHORTEST_WORD = 2;
    private static final int LONGEST_WORD = 9;
    private static final int MOST_TOKENS = 6;

    private final Lookalikes index;
    private final SignalTable table;
    private final List<Pattern> rows;

    private final Owners owners;

    /** Where the package is that programs import by a name. */
    private final Map<String, Integer> imported = new HashMap<>();

    /** Modules of a language itself, with its name. */
    private final Map<String, String> builtIn = new HashMap<>();

    /** Where a package is in the list first that has an owner, by its name without owner and version. */
    private final Map<String, Integer> owned = new HashMap<>();

    Hints(Lookalikes index, SignalTable table, List<Pattern> rows) {
        this.index = index;
        this.table = table;
        this.rows = List.copyOf(rows);
        Ecosystem ecosystem = index.list().ecosystem();
        boolean isOwned = ecosystem == Ecosystem.NPM || ecosystem == Ecosystem.GO;
        List<PackageName> names = isOwned
                ? index.list().names().stream()
                        .map(each -> new PackageName(ecosystem, each))
                        .toList()
                : List.of();
        this.owners = new Owners(names, index.words());
        Map<String, Set<String>> ownersOf = new HashMap<>();
        for (int number = 0; number < names.size(); number++) {
            PackageName name = names.get(number);
            if (isDistinct(name)) {
                owned.putIfAbsent(withoutVersion(name), number);
                ownersOf.computeIfAbsent(withoutVersion(name), _ -> new HashSet<>())
                        .add(name.namespace());
            }
        }
        owned.keySet()
                .removeIf(base -> Objects.requireNonNull(ownersOf.get(base)).size() > MOST_OWNERS);
        for (List<String> row : Rows.read(Objects.requireNonNull(Hints.class.getResource("imports.tsv")), 3)) {
            boolean isHere = row.getFirst().equals(ecosystem.type());
            int number = isHere ? index.list().names().indexOf(row.get(2)) : -1; // some eighty, once
            if (number >= 0) {
                imported.put(row.get(1), number);
            }
        }
        for (List<String> row : Rows.read(Objects.requireNonNull(Hints.class.getResource("builtin.tsv")), 3)) {
            if (row.getFirst().equals(ecosystem.type())) {
                Parts.of(row.get(2), ' ').forEach(module -> builtIn.put(module, row.get(1)));
            }
        }
    }

    /** Whether nobody but its owner has reason to call a package so: of a scope that is what has several words. */
    private static boolean isDistinct(PackageName name) {
        return withoutVersion(name).length() >= SHORTEST_OWNED
                && (name.ecosystem() == Ecosystem.GO
                        || !name.namespace().isEmpty()
                                && !name.namespace().equals(OF_OTHERS)
                                && Form.of(name.base(), 0).tokens() > 1);
    }

    /** {@code validator} of {@code github.com/go-playground/validator/v10}. */
    private static String withoutVersion(PackageName name) {
        String base = name.base();
        if (name.ecosystem() != Ecosystem.GO) {
            return base;
        }
        int last = base.lastIndexOf("/v");
        boolean isVersion = last > 0 && last + 2 < base.length();
        for (int i = last + 2; isVersion && i < base.length(); i++) {
            isVersion = base.charAt(i) >= '0' && base.charAt(i) <= '9';
        }
        return isVersion ? base.substring(0, last) : base;
    }

    /** @return few signals, each a hint */
    List<Signal> find(PackageName name, Form form) {
        List<Signal> found = new ArrayList<>(0);
        switch (name.ecosystem()) {
            case NPM -> {
                if (!name.namespace().isEmpty()) {
                    scope(name, form, found);
                    return found;
                }
            }
            case GO -> {
                owner(name, found);
                return found;
            }
            case PYPI, CARGO, GEM, MAVEN, NUGET, COMPOSER -> {}
        }
        Integer meant = imported.get(name.canonical());
        if (meant != null) {
            found.add(signal(SignalKind.IMPORTED, meant, ""));
        }
        String language = builtIn.get(name.canonical());
        if (language != null) {
            found.add(table.signal(SignalKind.BUILT_IN, table.weight(SignalKind.BUILT_IN), "", language));
        }
        Integer scoped = owned.get(name.canonical());
        if (scoped != null) {
            found.add(signal(SignalKind.UNSCOPED, scoped, ""));
        }
        if (form.tokens() > 0 && form.tokens() <= MOST_TOKENS) {
            addition(form, found);
            made(form, found);
        }
        return found;
    }

    /** {@code @somebody/lodash}, {@code @lodash/anything}. What a scope of the list has is of who publishes the others. */
    private void scope(PackageName name, Form form, List<Signal> found) {
        if (owners.has(name.namespace()) || form.namespaceTokens() >= form.tokens()) {
            return;
        }
        like(name, found);
        int split = form.start(form.namespaceTokens());
        int called = split < SHORTEST ? -1 : index.whole(form, 0, split);
        if (called >= 0) {
            found.add(signal(SignalKind.BORROWED_SCOPE, called, name.namespace()));
        }
        int same = form.length() - split < SHORTEST ? -1 : index.whole(form, split, form.length());
        if (same >= 0 && same != called) {
            int weight = table.weight(SignalKind.OTHER_OWNER);
            boolean isWord = English.has(form, split, form.length()) || saysNothing(form, split, form.length());
            found.add(table.signal(
                    SignalKind.OTHER_OWNER,
                    isWord ? weight / 2 : weight, // logger: everybody has one
                    index.name(same),
                    name.namespace()));
        } else {
            ofAnother(name, found);
        }
    }

    /** {@code @somebody/client-s3}, {@code github.com/somebody/logrus}. */
    private void ofAnother(PackageName name, List<Signal> found) {
        int number = owned.getOrDefault(withoutVersion(name), -1);
        if (number >= 0) {
            found.add(signal(SignalKind.OTHER_OWNER, number, name.namespace()));
        }
    }

    private void owner(PackageName name, List<Signal> found) {
        if (owners.has(name.namespace())) {
            return;
        }
        like(name, found);
        ofAnother(name, found);
    }

    /** {@code @bable/anything}, {@code @angularjs/anything}. */
    private void like(PackageName name, List<Signal> found) {
        owners.like(name.namespace()).ifPresent(other -> {
            SignalKind kind = other.isSlip() ? SignalKind.NAMESPACE : SignalKind.RELATED_NAMESPACE;
            found.add(signal(kind, other.first(), name.namespace()));
        });
    }

    private Signal signal(SignalKind kind, int number, String part) {
        return table.signal(kind, table.weight(kind), index.name(number), part);
    }

    private boolean saysNothing(Form form, int from, int to) {
        return index.words().saysNothing(form, from, to);
    }

    /** {@code requests-cli}, {@code lib-chalk}, {@code easyflask}, {@code react-dom-utils}. */
    private void addition(Form form, List<Signal> found) {
        int last = form.tokens() - 1;
        for (int front = 0; front <= MOST_WORDS && front <= last && isWord(form, front - 1); front++) {
            for (int back = 0; back <= MOST_WORDS && front + back <= last && isWord(form, last - back + 1); back++) {
                if (addition(form, front, last - back, found)) {
                    return;
                }
            }
        }
    }

    /** Whether the token says nothing, or is none. */
    private boolean isWord(Form form, int token) {
        return token < 0 || token >= form.tokens() || saysNothing(form, form.start(token), form.end(token));
    }

    /** Whether from one token to another there is a popular name, with words beyond or one that is glued to it. */
    private boolean addition(Form form, int first, int last, List<Signal> found) {
        int from = form.start(first);
        int to = form.end(last);
        boolean isPart = first > 0 || last < form.tokens() - 1;
        if (isPart && add(index.whole(form, from, to), form, first, last, "", found)) {
            return true;
        }
        if (English.has(form, from, to)) {
            return false; // autograph
        }
        for (int length = SHORTEST_WORD; length <= LONGEST_WORD && to - from - length >= SHORTEST; length++) {
            int front = from + length;
            int back = to - length;
            if (front < form.end(first)
                    && saysNothing(form, from, front)
                    && add(index.whole(form, front, to), form, first, last, form.part(from, front), found)) {
                return true;
            }
            if (back > form.start(last)
                    && saysNothing(form, back, to)
                    && add(index.whole(form, from, back), form, first, last, form.part(back, to), found)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells a popular name, if there is one, and the words around it.
     *
     * @param number of the name, or -1
     * @param glued what no delimiter parts from it; often empty
     */
    private boolean add(int number, Form form, int first, int last, String glued, List<Signal> found) {
        if (number < 0 || index.name(number).length() < SHORTEST) {
            return false;
        }
        StringJoiner words = new StringJoiner(", ");
        for (int token = 0; token < form.tokens(); token++) {
            if (token < first || token > last) {
                words.add(form.token(token));
            }
        }
        if (!glued.isEmpty()) {
            words.add(glued);
        }
        found.add(signal(SignalKind.ADDITION, number, words.toString()));
        return true;
    }

    /** As the first row that fits says. */
    private void made(Form form, List<Signal> found) {
        int[] classes = classes(form);
        for (Pattern row : rows) {
            if (row.matches(classes)) {
                found.add(table.signal(SignalKind.HINT, row.weight(), "", row.words()));
                return;
            }
        }
    }

    /** Of the tokens; of one that is two words, of these, unless no other token says anything. */
    private int[] classes(Form form) {
        int[] whole = new int[form.tokens()];
        int all = 0;
        for (int token = 0; token < whole.length; token++) {
            whole[token] = index.words().classes(form, token);
            all |= whole[token];
        }
        if (all == 0 && whole.length > 1) {
            return whole;
        }
        int[] classes = new int[2 * whole.length];
        int size = 0;
        for (int token = 0; token < whole.length; token++) {
            int to = form.end(token);
            int middle = whole[token] == 0 ? parted(form, form.start(token), to) : to;
            if (middle < to) {
                classes[size++] = index.words().classes(form, form.start(token), middle);
                classes[size++] = index.words().classes(form, middle, to);
            } else {
                classes[size++] = whole[token];
            }
        }
        return Arrays.copyOf(classes, size);
    }

    /** Where the second of two words begins that have no delimiter between them, or the end. */
    private int parted(Form form, int from, int to) {
        for (int length = SHORTEST_WORD; length <= LONGEST_WORD && to - from - length >= SHORTEST; length++) {
            int middle = from + length;
            if (index.words().classes(form, from, middle) != 0 && index.words().classes(form, middle, to) != 0) {
                return middle;
            }
        }
        return to;
    }
}
