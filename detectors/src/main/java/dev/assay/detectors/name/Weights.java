package dev.assay.detectors.name;

import java.util.EnumSet;
import java.util.Set;

/**
 * How much a likeness counts. The row of its kind says how much for a long name; less for a short one, which has neighbours by
 * chance, for one that differs in a word that other names have, and where names of the list are close to one another anyway,
 * as those of a family are that differ in a short last word. The figures are from the evaluation in docs/package-names.md.
 */
final class Weights {
    /** Percent by the target's length, for one edit; the last for all longer ones. */
    private static final int[] ONE_EDIT = {0, 0, 0, 0, 64, 73, 94, 110, 100};

    /** The same where a character was added or replaced, which makes other short words. */
    private static final int[] OTHER_CHARACTER = {0, 0, 0, 0, 19, 36, 71, 60, 100};

    /** The same for two. */
    private static final int[] TWO_EDITS = {0, 0, 0, 0, 0, 0, 0, 71, 75, 83, 94, 95, 114};

    /** Percent by the length of the word that was edited twice. */
    private static final int[] TWICE_IN_A_WORD = {0, 30, 30, 30, 40, 90, 96, 100};

    private static final int[] THREE_EDITS = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 74, 79, 79, 80, 89, 96, 90};

    /** Percent by the length of the word that was edited three times. */
    private static final int[] THRICE_IN_A_WORD = {0, 0, 0, 0, 0, 0, 0, 0, 30, 60, 79, 80, 89, 100};

    /** Percent by the length of a name that a version follows. */
    private static final int[] VERSION = {0, 0, 0, 50, 80, 90, 100};

    private static final int VERSION_FAR_DOWN = 80;

    /** Two characters put before or behind make a word of another kind. */
    private static final int AROUND = 75;

    /** The same where they are a word of their own. */
    private static final int WORD_MORE = 58;

    /** One edit in a word of two characters makes another one. */
    private static final int IN_TWO_CHARACTERS = 80;

    private static final int[] LETTERS = {0, 0, 0, 0, 53, 87, 91, 100};

    private static final int[] DERIVED = {0, 0, 0, 12, 88, 93, 100};

    /** From so many on, names that begin alike are a family. */
    private static final int FAMILY = 15;

    /** Percent by the length of what differs within a family. */
    private static final int[] WITHIN_FAMILY = {0, 0, 6, 33, 77, 83, 91, 84, 82, 100};

    /** The names that most people mean: who leaves out an s means one of these. */
    private static final int MOST_MEANT = 200;

    /** Those that nine in ten attacks on PyPI aim at. */
    private static final int OFTEN_MEANT = 500;

    private static final int OF_MOST_MEANT = 21;
    private static final int WORD = 57;
    private static final int WORD_AT_THE_TOP = 74;

    /** Percent for a slip beside another number of the word, or beside a key that was held down. */
    private static final int AND_MORE = 74;

    /** The other number of a word is one always. */
    private static final int OTHER_NUMBER_IS_WORD = 90;

    private static final int SHORTEST_WORD = 3;
    private static final int SHORTEST_WORDS = 4;

    /** npm alone has many names that differ in delimiters, from before it refused new ones (December 2017). */
    private static final int RARE = 7;

    /** What a language's name behind another adds to an affix of another kind. */
    private static final int IMITATING = 5;

    /** In hundredths of an edit: other names are as near as the nearest within so much. */
    static final int AS_NEAR = 15;

    private static final int CROWD = 3;
    private static final int CROWDED = 77;

    /** What a hand or an eye does by itself. */
    private static final Set<SignalKind> SLIPS = EnumSet.of(
            SignalKind.LOOK,
            SignalKind.RUNS,
            SignalKind.SWAP,
            SignalKind.KEYBOARD,
            SignalKind.BIT,
            SignalKind.VOWEL,
            SignalKind.OMISSION,
            SignalKind.FOREIGN);

    /** Percent by the number of rows of three characters that hardly a word has. */
    private static final int[] RARE_ROWS = {90, 94, 112, 120};

    /** Percent for a digit within a word that had none. */
    private static final int DIGIT_IN_WORD = 128;

    /** From here on a list by downloads is far down. */
    private static final int SELDOM_MEANT = 1500;

    private static final int IN_THE_MIDDLE = 68;

    /** Percent for names far down a list by downloads. */
    private static final int SLIP_FAR_DOWN = 90;

    private static final int FAR_DOWN = 50;

    /** Percent by length for several edits where the order does not say whom attacks aim at. */
    private static final int[] SEVERAL_BY_IMPACT = {0, 0, 0, 0, 0, 0, 100, 100, 108, 110, 110, 100, 100, 100};

    /** Names in the middle and far down keep at least this percent, by length: a long one has few neighbours by chance. */
    private static final int[] OF_LENGTH = {0, 0, 0, 0, 0, 0, 0, 0, 50, 65, 75, 80, 85, 90, 90};

    /** Percent for the first {@link #MOST_MEANT} of a list by downloads. */
    private static final int AT_THE_TOP = 103;

    /** Two slips in one name: three in four published ones of PyPI aim at one of these. */
    private static final int TWICE_AT_THE_TOP = 118;

    private static final int MOST_BY_NAME = 95;

    private final SignalTable table;
    private final PopularNames.Order order;

    Weights(SignalTable table, PopularNames.Order order) {
        this.table = table;
        this.order = order;
    }

    /** What an edit is called: some say more of a name than of a slip. */
    static SignalKind kind(Edits edits, Form form, Form target) {
        return switch (edits.edit()) {
            case NONE, LOOKALIKE -> SignalKind.LOOK;
            case REPEATED -> SignalKind.RUNS;
            case SWAP -> SignalKind.SWAP;
            case KEYBOARD ->
                form.length() == target.length() && number(edits, form, target)
                        ? SignalKind.DIGITS
                        : SignalKind.KEYBOARD;
            case VOWEL -> SignalKind.VOWEL;
            case BIT -> number(edits, form, target) ? SignalKind.DIGITS : SignalKind.BIT;
            case OMISSION -> ending(edits, target, SignalKind.OMISSION);
            case INSERTION -> ending(edits, form, SignalKind.INSERTION);
            case SUBSTITUTION -> number(edits, form, target) ? SignalKind.DIGITS : SignalKind.SUBSTITUTION;
            case TWO -> SignalKind.TWO_EDITS;
            case THREE -> SignalKind.THREE_EDITS;
        };
    }

    private static boolean number(Edits edits, Form form, Form target) {
        return form.text()[edits.at()] <= '9' && target.text()[edits.at()] <= '9';
    }

    /** @param longer of the two, the one with the character that the other has not */
    private static SignalKind ending(Edits edits, Form longer, SignalKind other) {
        int at = edits.at();
        int c = longer.text()[at];
        if (longer.end(longer.tokenAt(at)) != at + 1) {
            return other;
        }
        return c == 's' ? SignalKind.PLURAL : c <= '9' ? SignalKind.DIGITS : other;
    }

    int edited(SignalKind kind, Edits edits, Form form, Form target, int rank, int neighbours, Lookalikes index) {
        boolean two = edits.edit() == Edits.Edit.TWO;
        int weight = table.weight(kind);
        int first = changedToken(edits, form, target);
        if (two) {
            weight = twoEdits(weight, edits, form, target);
        } else if (kind == SignalKind.THREE_EDITS) {
            weight = threeEdits(weight, edits, form, target);
        } else {
            boolean other = kind == SignalKind.INSERTION || kind == SignalKind.SUBSTITUTION;
            weight = percent(weight, at(other ? OTHER_CHARACTER : ONE_EDIT, target.length()));
            int token = target.tokenAt(Math.min(edits.at(), target.length() - 1));
            if (target.tokens() > 1 && target.end(token) - target.start(token) <= 2) {
                weight = percent(weight, IN_TWO_CHARACTERS);
            }
        }
        if (kind == SignalKind.PLURAL && (isMeantByName(rank) || first < form.tokens() - 1)) {
            weight += OF_MOST_MEANT;
        }
        if (changedIsWord(edits, first, form, index)) {
            weight = percent(
                    weight,
                    kind == SignalKind.PLURAL ? OTHER_NUMBER_IS_WORD : isMostMeant(rank) ? WORD_AT_THE_TOP : WORD);
        }
        int rare = rare(edits, first, form, index);
        if (rare >= 0) {
            weight = percent(weight, at(RARE_ROWS, rare));
        }
        if (hasDigitInWord(edits, form)) {
            weight = percent(weight, DIGIT_IN_WORD);
        }
        if (index.family(form, first) >= FAMILY) {
            weight = percent(weight, at(WITHIN_FAMILY, form.length() - form.start(first)));
        }
        if (neighbours >= CROWD) {
            weight = percent(weight, CROWDED);
        }
        return Math.min(ranked(kind, weight, rank, target.length()), MOST_BY_NAME);
    }

    /** The token that was changed, or the first of them. What is left out at a token's end is not the next token's. */
    private static int changedToken(Edits edits, Form form, Form target) {
        return form.tokens() == target.tokens()
                ? target.tokenAt(Math.min(edits.at(), target.length() - 1))
                : form.tokenAt(Math.min(edits.at(), form.length() - 1));
    }

    private static int twoEdits(int weight, Edits edits, Form form, Form target) {
        int left = percent(weight - (edits.cost() - Edits.PLAIN) / 5, at(TWO_EDITS, target.length()));
        int token = target.tokenAt(Math.min(edits.at(), target.length() - 1));
        int end = target.length() - (form.length() - edits.end());
        if (target.tokenAt(Math.clamp(end - 1L, 0, target.length() - 1)) == token) {
            left = percent(left, at(TWICE_IN_A_WORD, target.end(token) - target.start(token)));
        }
        return isAround(edits, form, target, 2) ? percent(left, isWordMore(form, target) ? WORD_MORE : AROUND) : left;
    }

    /** Whether what was put before or behind stands by itself: {@code node-fetch-h2}. */
    private static boolean isWordMore(Form form, Form target) {
        return form.tokens() == target.tokens() + 1;
    }

    /** Whether all that the edits did is to put so many characters before or behind, or to leave them out. */
    private static boolean isAround(Edits edits, Form form, Form target, int count) {
        boolean added = Math.abs(form.length() - target.length()) == count && edits.cost() == count * Edits.PLAIN;
        return added && (edits.at() == 0 || edits.end() == form.length());
    }

    private static int threeEdits(int weight, Edits edits, Form form, Form target) {
        int left = percent(weight - (edits.cost() - 2 * Edits.PLAIN) / 5, at(THREE_EDITS, target.length()));
        int token = target.tokenAt(Math.min(edits.at(), target.length() - 1));
        int end = target.length() - (form.length() - edits.end());
        boolean oneWord = target.tokenAt(Math.clamp(end - 1L, 0, target.length() - 1)) == token;
        if (oneWord) {
            left = percent(left, at(THRICE_IN_A_WORD, target.end(token) - target.start(token)));
        }
        return isAround(edits, form, target, 3) ? percent(left, AROUND) : left;
    }

    int version(Form target, int rank) {
        int weight = percent(table.weight(SignalKind.VERSION), at(VERSION, target.length()));
        return order == PopularNames.Order.DOWNLOADS && rank >= SELDOM_MEANT
                ? percent(weight, VERSION_FAR_DOWN)
                : weight;
    }

    /** Whether what was changed left words that other names have. */
    private static boolean changedIsWord(Edits edits, int first, Form form, Lookalikes index) {
        int last = Math.max(first, form.tokenAt(Math.clamp(edits.end() - 1L, 0, form.length() - 1)));
        for (int token = first; token <= last; token++) {
            int length = form.end(token) - form.start(token);
            boolean isWord = length >= SHORTEST_WORD && index.uses(form, token) > 0
                    || length >= SHORTEST_WORDS && index.isWords(form, form.start(token), form.end(token));
            if (!isWord) {
                return false;
            }
        }
        return true;
    }

    /** Whether what was changed has a digit between letters of one word: people write one there for to and for only. */
    private static boolean hasDigitInWord(Edits edits, Form form) {
        byte[] text = form.text();
        for (int i = Math.max(edits.at(), 1); i < Math.min(edits.end(), form.length() - 1); i++) {
            boolean isDigit = text[i] <= '9' && text[i] != '2' && text[i] != '4';
            int token = form.tokenAt(i);
            if (isDigit && text[i - 1] > '9' && text[i + 1] > '9' && form.start(token) < i && i + 1 < form.end(token)) {
                return true;
            }
        }
        return false;
    }

    /** How many rows of three characters that few have the edits made; -1 if that cannot be told. */
    private static int rare(Edits edits, int first, Form form, Lookalikes index) {
        int last = Math.max(first, form.tokenAt(Math.clamp(edits.end() - 1L, 0, form.length() - 1)));
        int rare = 0;
        for (int token = first; token <= last && rare >= 0; token++) {
            int more = index.trigrams().rare(form, token, edits.at(), edits.end());
            rare = more < 0 ? -1 : rare + more;
        }
        return rare;
    }

    int derived(SignalKind kind, PackageName name, Form form, Form target, int rank, int length, Lookalikes index) {
        int weight = kind == SignalKind.FOREIGN // no registry has such a name, so no honest one is like it by chance
                ? table.weight(kind)
                : percent(table.weight(kind), at(kind == SignalKind.LETTERS ? LETTERS : DERIVED, length));
        if (kind == SignalKind.DELIMITERS && name.ecosystem() != Ecosystem.NPM
                || kind == SignalKind.FLATTENED && !index.isFamily(form)) {
            weight += RARE;
        }
        if (kind == SignalKind.DELIMITERS && index.hasImitatingAffix(form)) {
            weight += IMITATING;
        }
        if (kind == SignalKind.DIGITS && isMostMeant(rank) && form.length() < target.length()) {
            weight += OF_MOST_MEANT;
        }
        if (kind == SignalKind.AFFIXES && index.hasImitatingAffix(form)) {
            weight += IMITATING;
        }
        return Math.min(ranked(kind, weight, rank, 0), MOST_BY_NAME);
    }

    private boolean isMeantByName(int rank) {
        return order == PopularNames.Order.DOWNLOADS || order == PopularNames.Order.IMPACT && rank < OFTEN_MEANT;
    }

    private boolean isMostMeant(int rank) {
        return rank < mostMeant(order);
    }

    /** How many names most people mean. */
    static int mostMeant(PopularNames.Order order) {
        return order == PopularNames.Order.NONE ? 0 : MOST_MEANT;
    }

    /** What a slip counts beside something else: the other number, or a key that was held down. */
    static int andMore(int weight) {
        return percent(weight, AND_MORE);
    }

    /**
     * Nine in ten attacks on PyPI aim at the 500 names that are downloaded most. A long name has few neighbours by chance wherever it
     * stands.
     */
    private int ranked(SignalKind kind, int weight, int rank, int length) {
        if (order != PopularNames.Order.DOWNLOADS) {
            return kind == SignalKind.TWO_EDITS || kind == SignalKind.THREE_EDITS
                    ? percent(weight, at(SEVERAL_BY_IMPACT, length))
                    : weight;
        }
        boolean slip = SLIPS.contains(kind);
        if (rank < MOST_MEANT && (slip || kind == SignalKind.PLURAL)) {
            return percent(weight, AT_THE_TOP);
        }
        if (rank < MOST_MEANT && kind == SignalKind.TWO_EDITS) {
            return percent(weight, TWICE_AT_THE_TOP);
        }
        if (kind == SignalKind.PLURAL) {
            return rank < SELDOM_MEANT ? weight : percent(weight, IN_THE_MIDDLE);
        }
        if (rank < OFTEN_MEANT) {
            return weight;
        }
        int discount = rank < SELDOM_MEANT ? IN_THE_MIDDLE : slip ? SLIP_FAR_DOWN : FAR_DOWN;
        return percent(weight, Math.max(discount, at(OF_LENGTH, length)));
    }

    private static int at(int[] table, int length) {
        return table[Math.min(length, table.length - 1)];
    }

    private static int percent(int weight, int percent) {
        return weight * percent / 100;
    }
}
