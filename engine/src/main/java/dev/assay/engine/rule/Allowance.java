package dev.assay.engine.rule;

import java.util.Set;

/**
 * Somebody's word that a finding does not count.
 *
 * @param by who said so and why, as it stands in the report
 * @param digests the SHA-256 of the artifacts for which it holds, in lower-case hexadecimal; none for all
 */
public record Allowance(String by, Set<String> digests) {
    public Allowance {
        digests = Set.copyOf(digests);
    }
}
