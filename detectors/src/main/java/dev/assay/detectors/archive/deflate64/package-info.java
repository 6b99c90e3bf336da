/** Deflate with a window of 64 KB, as zip and 7z archives have it. */
@NullMarked
package dev.assay.detectors.archive.deflate64;

import org.jspecify.annotations.NullMarked;
