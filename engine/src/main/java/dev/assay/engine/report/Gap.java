package dev.assay.engine.report;

/**
 * Something that a loader could interpret and that was not judged.
 *
 * @param bytesUnread how much, or -1 if nobody knows
 */
public record Gap(GapKind kind, Location location, String reason, long bytesUnread) {}
