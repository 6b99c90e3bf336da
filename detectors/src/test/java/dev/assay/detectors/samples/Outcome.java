package dev.assay.detectors.samples;

import dev.assay.detectors.Catalog;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Severity;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** What one scan said of each sample. */
final class Outcome {
    private final List<Sample> samples;
    private final Map<String, Finding> worst = new HashMap<>();
    private final Map<String, Gap> gaps = new HashMap<>();

    private Outcome(List<Sample> samples, RecordedReport report) {
        this.samples = samples;
        for (Finding finding : report.findings()) {
            worst.merge(
                    finding.location().path(),
                    finding,
                    (one, other) -> other.severity().compareTo(one.severity()) > 0 ? other : one);
        }
        report.gaps().forEach(gap -> gaps.putIfAbsent(gap.location().path(), gap));
    }

    /** Scans all of them at once, with the whole engine and all detectors. */
    static Outcome of(List<Sample> samples) {
        MemoryConnector files = new MemoryConnector();
        samples.forEach(sample -> files.file(sample.name(), sample.bytes()));
        return new Outcome(
                samples, new TestScan(Catalog.load("samples")).jobs(2).run(files));
    }

    /** Whether the scan of this file alone would end with 1. */
    boolean isFound(Sample sample) {
        Finding finding = worst.get(sample.name());
        return finding != null && finding.severity().compareTo(Severity.MEDIUM) >= 0;
    }

    List<Sample> found() {
        return samples.stream().filter(this::isFound).toList();
    }

    List<Sample> missed() {
        return samples.stream().filter(Predicate.not(this::isFound)).toList();
    }

    /** The rule that judged it worst, or none. */
    String rule(Sample sample) {
        Finding finding = worst.get(sample.name());
        return finding == null ? "none" : finding.ruleId();
    }

    /** Everything about one, for a message. */
    String line(Sample sample) {
        Finding finding = worst.get(sample.name());
        Gap gap = gaps.get(sample.name());
        String said = finding == null
                ? "nothing is found"
                : finding.severity().name().toLowerCase(Locale.ROOT) + ": " + finding.title();
        return sample.technique() + "\t" + sample.name() + "\t" + sample.note() + "\t" + said + "\t"
                + (gap == null ? "no gap" : gap.kind().id() + ": " + gap.reason());
    }
}
