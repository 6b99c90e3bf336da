package dev.assay.engine.rule;

import dev.assay.engine.report.Location;

/**
 * Judges the facts of one artifact. Pure: no I/O, no clock, no state; shared between threads. What it says of a rule, its
 * severity and its texts, are in the row of the {@link RuleBook} whose id it names.
 */
@FunctionalInterface
public interface Rule {
    /** @param facts one at least */
    void judge(Facts facts, Findings out);

    /**
     * What of a place it goes by, beside what the facts say: of the same bytes at two places of which it is the same the same is said.
     *
     * @param at of a file, or of a folder
     */
    default String placed(Location at) {
        return "";
    }
}
