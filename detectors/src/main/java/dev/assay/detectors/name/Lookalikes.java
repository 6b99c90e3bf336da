package dev.assay.detectors.name;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The names of one list, to be found by whatever resembles them. Built once, then immutable and shared between threads.
 *
 * <p>Two ways lead to a name: the same {@link DerivedKey}, or an edit or two ({@link Neighbourhood}). Both only propose; what
 * they find is compared, so a collision of hashes finds nothing.
 */
final class Lookalikes {
    /** A name of the list that resembles the one asked for. */
    record Likeness(int rank, SignalKind kind, int weight, String target, String part) {}

    private static final DerivedKey[] KEYS = DerivedKey.values();

    /** Of a name that begins with one of these by so many others, the family's naming explains more than an imitation. */
    private static final int FAMILY = 5;

    private static final int SHORTEST_PART = 3;
    private static final int OFTEN = 3;
    private static final int SHORTEST_WITHOUT_DIGITS = 6;
    private static final int SHORTEST_OTHER_NUMBER = 6;

    private static final Comparator<Likeness> ORDER = Comparator.comparingInt(Likeness::weight)
            .reversed()
            .thenComparingInt(Likeness::rank)
            .thenComparing(Likeness::kind);

    private final PopularNames list;
    private final Words words;
    private final Weights weights;

    /** The list's names, and behind them those without the digits at their ends: people write {@code beautifulsoup}. */
    private final Form[] forms;

    /** Whose the names without digits are. */
    private final int[] shorter;

    private final HashTable keys;
    private final HashTable vocabulary;
    private final HashTable families;
    private final Trigrams trigrams = new Trigrams();
    private final Ends ends;
    private final Neighbourhood withinOne;
    private final Neighbourhood withinTwo;
    private final Ends endsOfMostMeant;
    private final Neighbourhood mostMeant;
    private final Quarters withinThree;

    Lookalikes(PopularNames list, Words words, SignalTable table) {
        this.list = list;
        this.words = words;
        this.weights = new Weights(table, list.order());
        int size = Math.min(list.names().size(), PopularNames.MOST);
        List<Form> forms = new ArrayList<>(size);
        int tokens = 0;
        for (int i = 0; i < size; i++) {
            forms.add(Form.of(new PackageName(list.ecosystem(), list.names().get(i))));
            tokens += forms.getLast().tokens();
        }
        this.shorter = new int[size];
        int more = 0;
        for (int i = 0; i < size; i++) {
            Form form = forms.get(i).withoutDigits();
            if (form.length() < forms.get(i).length() && form.length() >= SHORTEST_WITHOUT_DIGITS) {
                forms.add(form);
                shorter[more++] = i;
            }
        }
        this.forms = forms.toArray(Form[]::new);
        this.keys = new HashTable(size * KEYS.length + more);
        this.vocabulary = new HashTable(tokens);
        this.families = new HashTable(tokens);
        byte[] room = new byte[Form.MOST];
        for (int i = 0; i < size; i++) {
            Form form = forms.get(i);
            for (DerivedKey key : KEYS) {
                long hash = form.length() == 0 ? 0 : key.hash(form, words, room);
                if (hash != 0) {
                    keys.put(HashTable.mix(hash, key.kind()), i);
                }
            }
            for (int token = 0; token < form.tokens(); token++) {
                long word = HashTable.mix(form.hash(form.start(token), form.end(token)), 0);
                if (vocabulary.get(word) < 0) {
                    trigrams.add(form, token);
                }
                vocabulary.count(word);
            }
            for (int token = 0; token < form.tokens() - 1; token++) {
                families.count(HashTable.mix(form.hash(0, form.end(token)), 0));
            }
        }
        for (int i = size; i < forms.size(); i++) {
            keys.put(HashTable.mix(forms.get(i).hash(), DerivedKey.WHOLE.kind()), shorter[i - size]);
        }
        this.ends = new Ends(forms);
        this.withinOne = new Neighbourhood(forms, 1);
        this.withinTwo = new Neighbourhood(forms, 2);
        this.withinThree = new Quarters(forms);
        List<Form> most = forms.subList(0, Math.min(size, Weights.mostMeant(list.order())));
        this.endsOfMostMeant = new Ends(most);
        this.mostMeant = new Neighbourhood(most, 1);
    }

    PopularNames list() {
        return list;
    }

    Words words() {
        return words;
    }

    /** The name of the list that is written with these characters and any delimiters, or -1. */
    int whole(Form form, int from, int to) {
        int number = keys.get(HashTable.mix(form.hash(from, to), DerivedKey.WHOLE.kind()));
        if (number < 0) {
            return -1;
        }
        Form target = forms[number];
        int length = to - from < target.length()
                ? DerivedKey.withoutDigits(target.text(), target.length())
                : target.length();
        return Arrays.equals(form.text(), from, to, target.text(), 0, length) ? number : -1;
    }

    String name(int number) {
        return list.names().get(number);
    }

    /** In how many names of the list this token stands. */
    int uses(Form form, int token) {
        return Math.max(vocabulary.get(HashTable.mix(form.hash(form.start(token), form.end(token)), 0)), 0);
    }

    /**
     * Whether a part of a name is a word, or two: an English one, or what names of the list often have. Who mistypes a name
     * seldom writes words.
     */
    boolean isWords(Form form, int from, int to) {
        if (isWord(form, from, to)) {
            return true;
        }
        for (int middle = from + SHORTEST_PART; middle <= to - SHORTEST_PART; middle++) {
            if (isWord(form, from, middle) && isWord(form, middle, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean isWord(Form form, int from, int to) {
        int uses = vocabulary.get(HashTable.mix(form.hash(from, to), 0));
        return uses >= OFTEN || English.has(form, from, to);
    }

    Trigrams trigrams() {
        return trigrams;
    }

    /** How many names of the list begin with the first tokens of this one, so many of them, and go on. */
    int family(Form form, int tokens) {
        return tokens == 0 ? 0 : Math.max(families.get(HashTable.mix(form.hash(0, form.end(tokens - 1)), 0)), 0);
    }

    /** Whether so many begin with the first token that this is how things are named there. */
    boolean isFamily(Form form) {
        return form.tokens() > 1 && family(form, 1) >= FAMILY;
    }

    /** The names that this one resembles, the most likely first. */
    List<Likeness> find(PackageName name, Form form) {
        List<Likeness> found = new ArrayList<>(0);
        if (form.length() == 0) {
            return found;
        }
        byte[] room = new byte[2 * Form.MOST];
        for (DerivedKey key : KEYS) {
            long hash = key.hash(form, words, room);
            int number = hash == 0 ? -1 : keys.get(HashTable.mix(hash, key.kind()));
            if (number >= 0) {
                derived(key, number, name, form, found);
            }
        }
        edited(name, form, found);
        Form bare = withoutAffixes(form);
        if (bare.length() < form.length()) {
            slips(name, bare, ends, withinOne, found);
        }
        otherNumber(name, form, found);
        heldKey(name, form, found);
        version(name, form, found);
        found.sort(ORDER);
        return found;
    }

    /** A slip and the other number of what most people mean: {@code reqest}, {@code colouramas}. */
    private void otherNumber(PackageName name, Form form, List<Likeness> found) {
        if (form.length() < SHORTEST_OTHER_NUMBER || form.length() == Form.MOST) {
            return;
        }
        boolean isPlural = form.text()[form.length() - 1] == 's';
        slipAndMore(name, isPlural ? form.upTo(form.length() - 1) : form.and('s'), endsOfMostMeant, mostMeant, found);
    }

    /** A slip, and a key that was held down: {@code requstsss}. */
    private void heldKey(PackageName name, Form form, List<Likeness> found) {
        Form released = form.withoutLongRuns();
        if (released.length() < form.length()) {
            slipAndMore(name, released, ends, withinOne, found);
        }
    }

    /** The name and a version of it: {@code react-router-dom-v7}. */
    private void version(PackageName name, Form form, List<Likeness> found) {
        int token = form.tokens();
        while (token > 1 && form.isVersion(token - 1)) {
            token--;
        }
        int number = token == form.tokens() ? -1 : whole(form, 0, form.end(token - 1));
        if (number >= 0 && !isSameOwner(name, form, number)) {
            int weight = weights.version(forms[number], number);
            found.add(new Likeness(number, SignalKind.VERSION, weight, name(number), ""));
        }
    }

    private void slipAndMore(PackageName name, Form form, Ends of, Neighbourhood among, List<Likeness> found) {
        List<Likeness> slips = new ArrayList<>(0);
        slips(name, form, of, among, slips);
        for (Likeness slip : slips) {
            if (slip.kind() != SignalKind.PLURAL) {
                int weight = Weights.andMore(slip.weight());
                found.add(new Likeness(slip.rank(), SignalKind.TWO_EDITS, weight, slip.target(), ""));
            }
        }
    }

    private void derived(DerivedKey key, int number, PackageName name, Form form, List<Likeness> found) {
        if (isSameOwner(name, form, number)) {
            return;
        }
        Form targetForm = forms[number];
        byte[] room = new byte[Form.MOST];
        byte[] targetRoom = new byte[Form.MOST];
        int length = key.derive(form, words, room);
        boolean same = Arrays.equals(room, 0, length, targetRoom, 0, key.derive(targetForm, words, targetRoom));
        boolean onlyDelimiters =
                Arrays.equals(form.text(), 0, form.length(), targetForm.text(), 0, targetForm.length());
        if (!same || onlyDelimiters != (key == DerivedKey.WHOLE)) {
            return;
        }
        SignalKind kind = kind(key, name, new PackageName(list.ecosystem(), name(number)), form);
        int weight = weights.derived(kind, name, form, targetForm, number, length, this);
        if (weight > 0) {
            found.add(new Likeness(number, kind, weight, name(number), affix(kind, form, targetForm)));
        }
    }

    private SignalKind kind(DerivedKey key, PackageName name, PackageName target, Form form) {
        return switch (key) {
            case WHOLE -> {
                if (!form.ascii()) {
                    yield SignalKind.FOREIGN;
                }
                if (name.canonical().equalsIgnoreCase(target.canonical())) {
                    yield SignalKind.CASE;
                }
                yield name.namespace().isEmpty() && !target.namespace().isEmpty()
                        ? SignalKind.FLATTENED
                        : SignalKind.DELIMITERS;
            }
            case ORDER -> SignalKind.ORDER;
            case LOOK -> SignalKind.LOOK;
            case CORE -> SignalKind.AFFIXES;
            case DIGITS -> SignalKind.DIGITS;
            case RUNS -> SignalKind.RUNS;
            case LETTERS -> SignalKind.LETTERS;
        };
    }

    /** A word that one of the two has and the other has not, to name it; where that is none, the digits behind it. */
    private String affix(SignalKind kind, Form form, Form target) {
        if (kind != SignalKind.AFFIXES) {
            return "";
        }
        return Stream.of(firstAffix(form), firstAffix(target), digitsAtEnd(form), digitsAtEnd(target))
                .filter(word -> !word.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String digitsAtEnd(Form form) {
        int end = DerivedKey.withoutDigits(form.text(), form.length());
        return new String(form.text(), end, form.length() - end, StandardCharsets.US_ASCII);
    }

    private String firstAffix(Form form) {
        for (int token = 0; token < form.tokens(); token++) {
            if ((words.classes(form, token) & Words.AFFIX) != 0) {
                return form.token(token);
            }
        }
        return "";
    }

    /** Whether it ends as if it were the package itself, in its language: {@code jquery.js}. */
    boolean hasImitatingAffix(Form form) {
        for (int token = 0; token < form.tokens(); token++) {
            if ((words.classes(form, token) & Words.IMITATING) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Who publishes under a scope, a group or an owner names both packages. */
    private boolean isSameOwner(PackageName name, Form form, int number) {
        return form.namespaceTokens() > 0
                && forms[number].namespaceTokens() > 0
                && new PackageName(list.ecosystem(), name(number)).namespace().equals(name.namespace());
    }

    /** The name without what is glued to its end: {@code etherdjs}. */
    private Form withoutAffixes(Form form) {
        int last = form.tokens() - 1;
        for (byte[] word : words.glue()) {
            int rest = form.length() - word.length;
            if (rest - form.start(last) >= SHORTEST_PART && form.hasAt(rest, word)) {
                return form.upTo(rest);
            }
        }
        return form;
    }

    /** What is one edit away, or else two. */
    private void edited(PackageName name, Form form, List<Likeness> found) {
        Candidates candidates = new Candidates();
        Ends.Between between = ends.of(form);
        withinOne.withinOne(form, between, candidates);
        Edits[] edits = between(form, candidates);
        if (least(edits) > Edits.PLAIN) { // else what is two edits away is not what was meant
            withinTwo.withinTwo(form, between, candidates);
            edits = between(form, candidates);
        }
        if (least(edits) == Edits.FAR) {
            withinThree.find(form, candidates);
            edits = between(form, candidates, 3);
        }
        edited(name, form, candidates, edits, Edits.FAR - 1, found);
    }

    /** What is one edit away among the names of an index. */
    private void slips(PackageName name, Form form, Ends of, Neighbourhood among, List<Likeness> found) {
        Candidates candidates = new Candidates();
        among.withinOne(form, of.of(form), candidates);
        edited(name, form, candidates, between(form, candidates), Edits.PLAIN, found);
    }

    private void edited(
            PackageName name, Form form, Candidates candidates, Edits[] edits, int farthest, List<Likeness> found) {
        int asNear = least(edits) + Weights.AS_NEAR;
        int neighbours = 0;
        for (Edits each : edits) {
            neighbours += each.cost() <= asNear ? 1 : 0;
        }
        for (int i = 0; i < edits.length; i++) {
            if (edits[i].cost() <= farthest && edits[i].edit() != Edits.Edit.NONE) {
                edited(candidates.get(i), edits[i], neighbours, name, form, found);
            }
        }
    }

    private Edits[] between(Form form, Candidates candidates) {
        return between(form, candidates, 2);
    }

    private Edits[] between(Form form, Candidates candidates, int most) {
        Edits[] edits = new Edits[candidates.size()];
        for (int i = 0; i < edits.length; i++) {
            Form target = forms[candidates.get(i)];
            edits[i] = Edits.between(form.text(), form.length(), target.text(), target.length(), most);
        }
        return edits;
    }

    private static int least(Edits[] edits) {
        int least = Edits.FAR;
        for (Edits each : edits) {
            least = Math.min(least, each.cost());
        }
        return least;
    }

    private void edited(int entry, Edits edits, int neighbours, PackageName name, Form form, List<Likeness> found) {
        boolean whole = entry < size();
        int number = whole ? entry : shorter[entry - size()];
        if (isSameOwner(name, form, number)) {
            return;
        }
        Form targetForm = forms[entry];
        SignalKind kind = Weights.kind(edits, form, targetForm);
        int weight = weights.edited(kind, edits, form, targetForm, number, neighbours, this);
        if (weight > 0) {
            found.add(new Likeness(number, kind, weight, name(number), ""));
        }
    }

    private int size() {
        return shorter.length;
    }

    /** What the index holds, about, without the names themselves. */
    long sizeBytes() {
        long held = 0;
        for (Form form : forms) {
            held += form.sizeBytes();
        }
        return held
                + keys.sizeBytes()
                + vocabulary.sizeBytes()
                + families.sizeBytes()
                + trigrams.sizeBytes()
                + ends.sizeBytes()
                + endsOfMostMeant.sizeBytes()
                + withinOne.sizeBytes()
                + withinTwo.sizeBytes()
                + mostMeant.sizeBytes()
                + withinThree.sizeBytes();
    }
}
