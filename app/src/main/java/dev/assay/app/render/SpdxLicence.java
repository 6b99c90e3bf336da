package dev.assay.app.render;

import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Licences by SPDX's list, and expressions of them (SPDX 2.3, annex D): what is written in a manifest may be anything, and a bill may have
 * only what readers know. The list is read with the first licence. Pure functions.
 */
final class SpdxLicence {
    private static final class Ids {
        static final Map<String, String> BY_LOWER = read();

        private static Map<String, String> read() {
            Map<String, String> ids = new HashMap<>();
            Rows.read(Objects.requireNonNull(SpdxLicence.class.getResource("licences.tsv")), 1)
                    .forEach(row -> ids.put(row.getFirst().toLowerCase(Locale.ROOT), row.getFirst()));
            return Map.copyOf(ids);
        }
    }

    private static final String EXCEPTION = "-exception";
    private static final int MOST_PARTS = 500;

    private SpdxLicence() {}

    /** The identifier of one licence, however its letters are written; nothing for what is none. */
    static Optional<String> id(String text) {
        String id = Ids.BY_LOWER.get(text.toLowerCase(Locale.ROOT));
        return id == null || isException(id) ? Optional.empty() : Optional.of(id);
    }

    /** Older identifiers name a licence with its exception in one. */
    private static boolean isException(String id) {
        String lower = id.toLowerCase(Locale.ROOT);
        return lower.contains(EXCEPTION) && !lower.contains("-with-") && !lower.contains("combined-work");
    }

    /** An expression with identifiers as the list has them; nothing for what is none. */
    static Optional<String> expression(String text) {
        List<String> parts = parts(text);
        if (parts.isEmpty() || parts.size() > MOST_PARTS) {
            return Optional.empty();
        }
        StringBuilder out = new StringBuilder(text.length());
        int open = 0;
        boolean wantsLicence = true;
        boolean mayHaveException = false;
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            String upper = part.toUpperCase(Locale.ROOT);
            if (part.equals("(") && wantsLicence) {
                open++;
                out.append('(');
            } else if (part.equals(")") && !wantsLicence && open > 0) {
                open--;
                mayHaveException = false;
                out.append(')');
            } else if ((upper.equals("AND") || upper.equals("OR")) && !wantsLicence) {
                wantsLicence = true;
                out.append(' ').append(upper).append(' ');
            } else if (upper.equals("WITH") && mayHaveException && i + 1 < parts.size()) {
                mayHaveException = false;
                String exception = Ids.BY_LOWER.get(parts.get(++i).toLowerCase(Locale.ROOT));
                if (exception == null || !isException(exception)) {
                    return Optional.empty();
                }
                out.append(" WITH ").append(exception);
            } else if (wantsLicence) {
                boolean orLater = part.endsWith("+");
                Optional<String> id = id(orLater ? part.substring(0, part.length() - 1) : part);
                if (id.isEmpty()) {
                    return Optional.empty();
                }
                wantsLicence = false;
                mayHaveException = true;
                out.append(id.get()).append(orLater ? "+" : "");
            } else {
                return Optional.empty();
            }
        }
        return wantsLicence || open > 0 ? Optional.empty() : Optional.of(out.toString());
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ' ' : text.charAt(i);
            if (c == ' ' || c == '(' || c == ')') {
                if (i > from) {
                    parts.add(text.substring(from, i));
                }
                if (c != ' ') {
                    parts.add(String.valueOf(c));
                }
                from = i + 1;
            }
        }
        return parts;
    }
}
