/** Credentials that stand in texts. */
@NullMarked
package dev.assay.detectors.text.secrets;

import org.jspecify.annotations.NullMarked;
