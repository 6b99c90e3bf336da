/** How ecosystems order versions, and what their ranges admit. Knows no package. */
@NullMarked
package dev.assay.detectors.indicator.version;

import org.jspecify.annotations.NullMarked;
