package dev.assay.detectors.indicator.command;

/**
 * A document that stands in the text of a shell, {@code <<EOF}.
 *
 * @param behind where the mark ends that opens it
 * @param body where it begins; -1 where there is none
 * @param stop where the line begins that closes it; the end of the text where nothing does
 * @param looked how many characters were looked at in vain
 */
record HereDocument(int behind, int body, int stop, int looked) {
    boolean isOne() {
        return body >= 0 && looked == 0;
    }

    /** Without looking where it ends. */
    static HereDocument none(String text, int at) {
        return new HereDocument(mark(text, begin(text, at)), -1, -1, 0);
    }

    /** The one that opens there. */
    static HereDocument at(String text, int at) {
        int from = begin(text, at);
        int end = mark(text, from);
        String mark = text.substring(from, end)
                .replace("'", "")
                .replace("\"", "")
                .replace("\\", "")
                .strip();
        int line = text.indexOf('\n', end);
        if (mark.isEmpty() || line < 0) {
            return new HereDocument(end, -1, -1, mark.isEmpty() || line >= 0 ? 0 : text.length() - end);
        }
        int body = line + 1;
        int stop = body;
        while (stop < text.length()) {
            int next = text.indexOf('\n', stop);
            String said = text.substring(stop, next < 0 ? text.length() : next);
            if (said.strip().equals(mark)) {
                return new HereDocument(end, body, stop, 0);
            }
            stop = next < 0 ? text.length() : next + 1;
        }
        return new HereDocument(end, -1, -1, text.length() - body);
    }

    /** Where the mark begins. */
    private static int begin(String text, int at) {
        int from = at + 2;
        from += from < text.length() && text.charAt(from) == '-' ? 1 : 0;
        while (from < text.length() && (text.charAt(from) == ' ' || text.charAt(from) == '\t')) {
            from++;
        }
        return from;
    }

    private static int mark(String text, int from) {
        int end = from;
        char quote = 0;
        while (end < text.length() && (quote != 0 || " \t\n;|&)><".indexOf(text.charAt(end)) < 0)) {
            char c = text.charAt(end);
            if (c == '\n') {
                break;
            }
            boolean isQuote = c == '\'' || c == '"';
            quote = isQuote && quote == 0 ? c : c == quote ? 0 : quote;
            end++;
        }
        return end;
    }
}
