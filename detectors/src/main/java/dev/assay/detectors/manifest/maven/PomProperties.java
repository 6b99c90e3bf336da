package dev.assay.detectors.manifest.maven;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Relation;

/** {@code META-INF/maven/GROUP/ARTIFACT/pom.properties}, which Maven puts into each jar: which package it is. */
final class PomProperties {
    private PomProperties() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        String group = "";
        String artifact = "";
        String version = "";
        TextLines lines = new TextLines(document);
        while (lines.nextSettled()) {
            String line = lines.line().strip();
            int equals = line.indexOf('=');
            if (equals > 0 && line.charAt(0) != '#') {
                String value = line.substring(equals + 1).strip();
                switch (line.substring(0, equals).strip()) {
                    case "groupId" -> group = value;
                    case "artifactId" -> artifact = value;
                    case "version" -> version = value;
                    default -> {}
                }
            }
        }
        if (group.isEmpty() || artifact.isEmpty()) {
            out.malformed(0, "neither groupId nor artifactId");
            return;
        }
        out.add(Mention.of(MavenFormats.ECOSYSTEM, group, artifact)
                .version(version)
                .relation(Relation.SELF)
                .at(0));
    }
}
