/** Those of conda. */
@NullMarked
package dev.assay.detectors.manifest.conda;

import org.jspecify.annotations.NullMarked;
