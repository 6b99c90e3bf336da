package dev.assay.detectors.manifest.swift;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import org.jspecify.annotations.Nullable;

/**
 * {@code Cartfile}, {@code Cartfile.private} and {@code Cartfile.resolved} of Carthage: {@code github "owner/name" "1.0"}. In the last
 * one the version is written alone, in the others as a range.
 */
final class Cartfile {
    private Cartfile() {}

    static void manifest(Document document, Dependencies out) throws MalformedException {
        read(document, false, out);
    }

    static void lock(Document document, Dependencies out) throws MalformedException {
        read(document, true, out);
    }

    private static void read(Document document, boolean isLock, Dependencies out) throws MalformedException {
        TextLines lines = new TextLines(document);
        while (lines.nextSettled()) {
            String line = lines.line().strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int open = line.indexOf('"');
            int close = line.indexOf('"', open + 1);
            String kind = open < 0 ? "" : line.substring(0, open).strip();
            Mention mention = close < 0 ? null : named(kind, line.substring(open + 1, close));
            if (mention == null) {
                out.malformed(
                        lines.offset(), "a line that Carthage does not have: " + Quoted.of(Parts.first(line, 80)));
                continue;
            }
            String rest = line.substring(close + 1).strip();
            int comment = rest.indexOf(" #");
            rest = comment < 0 ? rest : rest.substring(0, comment).strip();
            if (rest.startsWith("\"") && rest.indexOf('"', 1) < 0) {
                out.malformed(lines.offset(), "a quotation mark that does not close");
            }
            boolean isOne = rest.startsWith("\"") && rest.endsWith("\"") && rest.length() > 1;
            if (isLock && rest.isEmpty()) {
                out.cutOff(lines.offset(), "what is locked has no version");
            }
            boolean isPinned = rest.startsWith("==");
            String version = isOne
                    ? rest.substring(1, rest.length() - 1)
                    : isPinned ? rest.substring(2).strip() : "";
            out.add(mention.version(version)
                    .range(isOne ? "" : rest)
                    .relation(isOne ? Relation.UNKNOWN : Relation.DIRECT)
                    .at(lines.offset() + lines.indent()));
        }
    }

    private static @Nullable Mention named(String kind, String address) {
        return switch (kind) {
            case "github" -> SwiftPackage.of(address.contains("://") ? address : "github.com/" + address);
            case "git" -> SwiftPackage.of(address);
            case "binary" ->
                Mention.of("generic", "", address.substring(address.lastIndexOf('/') + 1))
                        .origin(address.contains("://") ? Origin.Kind.URL : Origin.Kind.PATH, address);
            default -> null;
        };
    }
}
