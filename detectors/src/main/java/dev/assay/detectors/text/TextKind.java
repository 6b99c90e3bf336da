package dev.assay.detectors.text;

import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Kinds;
import dev.assay.engine.decode.LineStarts;
import dev.assay.engine.decode.Magic;
import java.util.Locale;
import java.util.Set;

/** What kind of text a text is: always exactly one, so that it is read once. */
enum TextKind {
    /** A Jinja template by its name. */
    JINJA,
    JSON,
    /** Formats that people write templates into: YAML, HTML and the like. */
    MARKUP,
    NOTEBOOK,
    PYTHON,
    /** Lines of Python among folders, which it runs whenever it starts: {@code .pth}. */
    PYTHON_STARTUP,
    /** All other text. */
    TEXT,
    /** Any text in UTF-16 or UTF-32, with a mark of its byte order or without one. */
    UTF16,
    /** No text. */
    NONE;

    private static final Kinds<TextKind> KINDS = new Kinds<>(TextKind::of);

    private static final String BLOCK = "-----BEGIN ";

    /** As far as this the head is looked at. Formats with a long head of text and something else behind are few. */
    private static final int LOOKED_AT = 4096;

    /** So many characters in a row, half of them letters and several of these, are no numbers that happen to look like some. */
    private static final int UNITS = 16;

    /** Of so many characters in nearly all texts at most one is strange. */
    private static final int LEAST_TEXT = 16;

    private static final int LEAST_UNITS = 8;

    private static final int LEAST_LETTERS = 4;

    private static final Set<String> PROGRAMS = Set.of("py", "pyw");

    private static final String STARTUP = "pth";

    /** What comes before the first cell is of some kilobytes at most. */
    private static final int NOTEBOOK_LOOKED_AT = 32 << 10;

    private static final Set<String> JINJAS = Set.of("jinja", "jinja2", "j2");
    private static final Set<String> JSONS = Set.of("json", "jsonl", "ndjson", "json5", "jsonc", "geojson");
    private static final Set<String> MARKUPS = Set.of("yaml", "yml", "html", "htm", "xml", "tmpl", "tpl", "toml");

    /** Recognises this kind. */
    Magic magic() {
        return KINDS.is(this);
    }

    private static TextKind of(Head head) {
        if (isUtf16(head)) {
            return UTF16;
        }
        String extension = head.extension();
        if (PROGRAMS.contains(extension) && hasNoZero(head)) {
            return isTorchScript(head) ? TEXT : PYTHON;
        }
        if (extension.equals(STARTUP) && hasNoZero(head) && runsLines(head)) {
            return PYTHON_STARTUP;
        }
        if (JINJAS.contains(extension) && hasNoZero(head)) {
            return JINJA;
        }
        if (!isText(head)) {
            return NONE;
        }
        if (extension.equals("ipynb")) {
            return NOTEBOOK;
        }
        if (JSONS.contains(extension) || isObject(head)) {
            return isNotebook(head) ? NOTEBOOK : JSON;
        }
        if (MARKUPS.contains(extension)) {
            return MARKUP;
        }
        return isPythonProgram(head) ? PYTHON : TEXT;
    }

    /**
     * Texts hold no control characters but those of white space, escape and backspace; data does within a few bytes. What readers of a
     * text look for at its beginning, as those of keys do, they find whatever follows.
     */
    private static boolean isText(Head head) {
        int length = Math.min(withoutPadding(head), LOOKED_AT);
        for (int i = 0; i < length; i++) {
            if (isControl(head.at(i))) {
                return beginsBlock(head) || isNearlyText(head);
            }
        }
        return length > 0;
    }

    private static boolean isControl(int c) {
        return c >= 0 && c < 0x20 && c != '\n' && c != '\t' && c != '\r' && c != '\f' && c != 0x1b && c != '\b';
    }

    /** Whether one of the lines that are looked at begins as a block with a label does. */
    private static boolean beginsBlock(Head head) {
        int length = Math.min(head.length(), LOOKED_AT);
        for (int i = 0; i < length; i++) {
            if (head.at(i) == '-' && (i == 0 || head.at(i - 1) == '\n') && head.has(i, BLOCK)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether all but a few characters are of a text, which programs read as one: what is written around a zero counts for them. Of
     * what is longer than a head the rest may be data behind a text, as tensors are.
     */
    private static boolean isNearlyText(Head head) {
        if (!head.isWhole()
                || head.at(0) >= 0x80
                        && head.at(0) < 0xc0) { // as marks of binary formats begin, so that they are no text
            return false;
        }
        int strange = 0;
        int following = 0; // bytes that the character of UTF-8 still has
        for (int i = 0; i < head.length(); i++) {
            int c = head.at(i);
            boolean isFollowing = c >= 0x80 && c < 0xc0;
            boolean isWrong = isFollowing ? following == 0 : following > 0 || c >= 0xf5;
            strange += isWrong || isControl(c) ? 1 : 0;
            following = isFollowing ? Math.max(following - 1, 0) : c < 0xc0 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
        }
        return strange <= head.length() / LEAST_TEXT;
    }

    /** How much there is without the zeros that a text was filled up with behind its last line, to the size of a page or a sector. */
    private static int withoutPadding(Head head) {
        if (!head.isWhole()) {
            return head.length();
        }
        int length = head.length();
        while (length > 0 && head.bytes()[length - 1] == 0) {
            length--;
        }
        return length > 0 && head.bytes()[length - 1] == '\n' ? length : head.length();
    }

    /** Python and Jinja take any control character but zero in comments and texts, so a program cannot hide behind one. */
    private static boolean hasNoZero(Head head) {
        int length = Math.min(head.length(), LOOKED_AT);
        for (int i = 0; i < length; i++) {
            if (head.bytes()[i] == 0) {
                return false;
            }
        }
        return length > 0;
    }

    private static boolean runsLines(Head head) {
        return LineStarts.has(head, "import ") || LineStarts.has(head, "import\t");
    }

    private static boolean isUtf16(Head head) {
        return head.length() >= 4
                && (head.at(0) == 0xff && head.at(1) == 0xfe && (head.at(2) != 0 || head.at(3) != 0 || isWide(head, 4))
                        || head.at(0) == 0xfe && head.at(1) == 0xff
                        || head.has(0, "\0\0\u00fe\u00ff") && isWide(head, 7)
                        || isOfUnits(head, 2, 0)
                        || isOfUnits(head, 2, 1)
                        || isOfUnits(head, 4, 0)
                        || isOfUnits(head, 4, 3));
    }

    /** Whether a character of ASCII in four bytes stands behind a mark of four, its one byte that is not zero at {@code place}. */
    private static boolean isWide(Head head, int place) {
        for (int i = 4; i < 8; i++) {
            if (i == place ? head.at(i) <= 0 : head.at(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the first characters are of ASCII, in so many bytes each, all but one of which are zero. */
    private static boolean isOfUnits(Head head, int bytes, int place) {
        int length = Math.min(head.length() / bytes, UNITS) * bytes;
        if (length < LEAST_UNITS * bytes) {
            return false;
        }
        int letters = 0;
        int seen = 0; // by a bit for each letter
        for (int i = 0; i < length; i++) {
            int c = head.at(i);
            boolean isCharacter = c >= ' ' && c < 0x7f || c == '\n' || c == '\r' || c == '\t';
            if (i % bytes == place ? !isCharacter : c != 0) {
                return false;
            }
            if (i % bytes == place && Character.isLetter(c)) {
                letters++;
                seen |= 1 << (c & 31);
            }
        }
        return 2 * bytes * letters >= length && Integer.bitCount(seen) >= LEAST_LETTERS;
    }

    private static boolean isObject(Head head) {
        int i = skipSpace(head, head.has(0, "\u00ef\u00bb\u00bf") ? 3 : 0);
        return head.at(i) == '{' && (head.at(skipSpace(head, i + 1)) == '"');
    }

    /** Two names of nbformat; its own comes at the end of most notebooks. */
    private static boolean isNotebook(Head head) {
        return isObject(head) && holds(head, "\"cells\"") && holds(head, "\"cell_type\"");
    }

    private static boolean holds(Head head, String text) {
        int last = Math.min(head.length(), NOTEBOOK_LOOKED_AT) - text.length();
        for (int i = 0; i <= last; i++) {
            if (head.bytes()[i] == '"' && head.has(i, text)) {
                return true;
            }
        }
        return false;
    }

    private static int skipSpace(Head head, int from) {
        int i = from;
        while (i < LOOKED_AT && (head.at(i) == ' ' || head.at(i) == '\n' || head.at(i) == '\r' || head.at(i) == '\t')) {
            i++;
        }
        return i;
    }

    private static boolean isPythonProgram(Head head) {
        if (!head.has(0, "#!")) {
            return false;
        }
        for (int i = 2; i < LOOKED_AT && head.at(i) > '\n'; i++) {
            if (head.has(i, "python")) {
                return true;
            }
        }
        return false;
    }

    /** TorchScript has Python's syntax and another meaning; its own folder reads it. */
    private static boolean isTorchScript(Head head) {
        String path = "/" + head.path().toLowerCase(Locale.ROOT);
        return head.around().contains("zip")
                && (path.contains("/code/__torch__")
                        || path.contains("/code/") && head.around().contains("torchscript"));
    }
}
