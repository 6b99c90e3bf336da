package dev.assay.detectors.manifest.os;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.LineStarts;
import dev.assay.engine.fact.Dependency.Relation;
import java.util.Locale;
import java.util.Set;

/**
 * {@code /var/lib/dpkg/status}: what Debian's package manager has installed, and {@code control} of a package: paragraphs of fields.
 * Advisories go by source packages, so where a package is built from another one, that is told as well, with the built one as its
 * other name.
 */
final class Dpkg {
    private static final String ECOSYSTEM = "deb";

    /** Of these half would be told as the whole. A description stands behind them. */
    private static final Set<String> TOLD = Set.of("package", "version", "source");

    /** One paragraph. */
    private static final class Paragraph {
        private String name = "";
        private String version = "";
        private String source = "";
        private String status = "";
        private String from = "";
        private long begin = -1;
        private long at = -1;
        private boolean isCut;

        void field(String field, String value, long offset) {
            switch (field) {
                case "package" -> {
                    name = value;
                    at = offset;
                }
                case "version" -> version = value;
                case "source" -> source = value;
                case "status" -> status = value;
                case "maintainer", "origin" -> from += value.toLowerCase(Locale.ROOT) + " ";
                default -> {}
            }
        }

        /** By who looks after it, as the distribution itself is not in the file; empty if that does not tell. */
        String distribution() {
            return from.contains("ubuntu") ? "ubuntu" : from.contains("debian") ? "debian" : "";
        }
    }

    private Dpkg() {}

    static boolean looksRight(Head head) {
        return LineStarts.has(head, "Package:")
                && (LineStarts.has(head, "Version:") || LineStarts.has(head, "Status:"));
    }

    static void installed(Document document, Dependencies out) throws MalformedException {
        read(document, Relation.UNKNOWN, out);
    }

    static void control(Document document, Dependencies out) throws MalformedException {
        read(document, Relation.SELF, out);
    }

    private static void read(Document document, Relation relation, Dependencies out) throws MalformedException {
        TextLines lines = new TextLines(document);
        Paragraph paragraph = new Paragraph();
        while (lines.nextSettled()) {
            String line = lines.line();
            int colon = line.indexOf(':');
            if (line.isBlank()) {
                tell(paragraph, relation, out);
                paragraph = new Paragraph();
                continue;
            }
            paragraph.begin = paragraph.begin < 0 ? lines.offset() : paragraph.begin;
            if (lines.indent() == 0 && colon > 0) {
                paragraph.field(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip(),
                        lines.offset());
                paragraph.isCut =
                        lines.isOpen() && TOLD.contains(line.substring(0, colon).toLowerCase(Locale.ROOT));
            }
        }
        tell(paragraph, relation, out);
    }

    /** Of what is installed each paragraph names it; {@code control} of a source has one that does not. */
    private static void tell(Paragraph paragraph, Relation relation, Dependencies out) {
        if (paragraph.begin >= 0 && paragraph.name.isEmpty() && (paragraph.at >= 0 || relation == Relation.UNKNOWN)) {
            out.cutOff(paragraph.begin, "an installed package without a name");
            return; // what else it says is of nothing
        }
        boolean isGone = paragraph.status.endsWith(" not-installed") || paragraph.status.endsWith(" config-files");
        if (paragraph.at < 0 || isGone) {
            return; // of what is half installed files are there as well
        }
        if (paragraph.version.isEmpty()) {
            out.malformed(paragraph.at, "an installed package without a version");
        }
        if (paragraph.isCut) {
            out.cutOff(paragraph.at, "an installed package that ends within its version or source");
        }
        out.add(Mention.of(ECOSYSTEM, paragraph.distribution(), paragraph.name)
                .version(paragraph.version)
                .relation(relation)
                .at(paragraph.at));
        int open = paragraph.source.indexOf(" (");
        int close = paragraph.source.indexOf(')', Math.max(open, 0));
        String source = open < 0 ? paragraph.source : paragraph.source.substring(0, open);
        if (!source.isEmpty() && !source.equals(paragraph.name)) {
            out.add(Mention.of(ECOSYSTEM, paragraph.distribution(), source)
                    .alias(paragraph.name)
                    .version(open < 0 || close < 0 ? paragraph.version : paragraph.source.substring(open + 2, close))
                    .relation(relation)
                    .at(paragraph.at));
        }
    }
}
