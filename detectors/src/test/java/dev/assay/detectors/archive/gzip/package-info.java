/** Tests. */
@NullMarked
package dev.assay.detectors.archive.gzip;

import org.jspecify.annotations.NullMarked;
