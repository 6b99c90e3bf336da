/** Tests. */
@NullMarked
package dev.assay.detectors.archive;

import org.jspecify.annotations.NullMarked;
