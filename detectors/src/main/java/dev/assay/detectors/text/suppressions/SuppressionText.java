package dev.assay.detectors.text.suppressions;

import dev.assay.engine.text.Parts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What stands behind {@code assay:ignore}: ids of rules, then {@code reason=...} and {@code expires=DATE} in any order. */
record SuppressionText(List<String> ruleIds, String reason, String expires) {
    private static final String REASON = "reason=";
    private static final String EXPIRES = "expires=";
    private static final int MOST_BYTES = 1_000;
    private static final int MOST_IDS = 16;
    private static final int MOST_CHARACTERS = 200;

    /** What may close the comment, or the text that holds it. */
    private static final List<String> CLOSING =
            List.of("*/", "-->", "#}", "%}", "--%>", "%>", "*)", "-}", "|#", "\"\"\"", "\",", "\"", "',", "'");

    static SuppressionText of(byte[] bytes, int from, int to) {
        String text =
                withoutEnd(new String(bytes, from, Math.min(to - from, MOST_BYTES), StandardCharsets.UTF_8).strip());
        List<String> ids = new ArrayList<>();
        String reason = "";
        String expires = "";
        int at = 0;
        while (at < text.length()) {
            if (isBetween(text.charAt(at))) {
                at++;
            } else if (text.startsWith(REASON, at)) {
                int end = reasonEnd(text, at + REASON.length());
                reason = withoutQuotes(text.substring(at + REASON.length(), end).strip());
                at = end;
            } else {
                int end = at;
                while (end < text.length() && !isBetween(text.charAt(end))) {
                    end++;
                }
                String word = text.substring(at, end);
                if (word.startsWith(EXPIRES)) {
                    expires = word.substring(EXPIRES.length());
                } else if (ids.size() < MOST_IDS) {
                    ids.add(Parts.first(word, MOST_CHARACTERS));
                }
                at = end;
            }
        }
        return new SuppressionText(
                List.copyOf(ids), Parts.first(reason, MOST_CHARACTERS), Parts.first(expires, MOST_CHARACTERS));
    }

    private static boolean isBetween(char c) {
        return Character.isWhitespace(c) || c == ',';
    }

    /** A reason goes on to the other key or to the end. */
    private static int reasonEnd(String text, int from) {
        int end = text.indexOf(" " + EXPIRES, from);
        return end < 0 ? text.length() : end;
    }

    private static String withoutQuotes(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }

    private static String withoutEnd(String text) {
        String left = text;
        for (String closing : CLOSING) {
            boolean opened = closing.startsWith("\"") && left.contains(REASON + "\"");
            if (left.endsWith(closing) && !opened) {
                left = left.substring(0, left.length() - closing.length()).strip();
            }
        }
        return left;
    }
}
