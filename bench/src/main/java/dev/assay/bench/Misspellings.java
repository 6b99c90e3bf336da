package dev.assay.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names that somebody might type for another one, one of each kind, the same for the same seed. */
final class Misspellings {
    private static final String[] ROWS = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
    private static final String VOWELS = "aeiou";
    private static final String LETTERS = "olieast";
    private static final String DIGITS = "0113457";
    private static final int TRIES = 20;

    private final SplitMix random;

    Misspellings(long seed) {
        this.random = new SplitMix(seed);
    }

    /** By kind; a kind that the name gives no occasion for is left out, and so is what changes nothing. */
    Map<String, String> of(String name) {
        Map<String, String> all = new LinkedHashMap<>();
        int at = letterOf(name);
        if (at < 0) {
            return all;
        }
        String front = name.substring(0, at);
        String rest = name.substring(at + 1);
        char c = name.charAt(at);
        all.put("omission", front + rest);
        all.put("repeated", front + c + c + rest);
        all.put("swap", swapped(name));
        all.put("keyboard", front + beside(c) + rest);
        all.put("two keys", front + beside(c) + c + rest);
        all.put("bit", front + flipped(c) + rest);
        all.put("vowel", replaced(name, VOWELS, null));
        all.put("look-alike", replaced(name, LETTERS, DIGITS));
        all.values().removeIf(name::equals);
        return all;
    }

    private int letterOf(String name) {
        for (int i = 0; i < TRIES; i++) {
            int at = random.below(name.length());
            if (isLetter(name.charAt(at))) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    private String swapped(String name) {
        for (int i = 0; i < TRIES && name.length() > 1; i++) {
            int at = random.below(name.length() - 1);
            char one = name.charAt(at);
            char other = name.charAt(at + 1);
            if (one != other && Character.isLetterOrDigit(one) && Character.isLetterOrDigit(other)) {
                return name.substring(0, at) + other + one + name.substring(at + 2);
            }
        }
        return name;
    }

    private char beside(char c) {
        for (String row : ROWS) {
            int at = row.indexOf(c);
            if (at >= 0) {
                boolean right = at == 0 || at < row.length() - 1 && random.below(2) == 0;
                return row.charAt(right ? at + 1 : at - 1);
            }
        }
        return c;
    }

    private char flipped(char c) {
        for (int i = 0; i < TRIES; i++) {
            char flipped = (char) (c ^ 1 << random.below(5));
            if (isLetter(flipped)) {
                return flipped;
            }
        }
        return c;
    }

    /** One of these characters, replaced by the one below it in {@code by}, or by another of them. */
    private String replaced(String name, String what, @Nullable String by) {
        for (int i = 0; i < TRIES; i++) {
            int at = random.below(name.length());
            int which = what.indexOf(name.charAt(at));
            if (which >= 0) {
                char c = by == null
                        ? what.charAt((which + 1 + random.below(what.length() - 1)) % what.length())
                        : by.charAt(which);
                return name.substring(0, at) + c + name.substring(at + 1);
            }
        }
        return name;
    }
}
