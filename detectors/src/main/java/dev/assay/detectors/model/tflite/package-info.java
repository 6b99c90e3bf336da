/** TensorFlow Lite: operators, bounds, metadata. */
@NullMarked
package dev.assay.detectors.model.tflite;

import org.jspecify.annotations.NullMarked;
