/** Tests. */
@NullMarked
package dev.assay.detectors.archive.tar;

import org.jspecify.annotations.NullMarked;
