package dev.assay.app.cli;

import dev.assay.detectors.name.PackageUrl;
import dev.assay.engine.report.Location;
import dev.assay.engine.text.Masked;
import java.util.regex.Pattern;

/** How what was given to a check stands in reports: without the logins in it, and of a length that somebody reads. Pure functions. */
final class ShownInput {
    /** No registry has longer names; of longer ones the beginning is enough to find them again. */
    static final int MOST_SHOWN = 512;

    private static final int MOST_SHOWN_OF_LONGER = 120;

    private static final String HIDDEN = "***";

    /** An @ of a login or a ? of a query, in a qualifier of a purl. */
    private static final Pattern ESCAPED = Pattern.compile("%(40|3[Ff])");

    private ShownInput() {}

    /**
     * What was given, as it stands in reports: without the logins of addresses in it, and of a name that nobody has the beginning, since
     * whatever follows would fill the report.
     */
    static String of(String given) {
        String text = withoutLogins(given);
        if (text.length() <= MOST_SHOWN) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_SHOWN_OF_LONGER - 1))
                ? MOST_SHOWN_OF_LONGER - 1
                : MOST_SHOWN_OF_LONGER;
        return text.substring(0, end) + "... (" + text.length() + " characters)";
    }

    /**
     * Logins and queries, in which tokens stand, are behind a scheme, and in purls also with their signs escaped. What is given under a
     * name of a secret is hidden wherever it stands.
     */
    private static String withoutLogins(String text) {
        int qualifiers = text.indexOf('?');
        if (PackageUrl.isOne(text)
                && qualifiers > 0
                && ESCAPED.matcher(text).region(qualifiers, text.length()).find()) {
            return text.substring(0, qualifiers) + "?...";
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        for (int scheme; (scheme = text.indexOf("://", from)) >= 0; ) {
            int host = scheme + "://".length();
            int end = host;
            int login = -1;
            while (end < text.length() && "/?#&, ".indexOf(text.charAt(end)) < 0) {
                login = text.charAt(end) == '@' ? end : login;
                end++;
            }
            out.append(text, from, host).append(login < 0 ? "" : HIDDEN).append(text, Math.max(login, host), end);
            int query = endOf(text, end, "?# ,");
            out.append(text, end, query);
            from = query;
            if (query < text.length() && text.charAt(query) == '?') {
                out.append('?').append(HIDDEN);
                from = endOf(text, query, "# ");
            }
        }
        String shown = out.append(text, from, text.length()).toString();
        return shown.indexOf('=') < 0 ? shown : Masked.of(shown);
    }

    private static int endOf(String text, int from, String ends) {
        int end = from;
        while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** The place of what is no file. */
    static Location at(String input) {
        return Location.of(of(input), "");
    }
}
