package dev.assay.engine.report;

/** A versioned table that findings rest on. */
public record ReferenceData(String name, String version, String date, String digest) {}
