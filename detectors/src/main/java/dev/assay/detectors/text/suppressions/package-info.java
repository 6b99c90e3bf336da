/** Comments that ask not to count findings. */
@NullMarked
package dev.assay.detectors.text.suppressions;

import org.jspecify.annotations.NullMarked;
