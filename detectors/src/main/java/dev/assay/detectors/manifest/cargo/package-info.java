/** Those of Cargo. */
@NullMarked
package dev.assay.detectors.manifest.cargo;

import org.jspecify.annotations.NullMarked;
