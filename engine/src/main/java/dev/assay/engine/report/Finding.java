package dev.assay.engine.report;

import java.util.List;
import java.util.Map;

/**
 * What a rule says of some facts.
 *
 * @param ruleId as {@code family/kebab-name}; never changes its meaning
 * @param title what it is, in a few words
 * @param message what was seen here and why it matters
 * @param remedy what to do
 * @param fingerprint the same for the same finding after lines moved or a folder was renamed
 * @param evidence what it rests on, in a fixed order, with secrets already redacted
 * @param groups under whom or what a report lists it, such as teams; empty if it does so under nothing
 */
public record Finding(
        String ruleId,
        String family,
        Severity severity,
        String title,
        String message,
        String remedy,
        List<String> references,
        String fingerprint,
        Location location,
        Map<String, String> evidence,
        List<String> groups) {
    public Finding(
            String ruleId,
            String family,
            Severity severity,
            String title,
            String message,
            String remedy,
            List<String> references,
            String fingerprint,
            Location location,
            Map<String, String> evidence) {
        this(ruleId, family, severity, title, message, remedy, references, fingerprint, location, evidence, List.of());
    }

    /** The same with what only the source of a sweep knows. */
    public Finding with(Map<String, String> moreEvidence, List<String> ofGroups) {
        return new Finding(
                ruleId,
                family,
                severity,
                title,
                message,
                remedy,
                references,
                fingerprint,
                location,
                moreEvidence,
                ofGroups);
    }
}
