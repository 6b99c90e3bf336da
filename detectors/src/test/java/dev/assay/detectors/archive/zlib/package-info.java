/** Tests. */
@NullMarked
package dev.assay.detectors.archive.zlib;

import org.jspecify.annotations.NullMarked;
