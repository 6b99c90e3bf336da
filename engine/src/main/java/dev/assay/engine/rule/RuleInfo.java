package dev.assay.engine.rule;

import dev.assay.engine.report.Severity;
import java.util.List;

/**
 * A row of the rule book.
 *
 * @param id as {@code family/kebab-name}; never changes its meaning
 * @param title what it is, in a few words
 * @param why why it matters; here, in the title and in the remedy <code>{key}</code> stands for that piece of the evidence
 * @param match examples that it must report
 * @param silent examples that come close and that it must not report
 */
public record RuleInfo(
        String id,
        Severity severity,
        String title,
        String why,
        String remedy,
        List<String> references,
        List<String> match,
        List<String> silent) {
    /** The part of the id before the slash. */
    public String family() {
        return family(id);
    }

    static String family(String id) {
        return id.substring(0, id.indexOf('/'));
    }
}
