/** Python's compiled code: what {@code marshal} writes, in {@code .pyc} files and wherever models keep functions. */
@NullMarked
package dev.assay.detectors.model.marshal;

import org.jspecify.annotations.NullMarked;
