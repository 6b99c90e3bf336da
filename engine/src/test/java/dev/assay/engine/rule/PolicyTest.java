package dev.assay.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.rule.Policy.Graded;
import dev.assay.engine.rule.Policy.Ignored;
import dev.assay.engine.text.PathGlob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTest {
    @TempDir
    Path folder;

    private Findings findings(Policy policy, int most) throws IOException {
        Path rows = Files.writeString(
                folder.resolve("rules.yaml"),
                "- id: test/row\n  severity: medium\n  title: t\n  why: w\n  remedy: r\n");
        Findings findings = new Findings(new RuleBook(List.of(rows.toUri().toURL())), _ -> true, most, policy);
        findings.at(Location.of("models", "a/b.pkl"));
        return findings;
    }

    private static Policy graded(Severity severity, boolean isLeast) {
        return new Policy(Map.of("test/row", new Graded(severity, isLeast, "row 1")), Map.of());
    }

    private static Ignored ignored(String by, List<String> paths, String... digests) {
        return new Ignored(paths.stream().map(PathGlob::new).toList(), new Allowance(by, Set.of(digests)));
    }

    private static Policy ignoring(Ignored... rows) {
        return new Policy(Map.of(), Map.of("test/row", List.of(rows)));
    }

    private Severity severity(Policy policy, Severity own) throws IOException {
        Findings findings = findings(policy, 9);
        findings.add("test/row", own, -1, "", Map.of());
        return findings.all().getFirst().severity();
    }

    @Test
    void aSeverityIsThatOfTheRowOrAtLeastThat() throws IOException {
        for (Severity own : Severity.values()) {
            assertThat(severity(Policy.none(), own)).isEqualTo(own);
            assertThat(severity(graded(Severity.LOW, false), own)).isEqualTo(Severity.LOW);
            assertThat(severity(graded(Severity.MEDIUM, true), own))
                    .isEqualTo(own.compareTo(Severity.MEDIUM) < 0 ? Severity.MEDIUM : own);
        }
    }

    @Test
    void whatIsOnlyCountedHasTheSeverityOfTheRow() throws IOException {
        Findings findings = findings(graded(Severity.INFO, false), 0);
        findings.add("test/row", Severity.CRITICAL, -1, "", Map.of());
        assertThat(findings.uncounted()).isEqualTo(1);
        assertThat(findings.uncountedWorst()).isEqualTo(Severity.INFO);
    }

    @Test
    void theDigestIsAskedForOnlyWhereARowCouldSuppress() throws IOException {
        Policy policy = ignoring(ignored("elsewhere", List.of("c/*"), "d1"));
        Findings findings = findings(policy, 9);
        findings.add("test/row", -1, "", Map.of());
        findings.settle(() -> {
            throw new AssertionError("nobody needs it");
        });
        assertThat(findings.all()).hasSize(1);
        assertThat(policy.unused()).containsExactly("elsewhere");
    }

    @Test
    void theRowWhoseDigestItIsSuppresses() throws IOException {
        Policy policy = ignoring(
                ignored("first", List.of(), "d1"),
                ignored("second", List.of("a/*"), "d2"),
                ignored("third", List.of(), "d2"));
        Findings findings = findings(policy, 9);
        findings.add("test/row", 1, "", Map.of());
        findings.add("test/row", 2, "", Map.of());
        findings.settle(() -> Optional.of("d2"));
        assertThat(findings.all()).isEmpty();
        assertThat(findings.suppressed()).extracting(Suppressed::by).containsExactly("second", "second");
        assertThat(policy.unused()).containsExactly("first", "third");
    }

    @Test
    void withoutADigestNothingIsSuppressedByOne() throws IOException {
        Findings findings = findings(ignoring(ignored("row", List.of(), "d1")), 9);
        findings.add("test/row", -1, "", Map.of());
        findings.settle(Optional::empty);
        assertThat(findings.all()).hasSize(1);
        assertThat(findings.suppressed()).isEmpty();
    }
}
