package dev.assay.detectors.crypto.setup;

import dev.assay.engine.text.Parts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of passwords in files of users, by its beginning (crypt(5), htpasswd(1), RFC 2307 and what directories made of it):
 * how it was made and with what cost. Nothing of the hash itself is kept.
 */
final class PasswordHashes {
    /** Of DES: two characters of salt, and the hash. */
    private static final int DES_CHARACTERS = 13;

    private static final String CRYPT = "{CRYPT}";

    private static final List<List<String>> ROWS = Table.read("password-hashes.tsv", 4);

    private PasswordHashes() {}

    static void read(Given given) {
        Span hash = given.value();
        while (hash.text().startsWith("!")) { // of an account that is locked
            hash = hash.part(1, hash.text().length());
        }
        if (hash.text().regionMatches(true, 0, CRYPT, 0, CRYPT.length())) {
            hash = hash.part(CRYPT.length(), hash.text().length());
        }
        List<String> row = row(hash.text());
        if (row != null) {
            Map<String, String> parameters = new TreeMap<>(Table.parameters(row.get(2)));
            cost(row, hash.text(), parameters);
            given.algorithm(row.get(1), given.argument(), parameters, hash);
        } else if (isDes(hash.text())) {
            given.algorithm("crypt", given.argument(), Map.of(), hash);
        }
    }

    private static @Nullable List<String> row(String hash) {
        for (List<String> row : ROWS) {
            String beginning = row.getFirst();
            boolean isScheme = beginning.charAt(0) == '{';
            if (hash.length() > beginning.length()
                    && hash.regionMatches(isScheme, 0, beginning, 0, beginning.length())) {
                return row;
            }
        }
        return null;
    }

    /** {@code $2y$10$...}, {@code $6$rounds=5000$...}: the last column says what the number behind the beginning is. */
    private static void cost(List<String> row, String hash, Map<String, String> into) {
        String name = row.get(3);
        if (name.equals("-")) {
            return;
        }
        int space = name.indexOf(' ');
        String sign = space < 0 ? "" : name.substring(space + 1);
        String field = Parts.of(hash.substring(row.getFirst().length()), '$').getFirst();
        if (field.startsWith(sign) && Readings.isNumber(field.substring(sign.length()))) {
            String number = field.substring(sign.length());
            into.put(space < 0 ? name : name.substring(0, space), Integer.toString(Integer.parseInt(number)));
        }
    }

    private static boolean isDes(String hash) {
        return hash.length() == DES_CHARACTERS
                && hash.chars()
                        .allMatch(c -> c == '.'
                                || c == '/'
                                || c >= '0' && c <= '9'
                                || c >= 'A' && c <= 'Z'
                                || c >= 'a' && c <= 'z');
    }
}
