/** Formats and rules, one folder each. */
@NullMarked
package dev.assay.detectors;

import org.jspecify.annotations.NullMarked;
