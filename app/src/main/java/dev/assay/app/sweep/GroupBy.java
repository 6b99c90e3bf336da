package dev.assay.app.sweep;

import java.util.Locale;

/** What the findings of a sweep are counted by, and listed under. */
public enum GroupBy {
    OWNER,
    TEAM,
    REPOSITORY;

    public static GroupBy of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }

    /** As it stands on the command line and in reports. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
