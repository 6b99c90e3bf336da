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
        int is = text.indexOf("==");
        if (is <= 0 || text.startsWith("--")) {
            return; // flags of a package
        }
        String name = text.substring(0, is).strip();
        int qualifier = name.lastIndexOf('.'); // any., setup.: no name has a dot
        int first = written.indexOf(text.charAt(0));
        out.add(Mention.of(HaskellFormats.ECOSYSTEM, "", name.substring(qualifier + 1))
                .version(text.substring(is + 2).strip())
                .relation(Relation.UNKNOWN)
                .at(at + first));
    }
}
