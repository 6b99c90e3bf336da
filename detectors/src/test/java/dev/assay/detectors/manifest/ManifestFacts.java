package dev.assay.detectors.manifest;

import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.FileReference;
import dev.assay.engine.fact.MavenProject;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.TestScan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is found in a manifest, a line each, so that a test shows it as people would write it down. */
public final class ManifestFacts {
    private static final Detectors DETECTORS =
            new Detectors(ManifestDecoder.all(), List.of(), new RuleBook(List.of(), List.of()), Map.of(), "manifests");

    private ManifestFacts() {}

    public static List<String> of(String name, String text) {
        return of(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Facts, then gaps; {@code nobody's} where it is none of the kinds. */
    public static List<String> of(String name, byte[] bytes) {
        return of(new TestScan(DETECTORS), name, bytes);
    }

    public static List<String> of(TestScan scan, String name, byte[] bytes) {
        Decoded decoded;
        try {
            decoded = scan.decode(name, new MemorySource(bytes));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        if (decoded.byFormat().containsKey("unknown")) {
            return List.of("nobody's");
        }
        List<String> lines = new ArrayList<>();
        for (Decoded.Part part : decoded.parts()) {
            for (Fact fact : part.facts()) {
                lines.add(
                        switch (fact) {
                            case Dependency dependency -> line(dependency);
                            case FileReference file ->
                                (file.loader().equals("workspace") ? "member " : "file ") + file.file();
                            case MavenProject project -> left(project);
                            default -> fact.toString();
                        });
            }
            part.gaps()
                    .forEach(gap ->
                            lines.add("gap " + gap.kind().id() + " at " + gap.offsetBytes() + ": " + gap.reason()));
        }
        return lines;
    }

    private static String left(MavenProject project) {
        return project.mentioned().stream()
                .filter(MavenProject.Mentioned::isOpen)
                .map(each -> each.line() + " " + each.group() + ":" + each.artifact() + " " + each.version())
                .collect(Collectors.joining(", ", "left open [", "]"));
    }

    private static String line(Dependency dependency) {
        StringBuilder line = new StringBuilder().append(dependency.line()).append(' ');
        line.append(dependency.coordinates().purl(dependency.version()));
        if (!dependency.range().isEmpty()) {
            line.append(" (").append(dependency.range()).append(')');
        }
        if (!dependency.alias().isEmpty()) {
            line.append(" as ").append(dependency.alias());
        }
        line.append(' ').append(dependency.relation().id());
        if (dependency.scope() != Dependency.Scope.RUNTIME) {
            line.append(' ').append(dependency.scope().id());
        }
        Dependency.Origin origin = dependency.origin();
        if (origin.kind() != Dependency.Origin.Kind.REGISTRY
                || !origin.address().isEmpty()) {
            line.append(' ').append(origin.kind().id()).append(':').append(origin.address());
        }
        if (!origin.source().isEmpty()) {
            line.append(" of ").append(origin.source());
        }
        if (!dependency.integrity().isEmpty()) {
            String digest = dependency.integrity();
            line.append(' ').append(digest, 0, Math.min(digest.length(), 16));
        }
        if (!dependency.path().isEmpty()) {
            line.append(" via ").append(String.join(" > ", dependency.path()));
        }
        if (dependency.dependents() > 1) {
            line.append(" x").append(dependency.dependents());
        }
        return line.toString();
    }
}
