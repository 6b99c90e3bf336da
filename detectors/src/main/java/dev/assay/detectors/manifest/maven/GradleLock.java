package dev.assay.detectors.manifest.maven;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Parts;
import java.util.List;

/**
 * {@code gradle.lockfile}: {@code group:artifact:version=configuration,...}, and at the end {@code empty=} with the configurations
 * that have nothing, which Gradle writes even if there are none of these. Who asks for what it does not tell.
 */
final class GradleLock {
    private GradleLock() {}

    static void read(Document document, Dependencies out) {
        TextLines lines = new TextLines(document);
        boolean isBegun = false;
        boolean hasEnd = false;
        while (lines.next()) {
            String line = lines.line().strip();
            isBegun |= !line.isEmpty();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith("empty=")) {
                hasEnd |= line.startsWith("empty=");
                continue;
            }
            int equals = line.indexOf('=');
            List<String> parts = Parts.of(equals < 0 ? line : line.substring(0, equals), ':');
            if (parts.size() != 3) {
                out.malformed(lines.offset(), "a line that is no group, artifact and version");
                continue;
            }
            out.add(Mention.of(MavenFormats.ECOSYSTEM, parts.get(0), parts.get(1))
                    .version(parts.get(2))
                    .relation(Relation.UNKNOWN)
                    .scope(scope(Parts.of(equals < 0 ? "" : line.substring(equals + 1), ',')))
                    .at(lines.offset()));
        }
        if (isBegun && !hasEnd) {
            out.cutOff(document.length(), "no line of empty=, which Gradle ends it with");
        }
    }

    /** Needed for tests if all that need it are tests, and to build if nothing of it is there when the project runs. */
    private static Scope scope(List<String> configurations) {
        boolean isTest = true;
        boolean isBuild = true;
        for (String each : configurations) {
            String name = each.strip();
            boolean test = name.startsWith("test") || name.contains("Test");
            boolean build =
                    name.endsWith("nnotationProcessor") || name.endsWith("compileOnly") || name.equals("classpath");
            isTest &= test;
            isBuild &= build;
        }
        return isBuild ? Scope.BUILD : isTest ? Scope.TEST : Scope.RUNTIME;
    }
}
