/** The line from a target to its report. */
@NullMarked
package dev.assay.engine.scan;

import org.jspecify.annotations.NullMarked;
