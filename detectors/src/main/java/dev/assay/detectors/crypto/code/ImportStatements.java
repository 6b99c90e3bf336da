package dev.assay.detectors.crypto.code;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Finds which modules a text takes something from, as Python writes it, whatever stands between the words: {@code import a.b as c,
 * d}, {@code from a.b import c}, {@code __import__("a")}, {@code import_module("a")}. Only the first part of a module's name
 * counts. It may find more than there are (in comments and texts), never less. Immutable.
 */
final class ImportStatements {
    /** What is looked for; {@link #at} goes on from there. */
    static final List<String> KEYWORDS = List.of("import", "from");

    /** Before the first part of a module's name, in the templates of a language. */
    static final char SIGN = '@';

    private final Map<String, Integer> modules = new HashMap<>();

    void add(String module, int number) {
        modules.put(module, number);
    }

    boolean isEmpty() {
        return modules.isEmpty();
    }

    /** Tells the number of each module that is named behind a keyword that begins at {@code index}. */
    void at(byte[] text, int index, int end, String keyword, IntConsumer out) {
        int at = index + keyword.length();
        if (at < end && isName(text[at])) {
            argument(text, at, end, out);
            return;
        }
        while (true) {
            at = blanks(text, at, end);
            int from = at;
            at = name(text, at, end);
            tell(text, from, at, out);
            at = blanks(text, at, end);
            while (at < end && text[at] == '.') {
                at = blanks(text, name(text, blanks(text, at + 1, end), end), end);
            }
            if (at + 1 < end && text[at] == 'a' && text[at + 1] == 's') {
                at = blanks(text, name(text, blanks(text, at + 2, end), end), end);
            }
            if (keyword.equals("from") || at >= end || text[at] != ',') {
                return;
            }
            at++;
        }
    }

    /** The text that a function is given whose name ends here. */
    private void argument(byte[] text, int index, int end, IntConsumer out) {
        int at = blanks(text, name(text, index, end), end);
        if (at < end && text[at] == '(') {
            at = blanks(text, at + 1, end);
            int word = name(text, at, end); // as in u"..."
            tell(text, at, word, out);
            at = word;
            while (at < end && (text[at] == '"' || text[at] == '\'')) {
                at++;
            }
            tell(text, at, name(text, at, end), out);
        }
    }

    private void tell(byte[] text, int from, int to, IntConsumer out) {
        Integer number =
                to == from ? null : modules.get(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
        if (number != null) {
            out.accept(number);
        }
    }

    private static int name(byte[] text, int from, int end) {
        int at = from;
        while (at < end && isName(text[at])) {
            at++;
        }
        return at;
    }

    /** Blanks, and ends of lines behind a backslash or in brackets. */
    private static int blanks(byte[] text, int from, int end) {
        int at = from;
        while (at < end && (text[at] <= ' ' && text[at] >= 0 || text[at] == '\\')) {
            at++;
        }
        return at;
    }

    private static boolean isName(byte b) {
        return b < 0 || b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
    }
}
