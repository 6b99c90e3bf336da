package dev.assay.engine.rule;

/**
 * Judges the facts of one artifact. Pure: no I/O, no clock, no state; shared between threads. What it says of a rule, its
 * severity and its texts, are in the row of the {@link RuleBook} whose id it names.
 */
@FunctionalInterface
public interface Rule {
    /** @param facts one at least */
    void judge(Facts facts, Findings out);
}
