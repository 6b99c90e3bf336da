/** Text of any kind: one reading that feeds everything that looks for something in texts. */
@NullMarked
package dev.assay.detectors.text;

import org.jspecify.annotations.NullMarked;
