package dev.assay.app.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The line of {@code --quiet} has the evidence as values, once each. */
class QuietTextTest {
    private static String line(Map<String, String> evidence) {
        Finding finding = new Finding(
                "indicator/malicious-package",
                "indicator",
                Severity.CRITICAL,
                "a 1 is known to be malicious",
                "It comes in.",
                "Remove it.",
                List.of(),
                "00000000000000000000000000000001",
                Location.of(".", "package-lock.json"),
                new TreeMap<>(evidence));
        return Rendered.as(Format.TEXT, Rendered.QUIET, SampleReports.of(List.of(finding)))
                .lines()
                .findFirst()
                .orElse("");
    }

    @Test
    void aSentenceAroundAValueIsLeftOut() {
        assertThat(line(Map.of("path", "b@1 > c@1", "way", "It comes in by way of b@1 > c@1.")))
                .contains(", path b@1 > c@1 [")
                .doesNotContain("by way of");
    }

    @Test
    void aSentenceOfItsOwnStays() {
        assertThat(line(Map.of("path", "", "way", "The project asks for it itself.")))
                .contains(", way The project asks for it itself.");
        assertThat(line(Map.of("path", "b@1 > c@1", "summary", "Steals secrets.")))
                .contains(", path b@1 > c@1, summary Steals secrets. [");
    }
}
