/** Tests. */
@NullMarked
package dev.assay.detectors.archive.ar;

import org.jspecify.annotations.NullMarked;
