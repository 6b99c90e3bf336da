/** Tests. */
@NullMarked
package dev.assay.detectors.archive.cpio;

import org.jspecify.annotations.NullMarked;
