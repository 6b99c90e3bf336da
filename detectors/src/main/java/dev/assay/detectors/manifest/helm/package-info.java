/** Those of Helm. */
@NullMarked
package dev.assay.detectors.manifest.helm;

import org.jspecify.annotations.NullMarked;
