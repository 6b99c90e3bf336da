/** Zstandard frames (RFC 8878). */
@NullMarked
package dev.assay.detectors.archive.zstd;

import org.jspecify.annotations.NullMarked;
