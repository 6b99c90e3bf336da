package dev.assay.detectors.name;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Whether something is an English word. Read when the first name needs it: only one that resembles another does. */
final class English {
    static final int SHORTEST = 4;
    private static final int LONGEST = 10;

    private English() {}

    private static final class Table {
        static final HashTable WORDS = read();

        private static HashTable read() {
            List<String> words = new ArrayList<>();
            try (BufferedReader in = new BufferedReader(new InputStreamReader(
                    Objects.requireNonNull(English.class.getResourceAsStream("english.txt")),
                    StandardCharsets.US_ASCII))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (!line.startsWith("#")) {
                        words.add(line);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            HashTable table = new HashTable(words.size());
            for (String word : words) {
                table.put(HashTable.mix(Form.hashOf(word), 0), 1);
            }
            return table;
        }
    }

    /** By hash: of the few names that an attacker could choose near a popular one, none meets a word by accident. */
    static boolean has(Form form, int from, int to) {
        int length = to - from;
        return length >= SHORTEST && length <= LONGEST && Table.WORDS.get(HashTable.mix(form.hash(from, to), 0)) > 0;
    }
}
