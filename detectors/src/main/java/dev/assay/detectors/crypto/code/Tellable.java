package dev.assay.detectors.crypto.code;

/** What of a value may be told to other texts: names of algorithms, schemes of addresses, numbers, and no password. Immutable. */
record Tellable(Callers callers, ApiTable table) {
    private static final int MOST_CHARACTERS = 60;

    /** Empty for nothing. */
    String word(Value value, State state) {
        Object constant = state.constant(value);
        if (constant != null) {
            return switch (constant) {
                case Long number -> Long.toString(number);
                case Boolean truth -> Boolean.toString(truth);
                case String text when text.length() <= MOST_CHARACTERS -> callers.publicPart(text);
                case Object _ -> "";
            };
        }
        return value instanceof Value.Named(String path) ? named(path) : shown(Words.said(state.instance(value), ""));
    }

    /** What is no constant of the text, but one of a library. */
    private String named(String path) {
        boolean isOfLibrary = table.isOfKnown(path) || path.indexOf('.') < 0;
        return isOfLibrary ? shown(table.constant(path)) : "";
    }

    private static String shown(String word) {
        return word.length() <= MOST_CHARACTERS && ConstantNames.isPath(word) ? word : "";
    }
}
