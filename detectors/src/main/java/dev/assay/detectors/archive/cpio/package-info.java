/** The archives of {@code cpio}: new, portable and old binary. */
@NullMarked
package dev.assay.detectors.archive.cpio;

import org.jspecify.annotations.NullMarked;
