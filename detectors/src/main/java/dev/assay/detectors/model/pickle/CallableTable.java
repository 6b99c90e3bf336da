package dev.assay.detectors.model.pickle;

import dev.assay.engine.text.Parts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of callables beside this class. Immutable. Each line has five columns: a module, the names in it with spaces
 * between them, and three that hold for all of these. Lines are sorted by module. Above them are comments, which begin with
 * {@code #}, and texts that many lines share: {@code =key}, a tab and the text, for which {@code =key} stands in a line.
 *
 * <p>The file is searched as it is, by bisection over its bytes: most scans ask for a few names out of some ten thousand,
 * and to make a map of all of them would cost more than the scan of a small file.
 */
final class CallableTable {
    static final int COLUMNS = 5;
    private static final byte TAB = '\t';
    private static final byte NEWLINE = '\n';
    private static final byte SHARED = '=';

    /** What a line says of the names in it: its last three columns. */
    record Line(String first, String second, String why) {}

    /** One pair of module and name with its line; for the tests. */
    record Row(String module, String name, Line line) {}

    private final byte[] bytes;
    private final int from;

    private CallableTable(byte[] bytes) {
        this.bytes = bytes;
        int start = 0;
        while (start < bytes.length && (bytes[start] == '#' || bytes[start] == SHARED)) {
            start = endOfLine(start) + 1;
        }
        this.from = start;
    }

    static CallableTable read(String file) {
        try (InputStream in = CallableTable.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not in the build");
            }
            return new CallableTable(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is said of this very pair, or null. */
    @Nullable
    Line find(String module, String name) {
        int low = from;
        int high = bytes.length;
        while (low < high) {
            int start = startOfLine((low + high) >>> 1);
            if (compareModule(start, module) < 0) {
                low = endOfLine(start) + 1;
            } else {
                high = start;
            }
        }
        for (int line = low; line < bytes.length && compareModule(line, module) == 0; line = endOfLine(line) + 1) {
            int names = line + module.length() + 1;
            if (holds(names, name)) {
                return line(line);
            }
        }
        return null;
    }

    /** Whether the list of names that begins here has this one. */
    private boolean holds(int names, String name) {
        int word = names;
        while (true) {
            int end = word;
            while (bytes[end] != ' ' && bytes[end] != TAB) {
                end++;
            }
            if (end - word == name.length() && matches(word, name)) {
                return true;
            }
            if (bytes[end] == TAB) {
                return false;
            }
            word = end + 1;
        }
    }

    private boolean matches(int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Orders the module of the line that begins here against another. */
    private int compareModule(int line, String module) {
        for (int i = 0; ; i++) {
            byte here = bytes[line + i];
            if (here == TAB) {
                return i < module.length() ? -1 : 0;
            }
            int difference = i < module.length() ? here - module.charAt(i) : 1;
            if (difference != 0) {
                return difference;
            }
        }
    }

    private int startOfLine(int within) {
        int at = within;
        while (at > from && bytes[at - 1] != NEWLINE) {
            at--;
        }
        return at;
    }

    private int endOfLine(int within) {
        int at = within;
        while (at < bytes.length && bytes[at] != NEWLINE) {
            at++;
        }
        return at;
    }

    private Line line(int start) {
        List<String> cells = cells(start);
        return new Line(cells.get(2), text(cells.get(3)), text(cells.get(4)));
    }

    /** The text that a cell stands for. */
    private String text(String cell) {
        if (cell.isEmpty() || cell.charAt(0) != SHARED) {
            return cell;
        }
        for (int start = 0; start < from; start = endOfLine(start) + 1) {
            if (matches(start, cell) && bytes[start + cell.length()] == TAB) {
                int text = start + cell.length() + 1;
                return new String(bytes, text, endOfLine(text) - text, StandardCharsets.US_ASCII);
            }
        }
        throw new IllegalStateException("no text has the key " + cell);
    }

    private List<String> cells(int start) {
        String text = new String(bytes, start, endOfLine(start) - start, StandardCharsets.US_ASCII);
        List<String> cells = Parts.of(text, '\t');
        if (cells.size() != COLUMNS) {
            throw new IllegalStateException("a line needs " + COLUMNS + " columns: " + text);
        }
        return cells;
    }

    /** All pairs in the order of the file. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int start = from; start < bytes.length; start = endOfLine(start) + 1) {
            List<String> cells = cells(start);
            Line line = line(start);
            for (String name : Parts.of(cells.get(1), ' ')) {
                rows.add(new Row(cells.get(0), name, line));
            }
        }
        return rows;
    }
}
