/** Those of R. */
@NullMarked
package dev.assay.detectors.manifest.rlang;

import org.jspecify.annotations.NullMarked;
