/** Models of XGBoost: JSON, UBJSON and the old binary format. */
@NullMarked
package dev.assay.detectors.model.xgboost;

import org.jspecify.annotations.NullMarked;
