/** bzip2 streams. */
@NullMarked
package dev.assay.detectors.archive.bzip2;

import org.jspecify.annotations.NullMarked;
