package dev.assay.detectors.manifest.python;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.decode.Head;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import java.util.Optional;

/**
 * {@code *.egg-info/requires.txt}, which setuptools writes: a requirement a line, below {@code [extra]} or {@code [extra:marker]} what is for
 * that alone. Others call lists for pip so, whose lines are the same but for options.
 */
final class EggRequires {
    private EggRequires() {}

    static boolean looksRight(Head head) {
        return head.length() > 0;
    }

    static void read(Document document, Dependencies out) {
        TextLines lines = new TextLines(document);
        Scope scope = Scope.RUNTIME;
        while (lines.next()) {
            String line = lines.line().strip();
            long at = lines.offset() + lines.indent();
            if (line.startsWith("[") && line.endsWith("]")) {
                scope = line.startsWith("[:") ? Scope.RUNTIME : Scope.OPTIONAL;
            } else if (line.startsWith("-")) {
                Requirements.line(line, Scope.RUNTIME, at, out);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                Optional<Mention> mention = PythonRequirement.of(line);
                if (mention.isPresent()) {
                    Mention found = mention.get();
                    out.add((scope == Scope.RUNTIME ? found : found.scope(scope)).at(at));
                } else {
                    out.malformed(at, "no requirement as PEP 508 has it: " + Quoted.of(Parts.first(line, 80)));
                }
            }
        }
    }
}
