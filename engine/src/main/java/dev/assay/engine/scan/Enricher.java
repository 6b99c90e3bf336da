package dev.assay.engine.scan;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.Gap;
import dev.assay.engine.rule.Facts;
import java.util.List;

/**
 * The only stage that may ask somebody: adds to what decoders saw what others know of it, before rules judge. What it adds is never
 * in the cache of facts, since it changes while the bytes do not. Shared between threads.
 */
@FunctionalInterface
public interface Enricher {
    /** Asks nobody. */
    Enricher NONE = (facts, clock) -> Enriched.NOTHING;

    /** @param facts of one artifact or member, one at least */
    Enriched enrich(Facts facts, Clock clock);

    /**
     * What came of it.
     *
     * @param gaps what was asked and not answered
     */
    record Enriched(List<Fact> facts, List<Gap> gaps) {
        public static final Enriched NOTHING = new Enriched(List.of(), List.of());
    }
}
