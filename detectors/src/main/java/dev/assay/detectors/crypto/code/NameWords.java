package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Literals;
import dev.assay.engine.text.Parts;
import java.util.List;
import java.util.Locale;

/** The words of a name, as programs put them together: {@code resetToken}, {@code RESET_TOKEN}, {@code reset-token}. Stateless. */
final class NameWords {
    private static final int MOST_CHARACTERS = 64;

    private NameWords() {}

    /** Its words in lower case, with spaces between them; empty for a name that is too long to be one. */
    static String of(String name) {
        if (name.length() > MOST_CHARACTERS) {
            return "";
        }
        StringBuilder words = new StringBuilder(name.length() + 4);
        boolean wasLower = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isUpper = c >= 'A' && c <= 'Z';
            boolean begins = isUpper && (wasLower || i + 1 < name.length() && isLower(name.charAt(i + 1)));
            if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ' && (begins || !isLetter(c))) {
                words.append(' ');
            }
            if (isLetter(c)) {
                words.append(isUpper ? (char) (c + 'a' - 'A') : c);
            }
            wasLower = isLower(c);
        }
        return words.toString().strip();
    }

    /** In a literal, in front of the word that a name goes on with. */
    static final char GOES_ON = '>';

    /**
     * Literals of which a name that ends with these words holds one, however they are put together: of the last word, with {@code $}
     * behind what ends it, or of the one in front, with what the name goes on with behind {@code >}.
     */
    static List<String> literals(String words) {
        List<String> all = Parts.of(words, ' ');
        if (all.size() == 1) {
            return shapes(words).stream().map(shape -> shape + "$").toList();
        }
        return shapes(all.get(all.size() - 2)).stream()
                .map(shape -> shape + GOES_ON + all.getLast())
                .toList();
    }

    /** Whether a name goes on with a word and ends with it, whatever stands between that is no letter. */
    static boolean goesOn(byte[] text, int from, int to, String word) {
        int at = from;
        while (at < to && at - from < MOST_CHARACTERS && !isLetter((char) (text[at] & 0xff))) {
            at++;
        }
        for (int i = 0; i < word.length(); i++, at++) {
            if (at >= to || (text[at] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return at >= to || !isLetter((char) (text[at] & 0xff));
    }

    /** A word in lower case, in upper case, with one capital; without its first letter where it is long enough. */
    private static List<String> shapes(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        return word.length() > Literals.LEAST_BYTES
                ? List.of(word.substring(1), upper)
                : List.of(word, upper.charAt(0) + word.substring(1), upper);
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isLetter(char c) {
        return isLower(c) || c >= 'A' && c <= 'Z';
    }
}
