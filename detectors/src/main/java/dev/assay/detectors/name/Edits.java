package dev.assay.detectors.name;

/**
 * How far a name is from another, by Damerau-Levenshtein with weights (optimal string alignment: what was swapped is not
 * edited again). An edit that a hand or an eye makes easily costs less than {@link #PLAIN}: a key beside the right one, two
 * characters swapped, one doubled, one that looks alike, one bit flipped on the way.
 *
 * @param cost of the cheapest way, in hundredths of a plain edit; {@link #FAR} if it takes more edits than were asked for
 * @param edit what it is, if it is one
 * @param at where in the name, in characters from the left, the difference begins
 * @param end where in the name it ends
 */
record Edits(int cost, Edit edit, int at, int end) {
    static final int PLAIN = 100;
    static final int FAR = 1000;

    private static final Edits TOO_FAR = new Edits(FAR, Edit.TWO, 0, 0);
    private static final int MOST = 2;

    /** What one edit did to the name. */
    enum Edit {
        NONE(0),
        LOOKALIKE(40),
        REPEATED(70),
        SWAP(75),
        KEYBOARD(85),
        VOWEL(85),
        BIT(95),
        OMISSION(PLAIN),
        INSERTION(PLAIN),
        SUBSTITUTION(PLAIN),
        TWO(2 * PLAIN),
        THREE(3 * PLAIN);

        private final int cost;

        Edit(int cost) {
            this.cost = cost;
        }
    }

    /**
     * From {@code target} to {@code name}.
     *
     * @param name as in {@link Form}, of {@code length} characters
     */
    static Edits between(byte[] name, int length, byte[] target, int targetLength) {
        return between(name, length, target, targetLength, MOST);
    }

    /**
     * The same.
     *
     * @param most edits: 2 or 3
     */
    static Edits between(byte[] name, int length, byte[] target, int targetLength, int most) {
        if (Math.abs(length - targetLength) > most) {
            return TOO_FAR;
        }
        int from = 0;
        int shorter = Math.min(length, targetLength);
        while (from < shorter && name[from] == target[from]) {
            from++;
        }
        int to = length;
        int targetTo = targetLength;
        while (to > from && targetTo > from && name[to - 1] == target[targetTo - 1]) {
            to--;
            targetTo--;
        }
        Edit one = one(name, from, to, length, target, targetTo, targetLength);
        if (one != Edit.TWO) {
            return new Edits(one.cost, one, from, to);
        }
        int cost = align(name, from, to, target, targetTo, most * PLAIN);
        return cost == FAR ? TOO_FAR : new Edits(cost, cost > MOST * PLAIN ? Edit.THREE : Edit.TWO, from, to);
    }

    /** What the middles differ in, if that is one edit. */
    private static Edit one(byte[] name, int from, int to, int length, byte[] target, int targetTo, int targetLength) {
        int own = to - from;
        int other = targetTo - from;
        if (own == 0 && other == 0) {
            return Edit.NONE;
        }
        if (own == 1 && other == 1) {
            return substitution(name[from], target[from]);
        }
        if (own == 1 && other == 0) {
            return isRepeated(name, from, length)
                    ? Edit.REPEATED
                    : isBeside(name, from, length) ? Edit.KEYBOARD : Edit.INSERTION;
        }
        if (own == 0 && other == 1) {
            return isRepeated(target, from, targetLength) ? Edit.REPEATED : Edit.OMISSION;
        }
        if (own == 2 && other == 2 && name[from] == target[from + 1] && name[from + 1] == target[from]) {
            return Edit.SWAP;
        }
        return Edit.TWO;
    }

    /** Whether two keys were hit at once. */
    private static boolean isBeside(byte[] text, int at, int length) {
        return at > 0 && Keys.adjacent(text[at - 1], text[at])
                || at + 1 < length && Keys.adjacent(text[at + 1], text[at]);
    }

    private static boolean isRepeated(byte[] text, int at, int length) {
        return at > 0 && text[at - 1] == text[at] || at + 1 < length && text[at + 1] == text[at];
    }

    static Edit substitution(int own, int other) {
        if (Keys.lookAlike(own, other)) {
            return Edit.LOOKALIKE;
        }
        if (Keys.adjacent(own, other)) {
            return Edit.KEYBOARD;
        }
        if (Keys.isVowel(own) && Keys.isVowel(other)) {
            return Edit.VOWEL;
        }
        return Integer.bitCount(own ^ other) == 1 ? Edit.BIT : Edit.SUBSTITUTION;
    }

    /** The cost of the cheapest alignment of two middles that differ at both ends; FAR beyond {@code most}. */
    private static int align(byte[] name, int from, int to, byte[] target, int targetTo, int most) {
        int columns = targetTo - from + 1;
        int band = most / Edit.REPEATED.cost; // so many characters more than of the other are too many
        int[] before = new int[columns];
        int[] last = new int[columns];
        int[] row = new int[columns];
        for (int j = 1; j < columns; j++) {
            last[j] = last[j - 1] + insertion(target, from + j - 1);
        }
        for (int i = from; i < to; i++) {
            int first = Math.max(i - from + 1 - band, 1);
            int end = Math.min(i - from + 2 + band, columns);
            row[first - 1] = first == 1 ? last[0] + insertion(name, i) : FAR;
            int least = row[first - 1];
            for (int j = first; j < end; j++) {
                int k = from + j - 1;
                int cost = last[j - 1] + (name[i] == target[k] ? 0 : substitution(name[i], target[k]).cost);
                cost = Math.min(cost, last[j] + insertion(name, i));
                cost = Math.min(cost, row[j - 1] + insertion(target, k));
                if (i > from && j > 1 && name[i] == target[k - 1] && name[i - 1] == target[k]) {
                    cost = Math.min(cost, before[j - 2] + Edit.SWAP.cost);
                }
                row[j] = cost;
                least = Math.min(least, cost);
            }
            if (end < columns) {
                row[end] = FAR;
            }
            if (least > most) {
                return FAR;
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[columns - 1] > most ? FAR : last[columns - 1];
    }

    private static int insertion(byte[] text, int at) {
        return at > 0 && text[at - 1] == text[at] ? Edit.REPEATED.cost : PLAIN;
    }
}
