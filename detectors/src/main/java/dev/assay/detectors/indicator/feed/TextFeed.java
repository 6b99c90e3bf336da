package dev.assay.detectors.indicator.feed;

import dev.assay.engine.fact.Dependency.Coordinates;
import java.util.Locale;
import java.util.Map;

/**
 * Lines for people: {@code npm left-pad 1.2.3, 1.2.4 # why}, {@code GitHub Actions owner/name v1} or {@code pkg:npm/left-pad@1.2.3}. Blank lines and what stands behind a
 * {@code #} do not count.
 */
final class TextFeed {
    private TextFeed() {}

    static void read(String text, FeedRow rows, FeedSink out) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            int hash = line.startsWith("#") ? 0 : line.indexOf(" #");
            String said = (hash < 0 ? line : line.substring(0, hash)).strip();
            if (said.isEmpty()) {
                continue;
            }
            String place = "line " + number;
            if (said.regionMatches(true, 0, "pkg:", 0, "pkg:".length())) {
                purl(said, place, rows, out);
                continue;
            }
            String ecosystem = rows.ecosystemOf(said);
            int name = ecosystem.length();
            int versions = rows.isText(ecosystem) ? said.length() : space(said, skip(said, name));
            if (name == said.length()) {
                out.problem(place, "neither an ecosystem and a name nor a purl");
                continue;
            }
            rows.read(
                    Map.of(
                            "ecosystem", ecosystem,
                            "name", said.substring(skip(said, name), versions),
                            "versions", said.substring(versions)),
                    place,
                    out);
        }
    }

    private static void purl(String text, String place, FeedRow rows, FeedSink out) {
        int question = text.indexOf('?') < 0 ? text.length() : text.indexOf('?');
        int at = text.lastIndexOf('@', question - 1);
        boolean isVersioned = at > text.lastIndexOf('/', question - 1) + 1;
        String named = text.substring("pkg:".length(), isVersioned ? at : question);
        int type = named.indexOf('/');
        int last = named.lastIndexOf('/');
        if (type <= 0) {
            out.problem(place, "a purl without a name");
            return;
        }
        String ecosystem = named.substring(0, type).toLowerCase(Locale.ROOT);
        String namespace = last == type ? "" : decoded(named.substring(type + 1, last));
        rows.read(
                Map.of(
                        "ecosystem",
                        ecosystem,
                        "name",
                        new Coordinates(ecosystem, namespace, decoded(named.substring(last + 1))).full(),
                        "versions",
                        isVersioned ? decoded(text.substring(at + 1, question)) : ""),
                place,
                out);
    }

    /** Of what purls escape in names and versions, which are ASCII in every registry. */
    private static String decoded(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int high = text.charAt(i) == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(text.charAt(i + 2), 16) : -1;
            out.append(low >= 0 ? (char) (high << 4 | low) : text.charAt(i));
            i += low >= 0 ? 2 : 0;
        }
        return out.toString();
    }

    private static int space(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '\t') {
            at++;
        }
        return at;
    }

    private static int skip(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
