package dev.assay.app.render;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of styled text for a terminal. All text that it is given is escaped, and styles are its own: so nothing in
 * scanned content can reach the terminal as a control sequence, whatever the caller forgets.
 */
final class Page {
    /** Beyond this, prose is hard to read however wide the window is. */
    private static final int MOST_COLUMNS_OF_PROSE = 100;

    /** Names up to here are shown whole, so that they can be copied; the terminal wraps them. */
    private static final int MOST_COLUMNS_OF_NAME = 1000;

    private static final int MOST_COLUMNS_OF_BRIEF = 60;

    private final Writer out;
    private final boolean colour;
    private final boolean unicode;
    private final int width;
    private int column;

    Page(OutputStream out, RenderOptions options) {
        this(out, options.colour(), options.unicode(), options.width());
    }

    Page(OutputStream out, boolean colour, boolean unicode, int width) {
        this.out = new BufferedWriter(new OutputStreamWriter(
                new UncheckedOutput(out), unicode ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII));
        this.colour = colour;
        this.unicode = unicode;
        this.width = width;
    }

    String arrow() {
        return unicode ? "→" : "->";
    }

    String dot() {
        return unicode ? " · " : " | ";
    }

    private String ellipsis() {
        return unicode ? "…" : "...";
    }

    /** Adds to the current line as it is. */
    Page add(Style style, String text) {
        String clean = Terminal.escape(text, unicode);
        raw(style, clean);
        column += Terminal.columns(clean);
        return this;
    }

    Page add(String text) {
        return add(Style.PLAIN, text);
    }

    /** A short word on a coloured ground, or just the word. */
    Page badge(Style style, String word) {
        return add(style, colour ? " " + word + " " : word);
    }

    /** Adds a name, with its middle left out if it is longer than anybody reads. */
    Page name(Style style, String name) {
        String clean = Terminal.escape(name, unicode);
        if (clean.length() > MOST_COLUMNS_OF_NAME) {
            int half = MOST_COLUMNS_OF_NAME / 2;
            int from = clean.length() - half;
            clean = clean.substring(0, Character.isLowSurrogate(clean.charAt(half)) ? half - 1 : half)
                    + ellipsis()
                    + clean.substring(Character.isLowSurrogate(clean.charAt(from)) ? from + 1 : from);
        }
        raw(style, clean);
        column += Terminal.columns(clean);
        return this;
    }

    /** Adds a value, cut where it gets long. */
    Page brief(String value) {
        return add(
                wrap(Terminal.escape(value, unicode), MOST_COLUMNS_OF_BRIEF, 1).getFirst());
    }

    /** Adds at the right end of the line if there is room, else on a line of its own. */
    Page right(Style style, String text) {
        int columns = Terminal.columns(Terminal.escape(text, unicode));
        int limit = Math.min(width, MOST_COLUMNS_OF_PROSE);
        if (column + 2 + columns <= limit) {
            return spaces(limit - columns - column).add(style, text);
        }
        return newLine().spaces(2).add(style, text);
    }

    Page spaces(int n) {
        write(" ".repeat(n));
        column += n;
        return this;
    }

    Page newLine() {
        write("\n");
        column = 0;
        return this;
    }

    /**
     * Adds prose from the current column on, wrapped at spaces, and ends the line. Further lines begin at the column
     * where the first did.
     */
    Page prose(Style style, String text, int mostLines) {
        int indent = column;
        int room = Math.max(Math.min(width, MOST_COLUMNS_OF_PROSE) - indent, 20);
        List<String> lines = wrap(Terminal.escape(text, unicode), room, mostLines);
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                spaces(indent);
            }
            raw(style, lines.get(i));
            newLine();
        }
        return this;
    }

    /** A line of things with a dot between, continued on the next line where one would be broken. */
    Page items(Style style, List<String> items) {
        StringBuilder line = new StringBuilder();
        for (String item : items) {
            String clean = Terminal.escape(item, unicode);
            if (!line.isEmpty() && Terminal.columns(line + dot() + clean) > width) {
                raw(style, line.toString());
                newLine();
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : dot()).append(clean);
        }
        raw(style, line.toString());
        return newLine();
    }

    void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> wrap(String text, int room, int mostLines) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int columns = 0;
        int lastSpace = -1;
        int step;
        for (int i = 0; i < text.length(); i += step) {
            int point = text.codePointAt(i);
            step = Character.charCount(point);
            int wide = Terminal.columns(point);
            if (columns + wide > room && point != ' ') {
                if (lines.size() == mostLines - 1) {
                    lines.add(cut(line, room));
                    return lines;
                }
                String rest = lastSpace < 0 ? "" : line.substring(lastSpace + 1);
                lines.add((lastSpace < 0 ? line.toString() : line.substring(0, lastSpace)).stripTrailing());
                line.setLength(0);
                line.append(rest);
                columns = Terminal.columns(rest);
                lastSpace = -1;
            }
            if (point == ' ') {
                lastSpace = line.length();
            }
            line.appendCodePoint(point);
            columns += wide;
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    private String cut(StringBuilder line, int room) {
        String mark = ellipsis();
        while (!line.isEmpty() && Terminal.columns(line.toString()) + mark.length() > room) {
            line.setLength(line.offsetByCodePoints(line.length(), -1));
        }
        return line + mark;
    }

    /** Writes text that is clean already. */
    private void raw(Style style, String clean) {
        boolean styled = colour && style != Style.PLAIN && !clean.isEmpty();
        if (styled) {
            write("\u001b[" + style.sgr() + "m");
        }
        write(clean);
        if (styled) {
            write("\u001b[0m");
        }
    }

    private void write(String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
