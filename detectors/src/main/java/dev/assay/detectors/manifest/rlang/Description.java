package dev.assay.detectors.manifest.rlang;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.LineStarts;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import java.util.Map;
import java.util.Set;

/**
 * {@code DESCRIPTION} of a package of R, in its sources or installed: fields, whose values go on in indented lines. What belongs to R
 * itself is in no registry and is not told.
 */
final class Description {
    static final String ECOSYSTEM = "cran";

    private static final Map<String, Scope> FIELDS = Map.of(
            "Depends", Scope.RUNTIME,
            "Imports", Scope.RUNTIME,
            "LinkingTo", Scope.BUILD,
            "Suggests", Scope.OPTIONAL,
            "Enhances", Scope.OPTIONAL);

    /** Of priority base (R Installation and Administration). */
    private static final Set<String> BASE = Set.of(
            "R",
            "base",
            "compiler",
            "datasets",
            "graphics",
            "grDevices",
            "grid",
            "methods",
            "parallel",
            "splines",
            "stats",
            "stats4",
            "tcltk",
            "tools",
            "utils");

    private Description() {}

    static boolean looksRight(Head head) {
        return LineStarts.has(head, "Package:") && LineStarts.has(head, "Version:");
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        TextLines lines = new TextLines(document);
        String field = "";
        String name = "";
        String version = "";
        String licence = "";
        while (lines.nextSettled()) {
            String line = lines.line();
            int colon = line.indexOf(':');
            int from = 0;
            if (lines.indent() == 0 && colon > 0) {
                field = line.substring(0, colon);
                from = colon + 1;
                String value = line.substring(from).strip();
                name = field.equals("Package") ? value : name;
                version = field.equals("Version") ? value : version;
                licence = field.equals("License") ? value : licence;
            }
            Scope scope = FIELDS.get(field);
            while (scope != null && from < line.length()) {
                int comma = line.indexOf(',', from);
                int end = comma < 0 ? line.length() : comma;
                asked(line.substring(from, end), scope, lines.offset() + from, out);
                from = end + 1;
            }
        }
        out.add(Mention.of(ECOSYSTEM, "", name)
                .version(version)
                .relation(Relation.SELF)
                .licence(licence)
                .at(0));
    }

    private static void asked(String written, Scope scope, long at, Dependencies out) {
        String text = written.strip();
        String name = name(text);
        if (name.isEmpty() || BASE.contains(name)) {
            return;
        }
        int open = text.indexOf('(');
        int close = text.indexOf(')', Math.max(open, 0));
        String range =
                open < 0 || close < 0 ? "" : text.substring(open + 1, close).strip();
        boolean isPinned = range.startsWith("==");
        out.add(Mention.of(ECOSYSTEM, "", name)
                .range(range)
                .version(isPinned ? range.substring(2).strip() : "")
                .scope(scope)
                .at(at + written.indexOf(name)));
    }

    /** {@code name (>= 1.0)}. */
    static String name(String asked) {
        String text = asked.strip();
        int end = 0;
        while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) != '(') {
            end++;
        }
        return text.substring(0, end);
    }
}
