/** Scans any bytes safely. */
@NullMarked
package dev.assay.engine;

import org.jspecify.annotations.NullMarked;
