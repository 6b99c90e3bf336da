package dev.assay.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.FileSource;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import dev.assay.engine.text.Rows;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No alarm and no gap on files that real libraries wrote, but for what {@code real-exceptions.tsv} tells and justifies. */
class RealFilesTest {
    private static final Path ROOT = Path.of("src/test/resources/real");

    /** @param what a rule or a kind of gap */
    private record Row(String glob, String what) {
        boolean matches(String path, String said) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            return said.equals(what) && matcher.matches(Path.of(path));
        }
    }

    private static List<String> manifest = List.of();
    private static List<Row> exceptions = List.of();
    private static RecordedReport report = new RecordedReport();

    @BeforeAll
    static void scan() throws IOException {
        manifest = Rows.read(ROOT.resolve("manifest.tsv").toUri().toURL(), 6).stream()
                .map(List::getFirst)
                .filter(path -> !path.equals("path"))
                .toList();
        exceptions =
                Rows.read(Objects.requireNonNull(RealFilesTest.class.getResource("real-exceptions.tsv")), 3).stream()
                        .map(row -> new Row(row.get(0), row.get(1)))
                        .toList();
        MemoryConnector files = new MemoryConnector();
        for (String path : manifest) {
            Path file = ROOT.resolve(path);
            files.file(path, Files.size(file), _ -> FileSource.open(file));
        }
        report = new TestScan(Catalog.load("real")).jobs(2).run(files);
    }

    @Test
    void theManifestNamesEveryFile() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            Set<String> found = files.filter(Files::isRegularFile)
                    .map(file -> ROOT.relativize(file).toString())
                    .filter(path -> path.contains("/"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(found).containsExactlyInAnyOrderElementsOf(manifest).hasSizeGreaterThan(900);
        }
    }

    @Test
    void nothingIsSaidOfThemButWhatIsExcepted() {
        List<String> unexpected = new ArrayList<>();
        Set<Row> needed = new LinkedHashSet<>();
        for (Finding finding : report.findings()) {
            if (finding.severity().compareTo(Severity.MEDIUM) >= 0) {
                judge(finding.location(), finding.ruleId(), finding.title(), unexpected, needed);
            }
        }
        for (Gap gap : report.gaps()) {
            judge(gap.location(), gap.kind().id(), gap.reason(), unexpected, needed);
        }
        assertThat(unexpected).isEmpty();
        assertThat(exceptions).as("rows that nothing needs").isSubsetOf(needed);
    }

    private static void judge(Location at, String what, String text, List<String> unexpected, Set<Row> needed) {
        List<Row> rows =
                exceptions.stream().filter(row -> row.matches(at.path(), what)).toList();
        needed.addAll(rows);
        if (rows.isEmpty()) {
            unexpected.add(at + "  " + what + "  " + text);
        }
    }

    /** Each is read: what is opaque are tensors, and what is none of the formats is no model. */
    @Test
    void allOfThemAreRecognised() {
        assertThat(report.summary().coverage().artifacts()).isEqualTo(manifest.size());
        assertThat(report.summary().coverage().byFormat().get("pickle")).isGreaterThan(800);
    }
}
