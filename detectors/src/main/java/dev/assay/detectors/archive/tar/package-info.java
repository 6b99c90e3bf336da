/** Tape archives: v7, ustar, GNU and PAX. */
@NullMarked
package dev.assay.detectors.archive.tar;

import org.jspecify.annotations.NullMarked;
