/** Tests. */
@NullMarked
package dev.assay.detectors.archive.zstd;

import org.jspecify.annotations.NullMarked;
