package dev.assay.detectors.manifest.python;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.LineStarts;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import java.util.Locale;
import java.util.Optional;

/** {@code METADATA} of a wheel, {@code PKG-INFO} of a source archive: headers, up to the first line without any. */
final class PythonMetadata {
    private PythonMetadata() {}

    /** Other programs have files of such names. */
    static boolean looksRight(Head head) {
        return head.has(LineStarts.start(head), "Metadata-Version:");
    }

    static void read(Document document, Dependencies out) {
        String name = "";
        String version = "";
        TextLines lines = new TextLines(document);
        while (lines.next() && !lines.line().isEmpty()) {
            int colon = lines.line().indexOf(':');
            if (colon <= 0 || lines.indent() > 0) {
                continue; // the rest of a value
            }
            String value = lines.line().substring(colon + 1).strip();
            switch (lines.line().substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "name" -> name = name.isEmpty() ? value : name; // of several the first counts
                case "version" -> version = version.isEmpty() ? value : version;
                case "requires-dist" -> {
                    Optional<Mention> mention = PythonRequirement.of(value);
                    mention.ifPresent(each -> out.add(each.at(lines.offset())));
                    if (mention.isEmpty()) {
                        out.malformed(
                                lines.offset(),
                                "no requirement as PEP 508 has it: " + Quoted.of(Parts.first(value, 80)));
                    }
                }
                default -> {}
            }
        }
        if (!name.isEmpty()) {
            out.add(PythonRequirement.named(name)
                    .version(version)
                    .relation(Relation.SELF)
                    .at(0));
        }
    }
}
