package dev.assay.detectors.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.Catalog;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Severity;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * How many hostile samples are found and how many benign files are not, by technique. Found is what makes the scan end with
 * 1: a finding at or above medium. A gap alone is not enough.
 */
class RecallTest {
    private static final Path REAL = Path.of("src/test/resources/real");

    @Test
    void hostileSamplesAreFound() {
        List<Sample> samples = Samples.hostile();
        Outcome outcome = new Outcome(samples, report(samples));
        System.out.println(outcome.table("hostile samples", "found"));
        assertThat(samples).hasSizeGreaterThan(400);
        assertThat(outcome.missed()).isEmpty();
    }

    @Test
    void benignSamplesAreNot() throws IOException {
        List<Sample> samples = Samples.benign();
        Outcome outcome = new Outcome(samples, report(samples));
        System.out.println(outcome.table("benign samples", "flagged"));
        assertThat(outcome.found()).isEmpty();
    }

    private static RecordedReport report(List<Sample> samples) {
        MemoryConnector files = new MemoryConnector();
        samples.forEach(sample -> files.file(sample.name(), sample.bytes()));
        return new TestScan(Catalog.load("samples")).jobs(2).run(files);
    }

    /** What a scan said of each. */
    private static final class Outcome {
        private final List<Sample> samples;
        private final Map<String, Finding> worst = new HashMap<>();
        private final Map<String, Gap> gaps = new HashMap<>();

        Outcome(List<Sample> samples, RecordedReport report) {
            this.samples = samples;
            for (Finding finding : report.findings()) {
                worst.merge(
                        finding.location().path(),
                        finding,
                        (a, b) -> b.severity().compareTo(a.severity()) > 0 ? b : a);
            }
            report.gaps().forEach(gap -> gaps.putIfAbsent(gap.location().path(), gap));
        }

        private boolean isFound(Sample sample) {
            Finding finding = worst.get(sample.name());
            return finding != null && finding.severity().compareTo(Severity.MEDIUM) >= 0;
        }

        List<String> missed() {
            return samples.stream().filter(s -> !isFound(s)).map(this::line).toList();
        }

        List<String> found() {
            return samples.stream().filter(this::isFound).map(this::line).toList();
        }

        private String line(Sample sample) {
            Finding finding = worst.get(sample.name());
            Gap gap = gaps.get(sample.name());
            return sample.technique() + "\t" + sample.name() + "\t" + sample.note() + "\t"
                    + (finding == null ? "-" : finding.severity() + " " + finding.ruleId() + " " + finding.title())
                    + "\t" + (gap == null ? "no gap" : gap.kind() + " " + gap.reason());
        }

        String table(String title, String column) {
            Map<String, int[]> counts = new LinkedHashMap<>();
            for (Sample sample : samples) {
                int[] count = counts.computeIfAbsent(sample.technique(), _ -> new int[2]);
                count[0]++;
                count[1] += isFound(sample) ? 1 : 0;
            }
            StringBuilder table = new StringBuilder(String.format("%n%-36s %7s %7s%n", title, "files", column));
            int[] sum = new int[2];
            counts.forEach((technique, count) -> {
                sum[0] += count[0];
                sum[1] += count[1];
                table.append(String.format(
                        "%-36s %7d %7d %6.1f %%%n", technique, count[0], count[1], 100.0 * count[1] / count[0]));
            });
            return table.append(
                            String.format("%-36s %7d %7d %6.2f %%%n", "all", sum[0], sum[1], 100.0 * sum[1] / sum[0]))
                    .toString();
        }
    }
}
