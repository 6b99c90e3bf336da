package dev.assay.app.render;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

/**
 * What a terminal can show, and what it must not be shown. Names and evidence come from whoever made the scanned files:
 * printed as they are, an escape sequence in them could recolour a verdict or rewrite the line above, and a bidirectional
 * override could turn {@code gpj.exe} around.
 */
public final class Terminal {
    private static final int DEFAULT_WIDTH = 80;

    private Terminal() {}

    /**
     * Whether to colour: never with a non-empty {@code NO_COLOR} (no-color.org), else always with {@code CLICOLOR_FORCE},
     * else on a terminal that is not dumb and without {@code CLICOLOR=0} (bixense.com/clicolors).
     */
    public static boolean colour(Map<String, String> environment, boolean isTerminal) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return false;
        }
        String force = environment.getOrDefault("CLICOLOR_FORCE", "0");
        if (!force.isEmpty() && !force.equals("0")) {
            return true;
        }
        return isTerminal
                && !isDumb(environment)
                && !environment.getOrDefault("CLICOLOR", "1").equals("0");
    }

    /** Whether it cannot even return to the start of a line, so that nothing can be rewritten in place. */
    public static boolean isDumb(Map<String, String> environment) {
        return environment.getOrDefault("TERM", "").equals("dumb");
    }

    public static boolean unicode(Charset charset) {
        return charset.equals(StandardCharsets.UTF_8);
    }

    /** Columns as {@code COLUMNS} says, else 80. */
    public static int width(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        if (columns.isEmpty()
                || columns.length() > 4
                || !columns.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return DEFAULT_WIDTH;
        }
        int width = Integer.parseInt(columns);
        return width == 0 ? DEFAULT_WIDTH : width;
    }

    /**
     * The text with everything escaped that would not show as itself: controls as {@code \n}, {@code \x1b}, all that is
     * invisible, reorders or stands alone as {@code \}{@code u{202e}}. Printable text is returned as it is, and the
     * escaped text is left alone by another call.
     *
     * @param unicode false to escape all that is not ASCII
     */
    public static String escape(String text, boolean unicode) {
        int clean = 0;
        while (clean < text.length() && text.charAt(clean) >= ' ' && text.charAt(clean) < 0x7f) {
            clean++;
        }
        if (clean == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, clean);
        int step;
        for (int i = clean; i < text.length(); i += step) {
            int point = text.codePointAt(i);
            step = Character.charCount(point);
            if (!unicode && point > 0x7e || !isVisible(point)) {
                appendEscape(out, point);
            } else {
                out.appendCodePoint(point);
            }
        }
        return out.toString();
    }

    private static void appendEscape(StringBuilder out, int point) {
        switch (point) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (point < 0x100) {
                    out.append("\\x").append(HexFormat.of().toHexDigits((byte) point));
                } else {
                    out.append("\\u{").append(Integer.toHexString(point)).append('}');
                }
            }
        }
    }

    /** Whether a character shows as itself, at its place. */
    static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            // FORMAT holds the bidirectional controls, the zero-width ones and the tags.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> !isBlankLetter(point);
        };
    }

    /** Letters and symbols that show as nothing: the Hangul fillers and the empty Braille pattern. */
    private static boolean isBlankLetter(int point) {
        return switch (point) {
            case 0x115f, 0x1160, 0x3164, 0xffa0, 0x2800 -> true;
            default -> false;
        };
    }

    /** How many columns a text takes; East Asian wide characters and emoji take two, combining marks none. */
    static int columns(String text) {
        int columns = 0;
        int step;
        for (int i = 0; i < text.length(); i += step) {
            int point = text.codePointAt(i);
            step = Character.charCount(point);
            columns += columns(point);
        }
        return columns;
    }

    static int columns(int point) {
        if (point < 0x300) {
            return 1;
        }
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    /** The blocks that UAX #11 calls wide, coarsely. */
    private static boolean isWide(int point) {
        return point >= 0x1100 && point <= 0x115f
                || point >= 0x2e80 && point <= 0xa4cf
                || point >= 0xac00 && point <= 0xd7a3
                || point >= 0xf900 && point <= 0xfaff
                || point >= 0xfe30 && point <= 0xfe6f
                || point >= 0xff00 && point <= 0xff60
                || point >= 0xffe0 && point <= 0xffe6
                || point >= 0x1f300 && point <= 0x1f64f
                || point >= 0x1f680 && point <= 0x1f6ff
                || point >= 0x1f900 && point <= 0x1f9ff
                || point >= 0x20000 && point <= 0x3fffd;
    }
}
