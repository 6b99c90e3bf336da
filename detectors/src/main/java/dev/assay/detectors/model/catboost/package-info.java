/** Models of CatBoost. */
@NullMarked
package dev.assay.detectors.model.catboost;

import org.jspecify.annotations.NullMarked;
