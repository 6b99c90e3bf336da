package dev.assay.detectors.name;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words and patterns of invented names beside those of the build, as somebody wrote them into a file. They only add signals. A class
 * of words that the build does not have is a new one, for patterns to name. Immutable.
 */
public final class UserNameRows {
    /** Nobody added any. */
    public static final UserNameRows NONE = new UserNameRows(List.of(), List.of(), Map.of());

    private static final int MOST_CLASSES = 16;
    private static final int MOST_PARTS = 8;
    private static final int MOST_WEIGHT = 90;

    /**
     * Words of a class.
     *
     * @param ecosystems where they mean something; none for everywhere
     */
    public record Word(String wordClass, Set<Ecosystem> ecosystems, List<String> words) {
        public Word {
            ecosystems = Set.copyOf(ecosystems);
            words = List.copyOf(words);
        }

        /** Whether a name has one of them where they mean something. */
        public boolean isIn(PackageName name) {
            Form form = Form.of(name);
            for (int token = 0; token < form.tokens(); token++) {
                if (words.contains(form.token(token))) {
                    return ecosystems.isEmpty() || ecosystems.contains(name.ecosystem());
                }
            }
            return false;
        }
    }

    /**
     * How names are made.
     *
     * @param parts classes of words, parted by spaces; {@code name} for a popular name, {@code *} for one word or more
     * @param weight 1 to 90
     * @param words what is said of such a name
     */
    public record Made(String id, String parts, int weight, String words) {}

    private final List<Word> words;
    private final List<Pattern> patterns;
    private final Map<String, Integer> classes;

    private UserNameRows(List<Word> words, List<Pattern> patterns, Map<String, Integer> classes) {
        this.words = List.copyOf(words);
        this.patterns = List.copyOf(patterns);
        this.classes = Map.copyOf(classes);
    }

    /** @throws IllegalArgumentException if a pattern asks for a class that has no words */
    public static UserNameRows of(List<Word> words, List<Made> made) {
        Map<String, Integer> classes = new HashMap<>();
        for (Word row : words) {
            if (!Words.CLASSES.containsKey(row.wordClass()) && !classes.containsKey(row.wordClass())) {
                classes.put(row.wordClass(), Pattern.FIRST_FREE << classes.size());
            }
        }
        List<Pattern> patterns = new ArrayList<>();
        for (Made row : made) {
            patterns.add(Pattern.of(row.id(), row.parts(), row.weight(), row.words(), classes));
        }
        return new UserNameRows(words, patterns, classes);
    }

    /** Why a row cannot be taken; empty if it can. */
    public static String objection(Word row) {
        String fault = Words.CLASSES.containsKey(row.wordClass()) || isWord(row.wordClass())
                ? ""
                : "a class is a word of small letters, not '" + row.wordClass() + "'";
        for (String word : row.words()) {
            if (!isWord(word)) {
                fault = "a word is of small letters and digits, since names are parted at everything else: '" + word
                        + "'";
            }
        }
        return row.wordClass().equals(Pattern.POPULAR) ? "the class name is that of popular names" : fault;
    }

    /** The same, of a pattern by itself. */
    public static String objection(Made row) {
        List<String> parts = Parts.of(row.parts(), ' ');
        if (row.weight() < 1 || row.weight() > MOST_WEIGHT) {
            return "a weight is from 1 to " + MOST_WEIGHT;
        }
        if (parts.size() > MOST_PARTS) {
            return "a pattern has at most " + MOST_PARTS + " parts";
        }
        return parts.stream().allMatch("*"::equals) ? "a pattern of nothing but * is in every name" : "";
    }

    /** Whether so many new classes are more than there can be. */
    public static boolean areTooMany(List<Word> words) {
        return words.stream()
                        .map(Word::wordClass)
                        .filter(each -> !Words.CLASSES.containsKey(each))
                        .distinct()
                        .count()
                > MOST_CLASSES;
    }

    private static boolean isWord(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9');
    }

    List<Word> words() {
        return words;
    }

    List<Pattern> patterns() {
        return patterns;
    }

    /** The bit of a class. */
    int bits(String wordClass) {
        Integer known = Words.CLASSES.get(wordClass);
        return known != null ? known : classes.getOrDefault(wordClass, 0);
    }
}
