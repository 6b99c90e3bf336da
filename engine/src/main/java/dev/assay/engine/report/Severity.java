package dev.assay.engine.report;

import java.util.Locale;

/** How bad a finding is, least first. */
public enum Severity {
    /** Inventory: affects neither verdict nor exit code. */
    INFO,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** As it stands in reports, options and rows. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no such severity */
    public static Severity of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
