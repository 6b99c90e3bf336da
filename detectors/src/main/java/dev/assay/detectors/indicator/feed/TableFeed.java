package dev.assay.detectors.indicator.feed;

import dev.assay.engine.text.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of a table: CSV (RFC 4180), or the same parted by tabs or semicolons, whichever the first row has. That row names the columns,
 * in any case of letters. One that {@link FeedRow} does not know refuses the table: read without its column of versions, it would mean every
 * version. Lines in front that begin with {@code #} do not count.
 */
final class TableFeed {
    private static final int MOST_COLUMNS = 100;
    private static final int MOST_SHOWN = 60;

    private final String text;
    private final char separator;
    private int at;
    private int line = 1;
    private boolean isOpen;

    private TableFeed(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /** Whether a line names columns, or means to. */
    static boolean isHead(String line, FeedRow rows) {
        List<String> columns = new TableFeed(line, separator(line)).head();
        return columns.size() > 1
                && columns.stream().anyMatch(FeedRow.COLUMNS::contains)
                && !rows.isEcosystem(columns.getFirst());
    }

    private static char separator(String line) {
        return line.indexOf('\t') >= 0 ? '\t' : line.indexOf(';') >= 0 && line.indexOf(',') < 0 ? ';' : ',';
    }

    /** @param text from the first row on */
    static void read(String text, int firstLine, FeedRow rows, FeedSink out) {
        int end = text.indexOf('\n');
        TableFeed table = new TableFeed(text, separator(end < 0 ? text : text.substring(0, end)));
        table.line = firstLine;
        List<String> columns = table.head();
        Optional<String> wrong = wrong(columns);
        if (wrong.isPresent()) {
            out.problem("line " + firstLine, wrong.get());
            return;
        }
        while (table.at < text.length()) {
            int line = table.line;
            List<String> row = table.row();
            if (table.isOpen) {
                out.problem("line " + line, "a field in quotation marks without an end");
                return;
            }
            if (row.size() == 1 && (row.getFirst().isBlank() || row.getFirst().startsWith("#"))) {
                continue;
            }
            if (row.size() != columns.size()) {
                out.problem("line " + line, row.size() + " fields instead of " + columns.size());
                continue;
            }
            Map<String, String> fields = new HashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                fields.put(columns.get(i), row.get(i));
            }
            rows.read(fields, "line " + line, out);
        }
    }

    /** Why columns cannot be read; nothing if they can. */
    private static Optional<String> wrong(List<String> columns) {
        String all = "; columns are " + String.join(", ", FeedRow.COLUMNS);
        for (String needed : FeedRow.NEEDED) {
            if (!columns.contains(needed)) {
                return Optional.of("a table without the column '" + needed + "'" + all);
            }
        }
        return columns.stream()
                .filter(each -> !FeedRow.COLUMNS.contains(each))
                .findFirst()
                .map(each -> "a table has no column '" + Printable.of(each, MOST_SHOWN) + "'" + all);
    }

    private List<String> head() {
        return row().stream()
                .map(column -> column.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private List<String> row() {
        List<String> fields = new ArrayList<>();
        while (true) {
            String field = at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
            if (fields.size() < MOST_COLUMNS) {
                fields.add(field);
            }
            if (at < text.length() && text.charAt(at) == separator) {
                at++;
                continue;
            }
            if (at < text.length()) {
                at++; // the end of the line
                line++;
            }
            return fields;
        }
    }

    private String plain() {
        int from = at;
        while (at < text.length() && text.charAt(at) != separator && text.charAt(at) != '\n') {
            at++;
        }
        return text.substring(from, at).strip();
    }

    private String quoted() {
        StringBuilder field = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            boolean isQuote = c == '"';
            if (isQuote && at < text.length() && text.charAt(at) == '"') {
                at++;
            } else if (isQuote) {
                return field + plain();
            }
            line += c == '\n' ? 1 : 0;
            field.append(c);
        }
        isOpen = true;
        return field.toString();
    }
}
