package dev.assay.detectors.manifest.golang;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.text.Parts;
import java.util.List;

/**
 * {@code go.sum}: digests of all modules that a build ever looked at. Those of which only the {@code go.mod} was read are no part
 * of it, and are not told.
 */
final class GoSum {
    private static final int DIGEST_CHARACTERS = "h1:".length() + 44;

    private GoSum() {}

    static void read(Document document, Dependencies out) {
        TextLines lines = new TextLines(document);
        while (lines.next()) {
            List<String> words = Parts.of(lines.line().strip(), ' ');
            if (words.size() == 3 && isDigest(words.get(2))) {
                if (!words.get(1).endsWith("/go.mod")) {
                    out.add(Mention.slashed(GoMod.ECOSYSTEM, words.get(0))
                            .version(words.get(1))
                            .relation(Relation.UNKNOWN)
                            .integrity(words.get(2))
                            .at(lines.offset()));
                }
            } else if (!lines.line().isBlank()) {
                out.malformed(lines.offset(), "a line that is no module, version and digest");
            }
        }
    }

    /** SHA-256 in base64. */
    private static boolean isDigest(String word) {
        return word.length() == DIGEST_CHARACTERS && word.startsWith("h1:") && word.endsWith("=");
    }
}
