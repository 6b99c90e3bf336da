package dev.assay.detectors.manifest.haskell;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Relation;

/**
 * {@code cabal.project.freeze}: the field {@code constraints:} with {@code any.name ==1.0} for each package, parted by commas. Flags
 * stand there as well.
 */
final class CabalFreeze {
    private CabalFreeze() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        TextLines lines = new TextLines(document);
        boolean isWithin = false;
        boolean isToGoOn = false;
        while (lines.nextSettled()) {
            String line = lines.line();
            int from = 0;
            isToGoOn = line.isBlank() ? isToGoOn : line.stripTrailing().endsWith(",");
            int colon = line.indexOf(':');
            if (lines.indent() == 0 && colon > 0) {
                isWithin = line.substring(0, colon).strip().equalsIgnoreCase("constraints");
                from = colon + 1;
            }
            while (isWithin && from < line.length()) {
                int comma = line.indexOf(',', from);
                int end = comma < 0 ? line.length() : comma;
                constraint(line.substring(from, end), lines.offset() + from, out);
                from = end + 1;
            }
        }
        if (isToGoOn) {
            out.cutOff(document.length(), "a comma with nothing behind it");
        } else if (isWithin && lines.isOpen()) {
            out.cutOff(lines.offset(), "a last line that does not end");
        }
    }

    private static void constraint(String written, long at, Dependencies out) {
        String text = written.strip();
        int is = 0;
        while (is < text.length() && "<>=^( ".indexOf(text.charAt(is)) < 0) {
            is++;
        }
        String range = text.substring(is).strip();
        if (is == 0 || text.startsWith("--") || range.isEmpty() || "<>=^(".indexOf(range.charAt(0)) < 0) {
            return; // flags of a package
        }
        String name = text.substring(0, is);
        int qualifier = name.lastIndexOf('.'); // any., setup.: no name has a dot
        int first = written.indexOf(text.charAt(0));
        String version = pinned(range);
        out.add(Mention.of(HaskellFormats.ECOSYSTEM, "", name.substring(qualifier + 1))
                .version(version)
                .range(version.isEmpty() ? range : "")
                .relation(Relation.UNKNOWN)
                .at(at + first));
    }

    /** The version of {@code ==1.0}; empty for what leaves a choice, as {@code ==1.*} does. */
    private static String pinned(String range) {
        String version = range.startsWith("==") ? range.substring(2).strip() : "";
        return version.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.') ? version : "";
    }
}
