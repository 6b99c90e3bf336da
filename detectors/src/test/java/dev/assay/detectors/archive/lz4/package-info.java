/** Tests. */
@NullMarked
package dev.assay.detectors.archive.lz4;

import org.jspecify.annotations.NullMarked;
