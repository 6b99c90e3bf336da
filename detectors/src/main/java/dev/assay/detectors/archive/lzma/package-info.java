/** LZMA files of the old kind. */
@NullMarked
package dev.assay.detectors.archive.lzma;

import org.jspecify.annotations.NullMarked;
