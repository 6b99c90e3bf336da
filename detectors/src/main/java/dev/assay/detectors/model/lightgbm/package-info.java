/** Models of LightGBM. */
@NullMarked
package dev.assay.detectors.model.lightgbm;

import org.jspecify.annotations.NullMarked;
