package dev.assay.detectors.name;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Scopes of npm and owners of Go's modules that names of a list have, to be found by whatever is like them: {@code @bable},
 * {@code @angularjs}. Of the 254 scopes of npm's list three pairs are one edit from one another, none by a slip. Immutable.
 */
final class Owners {
    /**
     * One that another may be taken for.
     *
     * @param first where its most used name is in the list
     * @param isSlip whether hands or eyes make one of the other by themselves
     */
    record Like(int first, boolean isSlip) {}

    /** Shorter ones have neighbours by chance. */
    private static final int SHORTEST = 5;

    /** From here on other edits are slips as well, but for one character in place of another: {@code @protobuf-ts}, {@code @protobufjs}. */
    private static final int LONG = 8;

    private static final int SLIP = 75;
    private static final int SHORTEST_CORE = 3;
    private static final int LONGEST_WORD = 9;

    private final Words words;
    private final boolean hasHosts;
    private final List<Integer> firsts = new ArrayList<>();
    private final List<Form> forms = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** By what is left without words that say nothing; a hit is compared. */
    private final HashTable cores;

    private final Ends ends;
    private final Neighbourhood near;

    /** @param names of a list, the most used first */
    Owners(List<PackageName> names, Words words) {
        this.words = words;
        this.hasHosts = !names.isEmpty() && names.getFirst().ecosystem() == Ecosystem.GO;
        this.cores = new HashTable(names.size());
        for (int i = 0; i < names.size(); i++) {
            String owner = names.get(i).namespace();
            if (!owner.isEmpty() && numbers.putIfAbsent(key(owner), firsts.size()) == null) {
                Form form = Form.of(owner, 0);
                cores.put(core(form, new byte[Form.MOST]), firsts.size());
                firsts.add(i);
                forms.add(form);
            }
        }
        this.ends = new Ends(forms);
        this.near = new Neighbourhood(forms, 1);
    }

    /** Accounts have one spelling, in whatever case. */
    private static String key(String owner) {
        return owner.toLowerCase(Locale.ROOT);
    }

    boolean has(String owner) {
        return numbers.containsKey(key(owner));
    }

    /** The one that may be meant by this one, which is not in the list. */
    Optional<Like> like(String owner) {
        Form form = Form.of(owner, 0);
        if (form.length() == 0) {
            return Optional.empty();
        }
        Candidates candidates = new Candidates();
        near.withinOne(form, ends.of(form), candidates);
        Like best = null;
        int least = Edits.PLAIN + 1;
        for (int i = 0; i < candidates.size(); i++) {
            Form other = forms.get(candidates.get(i));
            Edits edits = Edits.between(form.text(), form.length(), other.text(), other.length());
            int length = other.length() - host(other);
            if (length >= SHORTEST && edits.cost() < least && edits.at() >= host(form)) {
                least = edits.cost();
                boolean isSlip = least <= SLIP || length >= LONG && edits.edit() != Edits.Edit.SUBSTITUTION;
                best = new Like(firsts.get(candidates.get(i)), isSlip);
            }
        }
        int same = best != null ? -1 : sameCore(form);
        return Optional.ofNullable(same < 0 ? best : new Like(firsts.get(same), false));
    }

    /** {@code @nestjs}, which is {@code @nest} without what says nothing; -1 if there is none. */
    private int sameCore(Form form) {
        byte[] own = new byte[Form.MOST];
        byte[] other = new byte[Form.MOST];
        int number = cores.get(core(form, own));
        if (number >= 0) {
            core(forms.get(number), other);
        }
        return Arrays.equals(own, other) ? number : -1;
    }

    /** The characters of the host that many owners share: of {@code github.com/owner}, and of no scope. */
    private int host(Form form) {
        return !hasHosts || form.tokens() < 3 ? 0 : form.end(1);
    }

    /**
     * Writes what is left of an owner without the words that say nothing, and without one that is glued to its end.
     *
     * @param out with room for it
     * @return its hash
     */
    private long core(Form form, byte[] out) {
        int host = host(form);
        int length = copy(form, 0, host, out, 0);
        for (int token = 0; token < form.tokens(); token++) {
            if (form.start(token) >= host && !words.saysNothing(form, form.start(token), form.end(token))) {
                length = copy(
                        form, form.start(token), length == host ? unglued(form, token) : form.end(token), out, length);
            }
        }
        length = length == host ? copy(form, host, form.length(), out, host) : length;
        long hash = 0;
        for (int i = 0; i < length; i++) {
            hash = Form.step(hash, out[i]);
        }
        return HashTable.mix(hash, 0);
    }

    /** Where the token ends, without a word that is glued to it. */
    private int unglued(Form form, int token) {
        int end = form.end(token);
        for (int length = LONGEST_WORD; length > 1; length--) {
            if (end - length - form.start(token) >= SHORTEST_CORE && words.saysNothing(form, end - length, end)) {
                return end - length;
            }
        }
        return end;
    }

    private static int copy(Form form, int from, int to, byte[] out, int at) {
        System.arraycopy(form.text(), from, out, at, to - from);
        return at + to - from;
    }
}
