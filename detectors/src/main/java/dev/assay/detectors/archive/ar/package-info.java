/** The archives of {@code ar}, which Debian packages are. */
@NullMarked
package dev.assay.detectors.archive.ar;

import org.jspecify.annotations.NullMarked;
