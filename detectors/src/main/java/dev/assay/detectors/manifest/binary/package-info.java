/** Packages that compilers write into the programs they build. */
@NullMarked
package dev.assay.detectors.manifest.binary;

import org.jspecify.annotations.NullMarked;
