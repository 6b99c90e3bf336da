package dev.assay.engine.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which options of which programs take a credential: {@code credential-options.tsv}, read with the first question. Immutable. */
final class CredentialOptions {
    /** What an option takes. */
    enum Kind {
        /** A credential. */
        ALL,
        /** The same, in one word with the option. */
        JOINED,
        /** A name and a credential, or a credential for a name. */
        LOGIN,
        /** The same, as settings have it, {@code user%password} or {@code user,password}. */
        PAIR,
        /** An address of a proxy, with who asks in front of it. */
        PROXY,
        /** {@code name=value}; else a file. */
        COOKIE,
        /** A header, whose name tells. */
        HEADER,
        /** None, but what is piped into the command is one. */
        STDIN,
        /** Encodes what is piped into it, which is a credential if it is a name and one. */
        ENCODED,
        /** Credentials are behind the name of one, or what begins so: {@code set npm_token value}. */
        NAMED,
        /** The first word that is no option. */
        NEXT
    }

    /**
     * What a program takes.
     *
     * @param words all of which the command has
     */
    record Row(List<String> words, List<String> options, Kind kind) {
        /** Cmdlets take their options in any case; where a dash and a letter is one, the case tells. */
        boolean takes(String option) {
            for (String each : options) {
                if (each.length() > 2 ? each.equalsIgnoreCase(option) : each.equals(option)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final Map<String, List<Row>> ROWS = new HashMap<>();

    /** By program, the letters of options that take something, where several may stand behind one dash. */
    private static final Map<String, String> LETTERS = new HashMap<>();

    static {
        for (List<String> row :
                Rows.read(Objects.requireNonNull(CredentialOptions.class.getResource("credential-options.tsv")), 5)) {
            List<String> words = row.get(1).equals("-") ? List.of() : Parts.of(row.get(1), ' ');
            Row read = new Row(
                    words, Parts.of(row.get(3), ' '), Kind.valueOf(row.get(4).toUpperCase(Locale.ROOT)));
            for (String program : Parts.of(row.get(0), ' ')) {
                ROWS.computeIfAbsent(program, ignored -> new ArrayList<>()).add(read);
                if (!row.get(2).equals("-")) {
                    LETTERS.put(program, row.get(2));
                }
            }
        }
    }

    private CredentialOptions() {}

    /** Whether a program takes a credential. */
    static boolean has(String program) {
        return ROWS.containsKey(program);
    }

    static List<Row> of(String program) {
        return ROWS.getOrDefault(program, List.of());
    }

    static @Nullable String letters(String program) {
        return LETTERS.get(program);
    }
}
