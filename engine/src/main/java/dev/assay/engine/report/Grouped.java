package dev.assay.engine.report;

import java.util.Map;

/**
 * Findings counted by whom or what they concern.
 *
 * @param by what the names are of, such as {@code owner}; empty where nothing is counted so
 * @param totals by name, in the order of the names; a finding of several counts for each
 */
public record Grouped(String by, Map<String, Total> totals) {
    public static final Grouped BY_NOTHING = new Grouped("", Map.of());

    /**
     * What one of them has to look at.
     *
     * @param repositories in how many the findings are
     */
    public record Total(long repositories, Map<Severity, Long> findings) {}
}
