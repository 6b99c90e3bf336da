package dev.assay.detectors.indicator.feed;

import dev.assay.detectors.indicator.Ecosystems;
import dev.assay.detectors.indicator.Ecosystems.Ecosystem;
import dev.assay.detectors.indicator.Indicator;
import dev.assay.detectors.indicator.Repository;
import dev.assay.engine.report.Severity;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Printable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row of a feed of the own formats, by its columns: {@code ecosystem} and {@code name}, and, where there are such,
 * {@code versions, id, kind, severity, summary, reference}.
 */
final class FeedRow {
    static final List<String> COLUMNS =
            List.of("ecosystem", "name", "versions", "version", "id", "kind", "severity", "summary", "reference");

    /** Those without which a row says nothing. */
    static final List<String> NEEDED = COLUMNS.subList(0, 2);

    private static final int LONGEST_NAME = 1_024;
    private static final int LONGEST_ID = 128;
    private static final int LONGEST_TEXT = 300;
    private static final int MOST_SHOWN = 60;

    private final Ecosystems ecosystems;
    private final String feed;
    private String summary = "";
    private String reference = "";

    /** @param feed what rows without an id have for one */
    FeedRow(Ecosystems ecosystems, String feed) {
        this.ecosystems = ecosystems;
        this.feed = Parts.first(feed, LONGEST_ID);
    }

    /** The ecosystem that a line begins with, which may have spaces in it, as it is written. */
    String ecosystemOf(String line) {
        return line.substring(0, ecosystems.nameEnd(line));
    }

    /** Whether a line's first field is an ecosystem, so that it is no row of columns. */
    boolean isEcosystem(String field) {
        return ecosystems.ofName(field).isPresent();
    }

    /** Whether what follows an ecosystem is a name and nothing else, with spaces in it. */
    boolean isText(String ecosystem) {
        return ecosystems
                .ofName(ecosystem)
                .filter(each -> each.names() == Ecosystems.Names.TEXT)
                .isPresent();
    }

    /** A line in front of the rows: {@code # summary: ...} and {@code # reference: ...} are those of rows without one. */
    void head(String line) {
        if (line.startsWith("# summary: ")) {
            summary = Parts.first(line.substring("# summary: ".length()).strip(), LONGEST_TEXT);
        } else if (line.startsWith("# reference: ")) {
            reference = Parts.first(line.substring("# reference: ".length()).strip(), LONGEST_TEXT);
        }
    }

    /** Reads a row and hands it on; what cannot be read is a problem at its place. */
    void read(Map<String, String> row, String place, FeedSink out) {
        try {
            Ecosystem ecosystem = ecosystem(text(row, "ecosystem"));
            String written = text(row, "name");
            int revision = ecosystem.names() == Ecosystems.Names.REPOSITORY
                    ? Repository.revisionAt(written)
                    : written.length();
            String name = written.substring(0, revision);
            if (name.isEmpty() || name.length() > LONGEST_NAME || !ecosystem.isName(name)) {
                throw new IllegalArgumentException("'" + Printable.of(name, MOST_SHOWN) + "' is no "
                        + ecosystem.names().what()
                        + (ecosystem.names().isName(name) ? " of " + ecosystem.type() : ""));
            }
            String versions = text(row, "versions").isEmpty() ? text(row, "version") : text(row, "versions");
            if (revision < written.length()) {
                if (!versions.isEmpty()) {
                    throw new IllegalArgumentException("a revision in the address and another one behind it");
                }
                versions = written.substring(revision + 1);
                if (versions.isEmpty()) {
                    throw new IllegalArgumentException("an address with a revision that is not there");
                }
            }
            if (name.equals("*") && versions.isEmpty()) {
                throw new IllegalArgumentException("every version of every package");
            }
            Indicator.Kind kind = kind(text(row, "kind"));
            String id = text(row, "id");
            out.add(
                    ecosystem,
                    name,
                    new Indicator(
                            id.isEmpty() ? feed : Parts.first(id, LONGEST_ID),
                            List.of(),
                            kind,
                            severity(text(row, "severity"), kind),
                            or(text(row, "summary"), summary),
                            or(text(row, "reference"), reference),
                            "",
                            Constraint.parse(ecosystem, versions)));
        } catch (IllegalArgumentException e) {
            out.problem(place, String.valueOf(e.getMessage()));
        }
    }

    private static String or(String text, String initial) {
        return text.isEmpty() ? initial : Parts.first(text, LONGEST_TEXT);
    }

    private static String text(Map<String, String> row, String column) {
        return row.getOrDefault(column, "").strip();
    }

    private Ecosystem ecosystem(String name) {
        return ecosystems
                .ofName(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        name.isEmpty()
                                ? "a row without an ecosystem"
                                : "no ecosystem is called '" + Printable.of(name, MOST_SHOWN) + "'"));
    }

    private static Indicator.Kind kind(String id) {
        for (Indicator.Kind kind : Indicator.Kind.values()) {
            if (kind.id().equals(id)) {
                return kind;
            }
        }
        if (!id.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + Printable.of(id, MOST_SHOWN) + "' is neither malicious nor vulnerable");
        }
        return Indicator.Kind.MALICIOUS;
    }

    private static Severity severity(String id, Indicator.Kind kind) {
        if (id.isEmpty()) {
            return kind == Indicator.Kind.MALICIOUS ? Severity.CRITICAL : Severity.MEDIUM;
        }
        for (Severity severity : Severity.values()) {
            if (severity.id().equals(id.toLowerCase(Locale.ROOT))) {
                return severity;
            }
        }
        throw new IllegalArgumentException("'" + Printable.of(id, MOST_SHOWN) + "' is no severity: "
                + Stream.of(Severity.values()).map(Severity::id).collect(Collectors.joining(", ")));
    }
}
