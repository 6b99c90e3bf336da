package dev.assay.engine.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Tables that come with a detector: UTF-8 lines of fields parted by tabs. Blank lines and lines that begin with
 * {@code #} do not count. For our own resources only, never for what is scanned.
 */
public final class Rows {
    private Rows() {}

    /**
     * Reads a table.
     *
     * @param columns how many fields each row has
     * @throws IllegalArgumentException if a row has another number of fields, with the file and the line
     */
    public static List<List<String>> read(URL table, int columns) {
        List<List<String>> rows = new ArrayList<>();
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(table.openStream(), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                List<String> row = List.copyOf(Parts.of(line, '\t'));
                if (row.size() != columns) {
                    throw new IllegalArgumentException(
                            table + ":" + number + ": " + row.size() + " fields instead of " + columns);
                }
                rows.add(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}
