/** Python source: what importing or calling it would do, as far as it can be followed. */
@NullMarked
package dev.assay.detectors.text.python;

import org.jspecify.annotations.NullMarked;
