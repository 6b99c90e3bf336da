/** Formats that a loader could interpret and that this version only knows by sight. */
@NullMarked
package dev.assay.detectors.model.unsupported;

import org.jspecify.annotations.NullMarked;
