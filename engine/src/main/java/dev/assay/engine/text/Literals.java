package dev.assay.engine.text;

import java.util.Arrays;
import java.util.List;

/**
 * Finds every occurrence of many literals in bytes, in one pass whose cost hardly depends on how many they are. Exact:
 * nothing is missed and nothing reported that is not there. Immutable and shared between threads.
 *
 * <p>Of each literal some neighbouring bytes are chosen that are rare in texts: as many as the shortest literal has, nine at most.
 * The pairs in them are one fewer, and any occurrence has one of these at a multiple of their number from where the search begins.
 * So only every second to eighth place is looked at, in a bitmap of all pairs that fits the first cache. What the bitmap lets pass is
 * compared. (200 literals of three bytes and more, source text, JDK 25, C2: a bitmap of every pair at every place 0.5 GB/s;
 * Aho-Corasick 0.1.) Needs time in proportion to the bytes, and for each place that the bitmap lets pass, to the length of the
 * literals with that pair.
 */
public final class Literals {
    /** The shortest literal: two pairs need three bytes. */
    public static final int LEAST_BYTES = 3;

    private static final int PAIRS = 1 << 16;

    /** More pairs let more places pass than they save looks. */
    private static final int MOST_STRIDE = 8;

    private static final int CASES = 4;
    private static final int NONE = -1;

    /** Letters from the most frequent in English on. */
    private static final String BY_FREQUENCY = "etaoinsrhldcumfpgwybvkxjqz";

    /**
     * What is looked for.
     *
     * @param text each character is a byte, as in ISO 8859-1
     * @param anyCase whether the letters A to Z count in either case
     */
    public record Literal(String text, boolean anyCase) {
        /** @throws IllegalArgumentException if it is too short or no text of bytes */
        public Literal {
            if (text.length() < LEAST_BYTES || text.chars().anyMatch(c -> c > 0xff)) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no literal of at least " + LEAST_BYTES + " bytes");
            }
        }

        public static Literal exact(String text) {
            return new Literal(text, false);
        }
    }

    /** Is told of what was found. */
    @FunctionalInterface
    public interface Found {
        /**
         * An occurrence.
         *
         * @param literal its number in the list
         * @param index where it begins in the array
         */
        void at(int literal, int index);
    }

    private final byte[][] texts; // in lower case where the case does not count
    private final boolean[] anyCase;
    private final long[] passes = new long[PAIRS / Long.SIZE];
    private final int stride;
    private final int shift; // of a pair's product, to its bucket
    private final int[] firstOfBucket;
    private final int[] next;
    private final char[] pairOf;
    private final short[] literalOf;
    private final short[] offsetOf;
    private int entries;
    private int mostOffset;

    /** @throws IllegalArgumentException if there are more than 8,000 of them, or one is of more than 32,000 bytes */
    public Literals(List<Literal> literals) {
        if (literals.size() > Short.MAX_VALUE / 4
                || literals.stream().anyMatch(literal -> literal.text().length() > Short.MAX_VALUE - MOST_STRIDE)) {
            throw new IllegalArgumentException("too many literals, or too long ones");
        }
        texts = new byte[literals.size()][];
        anyCase = new boolean[literals.size()];
        int shortest = MOST_STRIDE + 1;
        boolean hasCases = false;
        for (Literal literal : literals) {
            shortest = Math.min(shortest, literal.text().length());
            hasCases |= literal.anyCase();
        }
        stride = shortest - 1;
        int most = literals.size() * stride * (hasCases ? CASES : 1);
        next = new int[most];
        pairOf = new char[most];
        literalOf = new short[most];
        offsetOf = new short[most];
        shift = Integer.numberOfLeadingZeros(Math.clamp(most, 16, PAIRS >> 1)) - 1;
        firstOfBucket = new int[1 << Integer.SIZE - shift];
        Arrays.fill(firstOfBucket, NONE);
        for (int i = 0; i < texts.length; i++) {
            add(i, literals.get(i));
        }
    }

    private void add(int number, Literal literal) {
        byte[] bytes = new byte[literal.text().length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) literal.text().charAt(i);
            bytes[i] = literal.anyCase() ? lower(bytes[i]) : bytes[i];
        }
        texts[number] = bytes;
        anyCase[number] = literal.anyCase();
        int offset = rarest(bytes);
        mostOffset = Math.max(mostOffset, offset + stride - 1);
        for (int at = offset; at < offset + stride; at++) {
            for (int first : cases(bytes[at], literal.anyCase())) {
                for (int second : cases(bytes[at + 1], literal.anyCase())) {
                    enter(first << 8 | second, number, at);
                }
            }
        }
    }

    private void enter(int pair, int literal, int offset) {
        passes[pair >> 6] |= 1L << pair;
        pairOf[entries] = (char) pair;
        literalOf[entries] = (short) literal;
        offsetOf[entries] = (short) offset;
        next[entries] = firstOfBucket[bucket(pair)];
        firstOfBucket[bucket(pair)] = entries++;
    }

    private int bucket(int pair) {
        return pair * 0x9E3779B1 >>> shift;
    }

    private static int[] cases(byte b, boolean anyCase) {
        int c = b & 0xff;
        return anyCase && c >= 'a' && c <= 'z' ? new int[] {c, c - 0x20} : new int[] {c};
    }

    /** Where the bytes begin whose pairs are the least likely to be met elsewhere. */
    private int rarest(byte[] bytes) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i + stride < bytes.length; i++) {
            int all = 0;
            for (int at = i; at < i + stride; at++) {
                all += commonness(bytes[at]) * commonness(bytes[at + 1]);
            }
            if (all < least) {
                least = all;
                best = i;
            }
        }
        return best;
    }

    /** About how many of a thousand characters of source text it is. */
    private static int commonness(byte b) {
        int c = b & 0xff;
        if (c >= 'a' && c <= 'z') {
            int others = 'z' - 'a' + 1 - BY_FREQUENCY.indexOf(c);
            return 1 + others * others / 9;
        }
        if (c == ' ') {
            return 150;
        }
        if (c == '_' || c == '.' || c == '"') {
            return 12;
        }
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' ? 4 : 3;
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 0x20) : b;
    }

    /** The length of the longest literal: what blocks must overlap by. */
    public int mostBytes() {
        int most = 0;
        for (byte[] text : texts) {
            most = Math.max(most, text.length);
        }
        return most;
    }

    /**
     * Tells of each occurrence that begins at {@code from} or behind it and before {@code to}, and ends before {@code end};
     * overlapping ones, too. The order is that of a place within them, which is fixed but need not be their beginning.
     */
    public void search(byte[] bytes, int from, int to, int end, Found found) {
        long[] bits = passes;
        int step = stride;
        int last = Math.min(end - 2, to - 1 + mostOffset);
        for (int i = from; i <= last; i += step) {
            int pair = (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff;
            if ((bits[pair >> 6] >>> pair & 1) != 0) {
                compare(bytes, i, pair, from, to, end, found);
            }
        }
    }

    /** Whether one of them lies between {@code from} and {@code to}. Allocates nothing, so short texts may be asked by the million. */
    public boolean isIn(byte[] bytes, int from, int to) {
        long[] bits = passes;
        int step = stride;
        for (int i = from; i <= to - 2; i += step) {
            int pair = (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff;
            if ((bits[pair >> 6] >>> pair & 1) != 0 && isPartOfOne(bytes, i, pair, from, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean isPartOfOne(byte[] bytes, int at, int pair, int from, int to) {
        for (int entry = firstOfBucket[bucket(pair)]; entry != NONE; entry = next[entry]) {
            int literal = literalOf[entry];
            int begin = at - offsetOf[entry];
            if (pairOf[entry] == pair
                    && begin >= from
                    && begin + texts[literal].length <= to
                    && isAt(bytes, begin, texts[literal], anyCase[literal])) {
                return true;
            }
        }
        return false;
    }

    private void compare(byte[] bytes, int at, int pair, int from, int to, int end, Found found) {
        for (int entry = firstOfBucket[bucket(pair)]; entry != NONE; entry = next[entry]) {
            int literal = literalOf[entry];
            int begin = at - offsetOf[entry];
            byte[] text = texts[literal];
            if (pairOf[entry] == pair
                    && begin >= from
                    && begin < to
                    && begin + text.length <= end
                    && isAt(bytes, begin, text, anyCase[literal])) {
                found.at(literal, begin);
            }
        }
    }

    private static boolean isAt(byte[] bytes, int begin, byte[] text, boolean anyCase) {
        if (!anyCase) {
            int last = text.length - 1; // most differ at one of their ends, which is known sooner than by a call
            return bytes[begin] == text[0]
                    && bytes[begin + last] == text[last]
                    && Arrays.equals(bytes, begin, begin + last, text, 0, last);
        }
        for (int i = 0; i < text.length; i++) {
            if (lower(bytes[begin + i]) != text[i]) {
                return false;
            }
        }
        return true;
    }
}
