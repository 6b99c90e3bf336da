package dev.assay.engine.text;

/**
 * The texts that something is given, one behind the other and each cut, for people and for rules: only the first ones, so
 * that any number of them costs no more. Whoever adds what matters first finds it whole; whether something is missing shows
 * in the dots at the end.
 */
public final class GivenTexts {
    /** What stands for the rest. */
    public static final String DOTS = "...";

    private static final int MOST_OF_ONE = 200;
    private static final int MOST = 280;

    private final StringBuilder all = new StringBuilder();

    /** Adds a text, which may hold anything. */
    public void add(String text) {
        if (all.length() >= MOST) {
            if (!all.substring(all.length() - DOTS.length()).equals(DOTS)) {
                all.append(DOTS);
            }
            return;
        }
        all.append(all.isEmpty() ? "" : ", ").append(shortened(text));
    }

    private static String shortened(String text) {
        return text.length() <= MOST_OF_ONE ? text : text.substring(0, MOST_OF_ONE) + DOTS;
    }

    /** All of them, as they are; less than 500 characters. */
    @Override
    public String toString() {
        return all.toString();
    }
}
