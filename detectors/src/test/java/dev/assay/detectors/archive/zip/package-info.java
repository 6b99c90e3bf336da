/** Tests. */
@NullMarked
package dev.assay.detectors.archive.zip;

import org.jspecify.annotations.NullMarked;
