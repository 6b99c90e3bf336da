package dev.assay.detectors.model.pickle;

/**
 * The text that {@code scipy.stats.rv_generic} makes three methods of, {@code parse_arg_template} in its source: it depends
 * on nothing but the names of the shape parameters and on whether the distribution has a scale.
 */
final class ScipyArguments {
    private static final String START = "\\ndef _parse_args(self, ";
    private static final int MOST_NAMES = 100;

    private ScipyArguments() {}

    /** Whether an escaped text is what scipy writes, to the last character. */
    static boolean isTemplate(String escaped) {
        if (!escaped.startsWith(START)) {
            return false;
        }
        String shapes = shapes(escaped);
        return escaped.equals(template(shapes, "loc=0, scale=1", "loc, scale"))
                || escaped.equals(template(shapes, "loc=0", "loc, 1"));
    }

    /** The names at the start, each with a comma and a space behind it. */
    private static String shapes(String escaped) {
        int end = START.length();
        for (int i = 0; i < MOST_NAMES; i++) {
            int at = end;
            while (at < escaped.length() && isNamePart(escaped.charAt(at), at == end)) {
                at++;
            }
            if (at == end || !escaped.startsWith(", ", at)) {
                break;
            }
            end = at + 2;
        }
        return escaped.substring(START.length(), end);
    }

    private static boolean isNamePart(char c, boolean first) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= '0' && c <= '9' && !first;
    }

    private static String template(String shapes, String parameters, String values) {
        return START + shapes + " " + parameters + "):\\n    return (" + shapes + "), " + values
                + "\\n\\ndef _parse_args_rvs(self, " + shapes + " " + parameters + ", size=None):\\n"
                + "    return self._argcheck_rvs(" + shapes + " " + values + ", size=size)"
                + "\\n\\ndef _parse_args_stats(self, " + shapes + " " + parameters + ", moments='mv'):\\n"
                + "    return (" + shapes + "), " + values + ", moments\\n";
    }
}
