package dev.assay.engine.fact;

/**
 * A place where the bytes break or bend their format, or where two readers of it would disagree. Whether that matters is
 * for the row of the rule book that has the same id.
 *
 * @param id the rule that judges it, such as {@code archive/duplicate-member}
 * @param detail what is wrong there, in one line
 * @param count how often it occurs; {@code detail} and {@code offsetBytes} are of the first
 */
public record Anomaly(String id, String detail, long offsetBytes, long count) implements Fact {
    public Anomaly(String id, String detail, long offsetBytes) {
        this(id, detail, offsetBytes, 1);
    }
}
