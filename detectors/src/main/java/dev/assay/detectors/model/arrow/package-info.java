/** Arrow and Parquet: extension types with pickles. */
@NullMarked
package dev.assay.detectors.model.arrow;

import org.jspecify.annotations.NullMarked;
