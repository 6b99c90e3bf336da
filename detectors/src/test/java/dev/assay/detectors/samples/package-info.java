/** Hostile and benign files, emitted byte by byte, and what the scan says of them. */
@NullMarked
package dev.assay.detectors.samples;

import org.jspecify.annotations.NullMarked;
