package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A loop with the loops around it, through calls as well. Immutable.
 *
 * @param around null for none
 */
record Loops(Statement.Loop loop, @Nullable Loops around) {}
