package dev.assay.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.Indicator;
import dev.assay.engine.fact.Property;
import dev.assay.engine.report.Location;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactsTest {
    @Test
    void thoseOfAKindComeInTheirOrder() {
        Indicator one = new Indicator("url", "http://one", 1);
        Indicator two = new Indicator("url", "http://two", 2);
        Property name = new Property("name", "x", 3);
        List<Fact> all = List.of(one, name, two, one);
        Facts facts = new Facts(Location.of("t", "p"), List.of(), List.of(), all);
        assertThat(facts.of(Indicator.class)).containsExactly(one, two, one);
        assertThat(facts.of(Property.class)).containsExactly(name);
        assertThat(facts.of(Anomaly.class)).isEmpty();
        assertThat(facts.facts()).isSameAs(all);
    }
}
