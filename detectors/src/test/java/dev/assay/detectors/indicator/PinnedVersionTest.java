package dev.assay.detectors.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import org.junit.jupiter.api.Test;

/** What an override pins is told as exactly that version; what leaves a choice is not. */
class PinnedVersionTest {
    private static String title(String version, String range, Relation relation) {
        Dependency asked = IndicatorRuleTest.dependency("npm", "debug", version, range, relation, Origin.DEFAULT);
        return IndicatorRuleTest.judge("npm debug 4.4.2\n", asked).all().getFirst().title();
    }

    @Test
    void exactIsExact() {
        assertThat(title("4.4.2", "4.4.2", Relation.CONSTRAINT))
                .isEqualTo("debug 4.4.2 is pinned to a malicious version");
        assertThat(title("", "^4.4.0", Relation.CONSTRAINT)).isEqualTo("debug ^4.4.0 may become a malicious version");
        assertThat(title("", "^4.4.0", Relation.DIRECT)).isEqualTo("debug ^4.4.0 may become a malicious version");
    }
}
