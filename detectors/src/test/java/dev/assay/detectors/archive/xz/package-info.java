/** Tests. */
@NullMarked
package dev.assay.detectors.archive.xz;

import org.jspecify.annotations.NullMarked;
