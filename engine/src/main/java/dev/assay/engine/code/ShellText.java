package dev.assay.engine.code;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Memory;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a reader of a shell's text is, how deep, and what it gave up. Knows where the lines of here-documents are, which stand in the
 * text behind the line that begins them. Belongs to one thread and one text.
 */
final class ShellText {
    /** Commands and words within one another. */
    private static final int DEEPEST = 200;

    private static final int MOST_GAPS = 100;
    /** Words of one text; what comes after them is given up. */
    private static final int MOST_WORDS = 2_000_000;
    /** What a word and what is built of it take. */
    private static final int BYTES_PER_WORD = 240;

    private static final int WORDS_AT_ONCE = 1024;

    /** The lines of a here-document, without the one that ends it. */
    record Here(int start, int end, boolean isPlain) {}

    final byte[] text;
    final Profile profile;
    final Names names;
    final List<Source.GivenUp> gaps = new ArrayList<>();
    private final Budget budget;
    int at;
    int end;
    /** The most arguments that what is read just now takes by their numbers. */
    int positions;
    /** Where the content begins of the quotes, comment or here-document that the whole text's end is in; -1 if it is in none. */
    int cutOffAt = -1;
    /** Of these, and of those that end, the long ones. */
    final List<Cut.Range> quoted = new ArrayList<>(0);

    private int depth;
    private int words;
    private long takenBytes;
    private boolean full;
    /** Where the line ends that begins here-documents, and where the text goes on behind these. */
    private int hereLine = -1;

    private int hereEnd;

    ShellText(byte[] text, Profile profile, Budget budget) {
        this.text = text;
        this.profile = profile;
        this.budget = budget;
        this.names = new Names(text);
        this.end = text.length;
    }

    void giveBack() {
        budget.giveBackMemory(takenBytes);
    }

    /** One level deeper; false, with all up to a parenthesis that closes given up, if that is too deep. */
    boolean enter() {
        if (depth >= DEEPEST) {
            gap("nested more than " + DEEPEST + " levels deep");
            for (int open = 0; at < end && (text[at] != ')' || open > 0); at++) {
                open += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            }
            return false;
        }
        depth++;
        return true;
    }

    void leave() {
        depth--;
    }

    private void gap(String reason) {
        if (gaps.size() < MOST_GAPS && (gaps.isEmpty() || gaps.getLast().start() < at)) {
            gaps.add(new Source.GivenUp(at, reason));
        }
    }

    /** Notes where quotes, a comment or a here-document have their content. */
    void content(int from, int to) {
        if (to >= text.length && cutOffAt < 0) {
            cutOffAt = from;
        }
        Cut.Range range = new Cut.Range(from, to);
        if (range.isLong()) {
            quoted.add(range);
        }
    }

    /** Counts a word; where there is no room for more of them, the text ends. */
    void spend() {
        if (words++ % WORDS_AT_ONCE != 0 || full) {
            return;
        }
        budget.spendWork((long) WORDS_AT_ONCE * Long.BYTES);
        long bytes =
                ((long) WORDS_AT_ONCE * BYTES_PER_WORD + Memory.UNIT_BYTES - 1) / Memory.UNIT_BYTES * Memory.UNIT_BYTES;
        if (words > MOST_WORDS || !budget.tryTakeMemory(bytes)) {
            gap("more tokens than are kept");
            full = true;
            end = at;
            return;
        }
        takenBytes += bytes;
    }

    /** Goes on elsewhere, up to {@code to}; unless there is no room for more. */
    void go(int from, int to) {
        at = full ? end : from;
        end = full ? end : to;
    }

    boolean isAtEnd() {
        return at >= end;
    }

    int peek() {
        return peek(0);
    }

    /** The byte so far ahead; 0 behind the end. */
    int peek(int ahead) {
        return at + ahead < end ? text[at + ahead] : 0;
    }

    boolean accept(char sign) {
        if (at < end && text[at] == sign) {
            at++;
            return true;
        }
        return false;
    }

    boolean startsWith(String sign) {
        if (end - at < sign.length()) {
            return false;
        }
        for (int k = 0; k < sign.length(); k++) {
            if (text[at + k] != sign.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    boolean accept(String sign) {
        if (startsWith(sign)) {
            at += sign.length();
            return true;
        }
        return false;
    }

    static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    static boolean isName(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || isDigit(c);
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Whether a byte ends a word that is in no quotes. */
    static boolean endsWord(int c) {
        return isBlank(c)
                || c == '\n'
                || c == ';'
                || c == '&'
                || c == '|'
                || c == '<'
                || c == '>'
                || c == '('
                || c == ')';
    }

    /** Skips what parts words. */
    void blanks() {
        while (at < end) {
            if (isBlank(text[at])) {
                at++;
            } else if (text[at] == '\\' && (peek(1) == '\n' || peek(1) == '\r' && peek(2) == '\n')) {
                at += peek(1) == '\n' ? 2 : 3;
            } else {
                return;
            }
        }
    }

    /** Skips what parts commands: ends of lines, comments, semicolons but two of them side by side. */
    void separators() {
        while (at < end) {
            blanks();
            if (!line() && !comment() && !(peek() == ';' && peek(1) != ';' && accept(';')) && !accept('&')) {
                return;
            }
        }
    }

    /** Skips ends of lines and comments. */
    void lines() {
        do {
            blanks();
        } while (line() || comment());
    }

    private boolean line() {
        if (at >= end || text[at] != '\n') {
            return false;
        }
        boolean isHere = at == hereLine;
        at = isHere ? Math.min(end, hereEnd) : at + 1;
        return true;
    }

    /** Skips a comment, where a word may begin. */
    boolean comment() {
        if (peek() != '#') {
            return false;
        }
        int start = at;
        at = lineEnd(at);
        content(start + 1, at);
        return true;
    }

    private int lineEnd(int from) {
        int i = from;
        while (i < end && text[i] != '\n') {
            i++;
        }
        return i;
    }

    /** Finds the lines of a here-document that a word begins, which has just been read. */
    Here here(String delimiter, boolean isPlain, boolean mayIndent) {
        int line = hereLine >= at ? hereLine : lineEnd(at);
        int start = line == hereLine ? hereEnd : Math.min(end, line + 1);
        hereLine = line;
        int i = start;
        while (i < end) {
            int next = lineEnd(i);
            if (isDelimiter(i, next, delimiter, mayIndent)) {
                hereEnd = Math.min(end, next + 1);
                content(start, i);
                return new Here(start, i, isPlain);
            }
            i = next + 1;
        }
        hereEnd = end;
        content(start, end);
        return new Here(start, end, isPlain);
    }

    private boolean isDelimiter(int from, int to, String delimiter, boolean mayIndent) {
        int i = from;
        while (mayIndent && i < to && text[i] == '\t') {
            i++;
        }
        int last = to > i && text[to - 1] == '\r' ? to - 1 : to;
        return last - i == delimiter.length() && names.of(i, last).equals(delimiter);
    }

    /** What a word that is all of {@code start} to {@code end} means. */
    Word word(int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + text[i];
        }
        return Word.of(profile.word(text, start, end, hash) & 0xff);
    }
}
