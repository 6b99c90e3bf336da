package dev.assay.engine.scan;

import static dev.assay.engine.scan.StubDecoder.latin1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.decode.Access;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnricherTest {
    private static final StubDecoder SAID = StubDecoder.saying("said", Access.FORWARD);

    private static RecordedReport scan(Enricher enricher) {
        MemoryConnector files =
                new MemoryConnector().file("a", latin1("said")).file("b", latin1("nothing of interest"));
        return new TestScan(StubDecoder.detectors(SAID)).enricher(enricher).run(files);
    }

    @Test
    void rulesJudgeWhatItAdds() {
        RecordedReport report = scan((facts, clock) ->
                new Enricher.Enriched(List.of(new Anomaly("test/said", "by somebody who was asked", 2)), List.of()));
        assertThat(report.findings())
                .extracting(finding -> finding.location().toString())
                .containsExactly("memory/a:+1", "memory/a:+2");
    }

    @Test
    void whatNobodyAnsweredIsAGapAtThePlace() {
        RecordedReport report = scan((facts, clock) -> new Enricher.Enriched(
                List.of(), List.of(new Gap(GapKind.UNREACHABLE, facts.at(), "nobody answered", -1))));
        assertThat(report.findings()).extracting(Finding::ruleId).containsExactly("test/said");
        assertThat(report.gaps())
                .extracting(gap -> gap.location() + " " + gap.reason())
                .containsExactly("memory/a nobody answered");
    }
}
