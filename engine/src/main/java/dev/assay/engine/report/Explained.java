package dev.assay.engine.report;

import dev.assay.engine.fact.Program;
import java.util.List;

/** A program that was found, for people to read ({@code --explain}). It affects neither verdict nor exit code. */
public record Explained(Location location, List<Program.Line> lines) {}
