/** Parts of archives that were split. */
@NullMarked
package dev.assay.detectors.archive.split;

import org.jspecify.annotations.NullMarked;
