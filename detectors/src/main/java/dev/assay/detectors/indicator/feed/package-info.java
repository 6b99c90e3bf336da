/** Reads indicators as data, in the formats in which people publish them. */
@NullMarked
package dev.assay.detectors.indicator.feed;

import org.jspecify.annotations.NullMarked;
