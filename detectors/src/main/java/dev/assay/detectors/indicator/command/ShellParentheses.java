package dev.assay.detectors.indicator.command;

/** Where parentheses in a text for a shell close, beside those in quotes. Pure functions. */
final class ShellParentheses {
    private ShellParentheses() {}

    /** Of the one that stands there; -1 where nothing closes it. */
    static int closing(String text, int open) {
        int level = 0;
        char quote = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(' || c == ')') {
                level += c == '(' ? 1 : -1;
                if (level == 0) {
                    return i;
                }
            }
        }
        return -1;
    }
}
