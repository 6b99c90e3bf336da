package dev.assay.detectors.name;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a name is made of: a popular name and what somebody added to it, or words as invented names have them. Immutable.
 *
 * <p>Most names that hold a popular one are honest: plugins, bindings, types. Where many popular names begin with the same
 * word ({@link Lookalikes#isFamily}), that is how things are named there, and joining says nothing.
 */
final class Compositions {
    /** Shorter ones are words of their own. */
    private static final int SHORTEST = 4;

    /** Of a popular name that others add to. */
    private static final int MOST_RANK = 1700;

    /** Of one that an attack would name. */
    private static final int MOST_MEANT = 400;

    /** Less for {@code py}, {@code js} and {@code lib}, which honest names are glued to as often. */
    private static final int SHORT_WORD = 8;

    /** Of two that have nothing to do with one another, and that everybody has. */
    private static final int WELL_KNOWN = 200;

    private static final int BOTH_WELL_KNOWN = 12;

    /** Of two that are one word together: other words are as well, so both are what many have. */
    private static final int GLUED_RANK = 500;

    private final Lookalikes index;
    private final SignalTable table;
    private final List<Pattern> patterns;

    Compositions(Lookalikes index, SignalTable table, List<Pattern> patterns) {
        this.index = index;
        this.table = table;
        this.patterns = List.copyOf(patterns);
    }

    List<Signal> find(Form form) {
        List<Signal> found = new ArrayList<>(0);
        int tokens = form.tokens();
        if (tokens == 1) {
            glued(form, found);
            if (found.isEmpty()) {
                gluedNames(form, found);
            }
            return found;
        }
        int[] numbers = numbers(form);
        int popular = -1;
        int second = -1;
        int rest = 0;
        for (int token = 0; token < tokens; token++) {
            int number = numbers[token];
            if (number >= 0) {
                if (popular < 0 || number < popular) {
                    second = popular;
                    popular = number;
                } else {
                    second = number;
                }
            } else {
                rest = token;
            }
        }
        Pattern pattern = first(classes(form, numbers));
        if (pattern != null) {
            found.add(table.signal(SignalKind.PATTERN, pattern.weight(), "", pattern.words()));
        }
        if (popular >= 0 && tokens == 2) {
            if (second >= 0 && !index.isFamily(form)) {
                int weight = table.weight(SignalKind.TWO_NAMES) + (second < WELL_KNOWN ? BOTH_WELL_KNOWN : 0);
                found.add(table.signal(SignalKind.TWO_NAMES, weight, index.name(popular), index.name(second)));
            } else if (second < 0
                    && popular < MOST_MEANT
                    && (index.words().classes(form, rest) & Words.INSTALLING) != 0) {
                found.add(table.signal(
                        SignalKind.COMBINATION,
                        table.weight(SignalKind.COMBINATION),
                        index.name(popular),
                        form.token(rest)));
            }
        }
        return found;
    }

    /** Which popular name each token is, or -1. */
    private int[] numbers(Form form) {
        int[] numbers = new int[form.tokens()];
        for (int token = 0; token < numbers.length; token++) {
            int number = form.end(token) - form.start(token) < SHORTEST
                    ? -1
                    : index.whole(form, form.start(token), form.end(token));
            numbers[token] = number < MOST_RANK ? number : -1;
        }
        return numbers;
    }

    private int[] classes(Form form, int[] numbers) {
        int[] classes = new int[numbers.length];
        for (int token = 0; token < classes.length; token++) {
            classes[token] = index.words().classes(form, token) | (numbers[token] >= 0 ? Pattern.NAME : 0);
        }
        return classes;
    }

    /** Whether a name is made as the pattern of this id says. */
    boolean isMade(Form form, String id) {
        int[] classes = classes(form, numbers(form));
        return form.tokens() > 1 && patterns.stream().anyMatch(each -> each.id().equals(id) && each.matches(classes));
    }

    /** {@code torchtriton}. */
    private void gluedNames(Form form, List<Signal> found) {
        for (int middle = SHORTEST; middle <= form.length() - SHORTEST; middle++) {
            int front = index.whole(form, 0, middle);
            int back = front < 0 || front >= GLUED_RANK ? -1 : index.whole(form, middle, form.length());
            if (back >= 0 && back < GLUED_RANK) {
                int weight = table.weight(SignalKind.TWO_NAMES) + BOTH_WELL_KNOWN;
                found.add(table.signal(
                        SignalKind.TWO_NAMES,
                        weight,
                        index.name(Math.min(front, back)),
                        index.name(Math.max(front, back))));
                return;
            }
        }
    }

    private @Nullable Pattern first(int[] classes) {
        for (Pattern pattern : patterns) {
            if (pattern.matches(classes)) {
                return pattern;
            }
        }
        return null;
    }

    /** {@code noderequest}, {@code requestspy}. */
    private void glued(Form form, List<Signal> found) {
        for (byte[] word : index.words().glue()) {
            int rest = form.length() - word.length;
            if (rest < SHORTEST) {
                continue;
            }
            int number = -1;
            if (form.hasAt(0, word)) {
                number = index.whole(form, word.length, form.length());
            }
            if (number < 0 && form.hasAt(rest, word)) {
                number = index.whole(form, 0, rest);
            }
            boolean whole = word.length >= SHORTEST;
            if (number >= 0 && number < (whole ? MOST_RANK : MOST_MEANT)) {
                found.add(table.signal(
                        SignalKind.COMBINATION,
                        table.weight(SignalKind.COMBINATION) - (whole ? 0 : SHORT_WORD),
                        index.name(number),
                        new String(word, StandardCharsets.US_ASCII)));
                return;
            }
        }
    }
}
