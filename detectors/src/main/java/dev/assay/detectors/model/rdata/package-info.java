/** Serialised objects of R. */
@NullMarked
package dev.assay.detectors.model.rdata;

import org.jspecify.annotations.NullMarked;
