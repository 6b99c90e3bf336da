/** Tests. */
@NullMarked
package dev.assay.detectors.archive.sevenz;

import org.jspecify.annotations.NullMarked;
