package dev.assay.engine.text;

import java.util.ArrayList;
import java.util.List;

/** A text in parts, without {@code String.split}, which takes a regular expression. */
public final class Parts {
    private Parts() {}

    /** Its first characters: of hostile names that are kept, more than any honest one has is not. */
    public static String first(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    /** What lies between the separators, empty parts included: one part more than there are separators. */
    public static List<String> of(String text, char separator) {
        List<String> parts = new ArrayList<>(4);
        int from = 0;
        for (int to; (to = text.indexOf(separator, from)) >= 0; from = to + 1) {
            parts.add(text.substring(from, to));
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** What lies between blanks and tabs, none of them empty. */
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>(4);
        int from = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean isBlank = i == text.length() || text.charAt(i) == ' ' || text.charAt(i) == '\t';
            if (!isBlank && from < 0) {
                from = i;
            } else if (isBlank && from >= 0) {
                words.add(text.substring(from, i));
                from = -1;
            }
        }
        return words;
    }
}
