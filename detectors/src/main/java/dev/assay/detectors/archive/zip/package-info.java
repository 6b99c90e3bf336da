/** ZIP archives: an own reader, from the central directory and forward over local headers. */
@NullMarked
package dev.assay.detectors.archive.zip;

import org.jspecify.annotations.NullMarked;
