/** TensorFlow's graphs and SavedModels: which operators they run, and what they give to them. */
@NullMarked
package dev.assay.detectors.model.tensorflow;

import org.jspecify.annotations.NullMarked;
