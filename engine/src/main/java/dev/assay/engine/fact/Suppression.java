package dev.assay.engine.fact;

import java.util.List;

/**
 * A comment that asks not to count findings at its place.
 *
 * @param ruleIds as they are written
 * @param reason as it is written; nothing if there is none
 * @param expires the day, as it is written; nothing if there is none
 * @param fromBytes where the lines begin that it is for, within the decoded bytes
 * @param toBytes where they end
 */
public record Suppression(
        List<String> ruleIds, String reason, String expires, long fromBytes, long toBytes, long offsetBytes)
        implements Fact {
    public Suppression {
        ruleIds = List.copyOf(ruleIds);
    }
}
