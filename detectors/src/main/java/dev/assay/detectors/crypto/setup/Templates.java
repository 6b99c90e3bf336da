package dev.assay.detectors.crypto.setup;

/**
 * Takes out of a text what a template engine fills in, and leaves everything else where it is: <code>{{ }}</code> and <code>{% %}</code> of Jinja, Go and
 * Helm, <code>{# #}</code> beside them, {@code <% %>} of ERB. Stateless, takes time by the length of the text.
 */
final class Templates {
    private Templates() {}

    static boolean isIn(String text) {
        return text.contains("{{") || text.contains("{%") || text.contains("<%");
    }

    /** Whether some of it is there only under a condition, so that of two lines either may count. */
    static boolean hasBranches(String text) {
        return text.contains("{%")
                || text.contains("<%")
                || text.contains("{{if ")
                || text.contains("{{ if ")
                || text.contains("{{- if ");
    }

    /** Spaces for all of them, so that what a template says by itself is read. */
    static String blank(String text) {
        return replaced(text, false);
    }

    /** The same, but for a value in a line a variable, which nobody knows. */
    static String open(String text) {
        return replaced(text, true);
    }

    private static String replaced(String text, boolean asVariables) {
        StringBuilder plain = new StringBuilder(text);
        boolean isJinja = text.contains("{%");
        int at = 0;
        while (true) {
            int begin = next(text, at, isJinja);
            if (begin < 0) {
                return plain.toString();
            }
            String close = switch (text.charAt(begin + 1)) {
                case '{' -> "}}";
                case '#' -> "#}";
                default -> text.charAt(begin) == '<' ? "%>" : "%}";
            };
            int end = text.indexOf(close, begin + 2);
            if (end < 0) {
                return plain.toString();
            }
            boolean isValue = asVariables && isValue(text, begin, end + 2);
            for (int i = begin; i < end + 2; i++) {
                if (text.charAt(i) != '\n') {
                    plain.setCharAt(i, isValue ? i == begin ? '$' : '_' : ' ');
                }
            }
            at = end + 2;
        }
    }

    private static int next(String text, int from, boolean isJinja) {
        for (int i = from; i + 1 < text.length(); i++) {
            char c = text.charAt(i);
            char second = text.charAt(i + 1);
            boolean begins = second == '{' || second == '%' || isJinja && second == '#';
            if (c == '{' && begins || c == '<' && second == '%') {
                return i;
            }
        }
        return -1;
    }

    /** Whether it gives a value, and does so behind something in its line. */
    private static boolean isValue(String text, int begin, int end) {
        int i = begin;
        while (i > 0 && (text.charAt(i - 1) == ' ' || text.charAt(i - 1) == '\t')) {
            i--;
        }
        boolean isFirst = i == 0 || text.charAt(i - 1) == '\n';
        boolean gives = text.startsWith("{{", begin) || text.startsWith("<%=", begin);
        return gives && !isFirst && text.substring(begin, end).indexOf('\n') < 0;
    }
}
