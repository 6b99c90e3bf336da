package dev.assay.detectors.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.rule.Findings;
import org.junit.jupiter.api.Test;

/** An advisory of a package that names commits and no version says nothing of a version: that is a gap, and never clean. */
class CommitsOnlyTest {
    private static Findings judge(String versions) {
        String advisory = """
                {"id": "T-1", "modified": "2026-01-01T00:00:00Z", "affected": [{
                  "package": {"ecosystem": "PyPI", "name": "one"},
                  "ranges": [{"type": "GIT", "repo": "https://github.com/owner/one", "events": [{"introduced": "0"}]}]%s}]}
                """.formatted(versions);
        Dependency taken = IndicatorRuleTest.dependency("pypi", "one", "1.5", "==1.5", Relation.DIRECT, Origin.DEFAULT);
        return IndicatorRuleTest.judge(advisory, taken);
    }

    @Test
    void aVersionIsNotKnown() {
        assertThat(judge("").all()).isEmpty();
        assertThat(judge("").gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("whether one 1.5 is affected by T-1 is not known"));
    }

    @Test
    void versionsThatAreNamedTellOfOthers() {
        assertThat(judge(", \"versions\": [\"1.4\"]").gaps()).isEmpty();
        assertThat(judge(", \"versions\": [\"1.4\"]").all()).isEmpty();
        assertThat(judge(", \"versions\": [\"1.5\"]").all()).hasSize(1);
    }
}
