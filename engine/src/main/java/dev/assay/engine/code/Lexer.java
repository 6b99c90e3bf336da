package dev.assay.engine.code;

import dev.assay.engine.bytes.Budget;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text of any language into {@link Tokens}, in one pass and in time linear in its length: brackets are paired as they come,
 * expressions within texts are cut like all others. Nothing is refused: what a language does not have becomes
 * {@link Tokens#OTHER}. Belongs to one thread.
 *
 * <p>Brackets pair up by kind. One that closes also ends whatever was opened within and not closed; one that closes nothing pairs
 * with nothing.
 */
final class Lexer {
    private static final int CLOCK_EVERY_BYTES = 1 << 16;
    static final int TAB = 8;

    /** What operators of one's own are made of. */
    private static final String OPERATOR_SIGNS = "!#%&*+-/:<=>?@\\^|~";

    /** What ends a block that is told by its indentation, for whoever reads it. */
    private static final String END_MARK = "end";

    /** Stands by itself on the line that ends the program. */
    private static final String LAST_LINE = "__END__";

    final byte[] text;
    final Profile profile;
    final Tokens tokens;
    int at;
    private final Budget budget;
    private final Room room;
    private final Brackets brackets;
    private final StringLexer strings;
    private final ValuePosition position;
    private final PatternLexer patterns;
    private final Directives directives;
    private final @Nullable IndentLayout layout;
    private final @Nullable OffsideRule offside;
    private int flags;
    private int clockAt;
    private boolean full;
    private int unendedAt = -1;
    private int cutOffAt = -1;
    private long failedBytes;

    /** Says whether there is memory for more tokens. */
    interface Room {
        boolean take(int tokens);
    }

    Lexer(byte[] text, Profile profile, Budget budget, Room room) {
        this.text = text;
        this.profile = profile;
        this.budget = budget;
        this.room = room;
        int capacity = Math.max(16, text.length / 6);
        if (!room.take(capacity)) {
            capacity = 16;
        }
        tokens = new Tokens(text, capacity);
        brackets = new Brackets(tokens);
        strings = new StringLexer(this);
        position = new ValuePosition(this);
        patterns = new PatternLexer(this);
        directives = new Directives(this);
        layout = profile.layout() == Profile.Layout.INDENT ? new IndentLayout(this) : null;
        offside = profile.has(Trait.OPTIONAL_BRACES) ? new OffsideRule(this) : null;
    }

    /** Whether there was no room for all tokens. */
    boolean isFull() {
        return full;
    }

    /** Where that begins which the text does not end: a bracket, a text of several lines, a comment; -1 if all ends. */
    int brokenOffAt() {
        int bracket = brackets.unclosed();
        int place = full || bracket < 0 ? -1 : tokens.starts[bracket];
        return place < 0 || unendedAt >= 0 && unendedAt < place ? unendedAt : place;
    }

    /** Where the content begins of the literal or comment that the text's end is in; -1 if it is in none. */
    int cutOffAt() {
        return cutOffAt;
    }

    /** Notes that what has its content from there goes on to the end of the text, which may be where it ends. */
    void isCutOff(int content) {
        cutOffAt = content;
    }

    /** Notes that what begins there goes on to the end of the text, and must not. */
    void doesNotEnd(int start) {
        unendedAt = unendedAt < 0 ? start : Math.min(unendedAt, start);
    }

    Tokens read() {
        if (text.length >= 3 && text[0] == (byte) 0xef && text[1] == (byte) 0xbb && text[2] == (byte) 0xbf) {
            at = 3;
        }
        if (startsWith(at, "#!")) {
            skipLine();
        }
        at = profile.pages().begin(text, at);
        flags = Tokens.AFTER_LINE;
        if (layout != null) {
            layout.begin();
        }
        while (at < text.length && !full) {
            if (at >= clockAt) {
                clockAt = at + CLOCK_EVERY_BYTES;
                budget.spendWork(CLOCK_EVERY_BYTES);
            }
            next();
        }
        if (layout != null) {
            layout.end();
        } else {
            directives.end();
        }
        tokens.close();
        brackets.end();
        return tokens;
    }

    private void next() {
        byte b = text[at];
        switch (profile.shape(b)) {
            case Profile.SPACE -> {
                at++;
                flags |= Tokens.AFTER_SPACE;
            }
            case Profile.LINE -> line();
            case Profile.LETTER -> name();
            case Profile.DIGIT -> number();
            case Profile.OPENS -> open();
            case Profile.CLOSES -> close();
            default -> sign(b);
        }
    }

    private void line() {
        at = patterns.skipHereDocuments(at);
        if (at < text.length) {
            skipLineEnd();
        }
        flags |= Tokens.AFTER_LINE | Tokens.AFTER_SPACE;
        directives.end();
        if (layout != null) {
            layout.line();
        }
    }

    void skipLineEnd() {
        if (text[at] == '\r' && at + 1 < text.length && text[at + 1] == '\n') {
            at++;
        }
        at++;
    }

    void skipLine() {
        while (at < text.length && text[at] != '\n' && text[at] != '\r') {
            at++;
        }
    }

    private void name() {
        int start = at;
        int hash = 0;
        do {
            hash = hash * 31 + text[at++];
        } while (at < text.length && profile.continuesName(text[at]));
        if (profile.endsName(byteAt(at)) && byteAt(at + 1) != '=' && byteAt(at + 1) != text[at]) {
            add(Tokens.NAME, start, ++at, 0);
            return;
        }
        if (endsProgram(start)) {
            return;
        }
        if (at < text.length && at - start <= 4 && profile.mayFollowPrefix(text[at])) {
            if (strings.prefixed(start)) {
                return;
            }
        }
        if (offside != null && (flags & Tokens.AFTER_LINE) != 0 && endMark(start)) {
            return;
        }
        add(Tokens.NAME, start, at, profile.word(text, start, at, hash));
    }

    /** Skips {@code end} and a name, if a line has nothing else. */
    private boolean endMark(int start) {
        if (at - start != END_MARK.length() || !startsWith(start, END_MARK) || byteAt(at) != ' ') {
            return false;
        }
        int end = at;
        while (byteAt(end) == ' ') {
            end++;
        }
        int name = end;
        while (end < text.length && profile.continuesName(text[end])) {
            end++;
        }
        while (byteAt(end) == ' ') {
            end++;
        }
        if (end == name || end < text.length && text[end] != '\n' && text[end] != '\r') {
            return false;
        }
        at = end;
        return true;
    }

    private void number() {
        int start = at;
        boolean hex = text[at] == '0' && at + 1 < text.length && (text[at + 1] | 0x20) == 'x';
        at++;
        while (at < text.length) {
            int b = text[at];
            int lower = b | 0x20;
            if (b >= '0' && b <= '9' || lower >= 'a' && lower <= 'z' || b == '_') {
                at++;
                boolean exponent = hex ? lower == 'p' : lower == 'e';
                if (exponent && at + 1 < text.length && (text[at] == '+' || text[at] == '-') && isDigit(at + 1)) {
                    at++;
                }
            } else if (b == '.' && isDigit(at + 1)
                    || b == '.' && at > start && !profile.continuesName(byteAt(at + 1)) && byteAt(at + 1) != '.'
                    || b == '.' && isSuffix(at + 1)
                    || b == profile.digitSeparator() && Character.digit(byteAt(at + 1), 16) >= 0) {
                at++;
            } else {
                break;
            }
        }
        add(Tokens.NUMBER, start, at, 0);
    }

    private boolean isSuffix(int i) {
        int lower = byteAt(i) | 0x20;
        return (lower == 'f' || lower == 'd' || lower == 'l' || lower == 'j') && !profile.continuesName(byteAt(i + 1))
                || lower == 'e' && (isDigit(i + 1) || (byteAt(i + 1) == '-' || byteAt(i + 1) == '+') && isDigit(i + 2));
    }

    private boolean isDigit(int i) {
        return i < text.length && text[i] >= '0' && text[i] <= '9';
    }

    /** The byte there, 0 after the end. */
    byte byteAt(int i) {
        return i < text.length ? text[i] : 0;
    }

    boolean startsWith(int i, String sign) {
        if (i < 0 || text.length - i < sign.length()) {
            return false;
        }
        for (int k = 0; k < sign.length(); k++) {
            if (text[i + k] != sign.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    private void open() {
        if (text[at] == '{' || !comment()) {
            brackets.open(add(Tokens.OPEN, at, at + 1, 0));
            at++;
        }
    }

    private void close() {
        boolean ended = brackets.close(add(Tokens.CLOSE, at, at + 1, -1));
        at++;
        if (ended) {
            strings.resume();
        }
    }

    /** Opens an expression within a text. */
    void openWithinText(int length) {
        brackets.open(add(Tokens.OPEN | Tokens.WITHIN_TEXT, at, at + length, 0));
        at += length;
    }

    private void sign(byte b) {
        if (comment() || endsProgram()) {
            return;
        }
        if (b == '`' && profile.has(Trait.QUOTED_NAMES) && quotedName()) {
            return;
        }
        if (b == '<' && profile.has(Trait.HERE_DOCUMENTS) && patterns.hereDocument()) {
            return;
        }
        if (strings.begins()) {
            return;
        }
        if (b == '.' && isDigit(at + 1) && !profile.has(Trait.TYPE_PATHS)) {
            number();
            return;
        }
        if (b == '/'
                && profile.has(Trait.REGEX)
                && (position.expectsValue() || position.mayBeGiven())
                && patterns.regex()) {
            return;
        }
        if (b == ':' && brackets.isWithinText() && strings.specifier()) {
            return;
        }
        if (b == '#' && profile.has(Trait.PREPROCESSOR) && (flags & Tokens.AFTER_LINE) != 0) {
            directives.read();
            return;
        }
        if ((b == '\\' || b == '`') && (byteAt(at + 1) == '\n' || byteAt(at + 1) == '\r')) {
            at++;
            skipLineEnd();
            flags |= Tokens.AFTER_SPACE;
            return;
        }
        switch (b) {
            case ',' -> add(Tokens.COMMA, at, at + 1, 0);
            case ';' -> add(Tokens.SEMICOLON, at, at + 1, 0);
            default -> {
                int operator = profile.operatorAt(text, at);
                int length = operator == 0 ? 1 : Operators.text(operator).length();
                int run = profile.has(Trait.OWN_OPERATORS) ? signs() : 0;
                if (run > length) {
                    boolean assigns = text[at + run - 1] == '=' && text[at] != '=';
                    operator = assigns ? Signs.OWN_ASSIGN : Signs.OWN;
                    length = run;
                }
                add(operator == 0 ? Tokens.OTHER : Tokens.OPERATOR, at, at + length, operator);
                at += length;
                return;
            }
        }
        at++;
    }

    /** A name between backquotes, if they end on this line. */
    private boolean quotedName() {
        int end = at + 1;
        while (end < text.length && text[end] != '`' && text[end] != '\n' && text[end] != '\r') {
            end++;
        }
        if (byteAt(end) != '`') {
            return false;
        }
        add(Tokens.NAME, at + 1, end, 0);
        at = end + 1;
        return true;
    }

    /** How many signs stand side by side here that operators are made of; a comment is none. */
    private int signs() {
        int end = at;
        while (end < text.length
                && OPERATOR_SIGNS.indexOf(text[end]) >= 0
                && !startsWith(end, "//")
                && !startsWith(end, "/*")) {
            end++;
        }
        return end - at;
    }

    /** Skips a comment if there is one here. */
    private boolean comment() {
        String end = profile.commentAt(text, at);
        if (end == null) {
            return false;
        }
        flags |= Tokens.AFTER_SPACE;
        if (end.isEmpty()) {
            skipComment();
            while (profile.has(Trait.PREPROCESSOR) && at < text.length && at > 0 && text[at - 1] == '\\') {
                skipLineEnd();
                skipLine();
            }
            return true;
        }
        String begin = profile.commentBeginAt(text, at);
        int start = at;
        at += begin.length();
        int open = 1;
        while (at < text.length) {
            if (text[at] == end.charAt(0) && startsWith(at, end)) {
                at += end.length();
                if (--open == 0) {
                    return true;
                }
            } else if (profile.nestsComments() && text[at] == begin.charAt(0) && startsWith(at, begin)) {
                at += begin.length();
                open++;
            } else {
                if (text[at] == '\n' || text[at] == '\r') {
                    flags |= Tokens.AFTER_LINE;
                }
                at++;
            }
        }
        isCutOff(start + begin.length());
        doesNotEnd(start);
        return true;
    }

    /** Skips what is left of a line, as far as a program in a page goes. */
    private void skipComment() {
        int start = at;
        while (at < text.length
                && text[at] != '\n'
                && text[at] != '\r'
                && !profile.pages().isEnd(text, at)) {
            at++;
        }
        if (at == text.length) {
            isCutOff(start);
        }
    }

    /** Skips what stands between two programs of a page, if one ends here; a statement ends with it. */
    private boolean endsProgram() {
        if (!profile.pages().isEnd(text, at)) {
            return false;
        }
        int end = at + profile.pages().endLength();
        add(Tokens.SEMICOLON, at, end, 0);
        at = profile.pages().next(text, end);
        flags |= Tokens.AFTER_LINE | Tokens.AFTER_SPACE;
        return true;
    }

    /** Whether what is behind is no program any more. */
    private boolean endsProgram(int start) {
        boolean ends = profile.has(Trait.HERE_DOCUMENTS)
                && at - start == LAST_LINE.length()
                && (flags & Tokens.AFTER_LINE) != 0
                && startsWith(start, LAST_LINE);
        if (ends) {
            at = text.length;
        }
        return ends;
    }

    /** Counts what was looked at for an end that was not there. */
    void sawInVain(int bytes) {
        failedBytes += bytes;
    }

    /** Whether so much was looked at in vain that looking further would not be linear. */
    boolean isTired() {
        return failedBytes > text.length;
    }

    /** Adds a token and gives its index. */
    int add(int kind, int start, int end, int data) {
        if (offside != null && (flags & Tokens.AFTER_LINE) != 0 && kind != Tokens.CLOSE) {
            int seen = flags;
            flags = 0;
            offside.beginLine(start, kind == Tokens.NAME ? Word.of(data & 0xff) : Word.NONE);
            flags = seen;
        }
        int i = tokens.count;
        if (i == tokens.capacity()) {
            int more = Math.max(16, i / 2);
            if (full || !room.take(more)) {
                full = true;
                return -1;
            }
            tokens.grow(i + more);
        }
        tokens.kinds[i] = kind | flags;
        tokens.starts[i] = start;
        tokens.ends[i] = end;
        tokens.data[i] = data;
        tokens.count = i + 1;
        flags = 0;
        return i;
    }

    /** Adds a brace that nobody wrote, behind the last token, and gives its index. */
    int imply(int kind) {
        int place = tokens.count == 0 ? 0 : tokens.ends[tokens.count - 1];
        return add(kind | Tokens.IMPLIED, place, place, 0);
    }

    Brackets brackets() {
        return brackets;
    }

    ValuePosition position() {
        return position;
    }

    /** Whether that was seen between the last token and here. */
    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    void sawLine() {
        flags |= Tokens.AFTER_LINE;
    }

    void sawOnlyLine() {
        flags = Tokens.AFTER_LINE;
    }
}
