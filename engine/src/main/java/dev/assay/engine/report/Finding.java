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
        Map<String, String> evidence) {}
