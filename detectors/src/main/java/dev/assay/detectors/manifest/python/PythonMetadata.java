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
    private static final String LICENCES = "License :: ";

    private static final int MOST_NAME = 100;

    static boolean looksRight(Head head) {
        return head.has(LineStarts.start(head), "Metadata-Version:");
    }

    static void read(Document document, Dependencies out) {
        String name = "";
        String version = "";
        String expression = "";
        String licence = "";
        String classifier = "";
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
                case "license-expression" -> expression = value;
                case "license" -> licence = value.equals("UNKNOWN") ? "" : value;
                case "classifier" ->
                    classifier = value.startsWith(LICENCES) ? classifier(value, classifier) : classifier;
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
                    .licence(!expression.isEmpty() ? expression : isName(licence) ? licence : classifier)
                    .at(0));
        }
    }

    /** The last part of {@code License :: OSI Approved :: MIT License}; of several, each holds for a part or is a choice. */
    private static String classifier(String value, String before) {
        String name = value.substring(value.lastIndexOf(":: ") + 3).strip();
        return before.isEmpty() ? name : before + ", " + name;
    }

    /** The field was meant for a name, and many have put the whole text there. */
    private static boolean isName(String licence) {
        return !licence.isEmpty() && licence.length() <= MOST_NAME;
    }
}
