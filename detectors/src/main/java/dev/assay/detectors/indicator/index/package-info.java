/** Indicators compiled into one file, of which a look-up reads next to nothing. */
@NullMarked
package dev.assay.detectors.indicator.index;

import org.jspecify.annotations.NullMarked;
