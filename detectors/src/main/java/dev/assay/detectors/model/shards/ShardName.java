package dev.assay.detectors.model.shards;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A name that says which part of how many it is: {@code model-00002-of-00005.safetensors}, {@code
 * model-00002-of-00005.fp16.safetensors}, {@code pytorch_model_00002-of-00005.bin}.
 *
 * @param before what stands before the numbers
 * @param number from 1, or from 0 with some writers
 * @param behind what stands behind them, from the dot on
 */
record ShardName(String before, int number, int count, String behind) {
    private static final String OF = "-of-";
    private static final int MOST_DIGITS = 9;

    /** What models are saved as. Data sets are numbered in the same way and have other endings. */
    private static final Set<String> ENDINGS =
            Set.of("safetensors", "bin", "pt", "pth", "ckpt", "gguf", "h5", "msgpack");

    /** The name's parts, or null if it is of another form. */
    static @Nullable ShardName of(String name) {
        int of = name.lastIndexOf(OF);
        int ending = name.lastIndexOf('.');
        if (of < 0
                || ending < of
                || !ENDINGS.contains(name.substring(ending + 1).toLowerCase(Locale.ROOT))) {
            return null;
        }
        int begin = of;
        while (begin > 0 && isDigit(name.charAt(begin - 1))) {
            begin--;
        }
        int countBegin = of + OF.length();
        int end = countBegin;
        while (isDigit(name.charAt(end))) { // the ending's dot comes at last
            end++;
        }
        if (!isNumber(begin, of) || !isNumber(countBegin, end) || name.charAt(end) != '.') {
            return null;
        }
        return new ShardName(
                name.substring(0, begin),
                Integer.parseInt(name, begin, of, 10),
                Integer.parseInt(name, countBegin, end, 10),
                name.substring(end));
    }

    private static boolean isNumber(int from, int to) {
        return from < to && to - from <= MOST_DIGITS;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The name without its numbers: the parts of one model have the same, and so have leftovers of another saving. */
    Family family() {
        return new Family(before, behind);
    }

    /** Names that differ in their numbers only. Comparable, so that a map of hostile ones stays fast. */
    record Family(String before, String behind) implements Comparable<Family> {
        @Override
        public int compareTo(Family other) {
            int order = before.compareTo(other.before);
            return order == 0 ? behind.compareTo(other.behind) : order;
        }

        @Override
        public String toString() {
            return before + "*" + behind;
        }
    }
}
