/** Jinja templates: what rendering one would reach. */
@NullMarked
package dev.assay.detectors.text.jinja;

import org.jspecify.annotations.NullMarked;
