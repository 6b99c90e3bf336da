/** Patterns of the user. */
@NullMarked
package dev.assay.detectors.text.patterns;

import org.jspecify.annotations.NullMarked;
