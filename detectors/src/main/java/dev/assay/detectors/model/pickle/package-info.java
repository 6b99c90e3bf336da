/** Python pickles: what loading them would import and call, found without loading them. */
@NullMarked
package dev.assay.detectors.model.pickle;

import org.jspecify.annotations.NullMarked;
