package dev.assay.detectors.manifest.os;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Relation;

/**
 * {@code lib/apk/db/installed} of Alpine: paragraphs of fields of one letter. Advisories go by the package that another one was built
 * along with ({@code o:}), so that is told as well.
 */
final class Apk {
    private static final String ECOSYSTEM = "apk";
    private static final String DISTRIBUTION = "alpine";

    /** Of these half would be told as the whole. The time of the build and the files stand behind them. */
    private static final String TOLD = "PVo";

    private Apk() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        TextLines lines = new TextLines(document);
        String name = "";
        String version = "";
        String origin = "";
        String digest = "";
        String licence = "";
        long at = -1;
        long from = -1;
        while (lines.nextSettled()) {
            String line = lines.line();
            if (line.isBlank()) {
                named(from, at, out);
                tell(name, version, origin, digest, licence, at, out);
                name = version = origin = digest = licence = "";
                at = from = -1;
                continue;
            }
            from = from < 0 ? lines.offset() : from;
            if (line.length() > 1 && line.charAt(1) == ':') {
                String value = line.substring(2).strip();
                switch (line.charAt(0)) {
                    case 'P' -> {
                        name = value;
                        at = lines.offset();
                    }
                    case 'V' -> version = value;
                    case 'o' -> origin = value;
                    case 'C' -> digest = value;
                    case 'L' -> licence = value;
                    default -> {}
                }
                if (lines.isOpen() && TOLD.indexOf(line.charAt(0)) >= 0) {
                    out.cutOff(at, "an installed package that ends within its version or source");
                }
            }
        }
        named(from, at, out);
        tell(name, version, origin, digest, licence, at, out);
    }

    /** @param from where its paragraph begins; negative if there is none */
    private static void named(long from, long at, Dependencies out) {
        if (from >= 0 && at < 0) {
            out.cutOff(from, "an installed package without a name");
        }
    }

    private static void tell(
            String name, String version, String origin, String digest, String licence, long at, Dependencies out) {
        if (at < 0) {
            return;
        }
        if (version.isEmpty()) {
            out.malformed(at, "an installed package without a version");
        }
        out.add(Mention.of(ECOSYSTEM, DISTRIBUTION, name)
                .version(version)
                .relation(Relation.UNKNOWN)
                .integrity(digest)
                .licence(licence)
                .at(at));
        if (!origin.isEmpty() && !origin.equals(name)) {
            out.add(Mention.of(ECOSYSTEM, DISTRIBUTION, origin)
                    .alias(name)
                    .version(version)
                    .relation(Relation.UNKNOWN)
                    .at(at));
        }
    }
}
