package dev.assay.detectors.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.report.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an override pins is told as exactly that version; what leaves a choice is not. */
class PinnedVersionTest {
    private static String title(String version, String range, Relation relation) {
        Dependency asked = IndicatorRuleTest.dependency("npm", "debug", version, range, relation, Origin.DEFAULT);
        return IndicatorRuleTest.judge("npm debug 4.4.2\n", asked)
                .all()
                .getFirst()
                .title();
    }

    @Test
    void exactIsExact() {
        assertThat(title("4.4.2", "4.4.2", Relation.CONSTRAINT))
                .isEqualTo("debug 4.4.2 is pinned to a malicious version");
        assertThat(title("", "^4.4.0", Relation.CONSTRAINT)).isEqualTo("debug ^4.4.0 may become a malicious version");
        assertThat(title("", "^4.4.0", Relation.DIRECT)).isEqualTo("debug ^4.4.0 may become a malicious version");
    }

    /** A bound that changes nothing does not make a choice of it. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            npm;  4.4.2 || 4.4.2;      true
            npm;  >=4.4.2 <=4.4.2;     true
            npm;  4.4.2 - 4.4.2;       true
            npm;  4.4.2 <5;            true
            npm;  4.4.2 || 4.4.3;      false
            npm;  >=4.4.2 <4.4.3;      false
            npm;  >=4.4.1 <=4.4.1;     nothing
            pypi; ==4.4.2,!=4.4.3;     true
            pypi; ==4.4.2,>0;          true
            pypi; >=4.4.2,<=4.4.2;     true
            pypi; >=4.4.2,!=4.4.3;     false
            pypi; ==1!4.4.2,>0;        nothing
            gem;  >= 4.4.2, <= 4.4.2;  true
            """)
    void oneVersionThatIsLeftIsTaken(String ecosystem, String range, String isTaken) {
        Dependency asked = IndicatorRuleTest.dependency(ecosystem, "debug", "", range, Relation.DIRECT, Origin.DEFAULT);
        assertThat(IndicatorRuleTest.judge(ecosystem + " debug 4.4.2\n", asked).all())
                .extracting(Finding::ruleId)
                .isEqualTo(
                        switch (isTaken) {
                            case "true" -> List.of("indicator/malicious-package");
                            case "false" -> List.of("indicator/malicious-if-taken");
                            default -> List.of();
                        });
    }

    /** What was packed is from elsewhere, and named as there; a folder is the project's own. */
    @ParameterizedTest
    @CsvSource({
        "./debug-4.4.2.tgz, true",
        "dist/debug-4.4.2-py3-none-any.whl, true",
        "../debug, false",
        "vendor/debug.tgz.d, false"
    })
    void archivesBesideTheProject(String address, boolean isTold) {
        Origin origin = new Origin(Origin.Kind.PATH, address);
        Dependency asked = IndicatorRuleTest.dependency("npm", "debug", "4.4.2", "", Relation.DIRECT, origin);
        assertThat(IndicatorRuleTest.judge("npm debug 4.4.2\n", asked).all()).hasSize(isTold ? 1 : 0);
    }
}
