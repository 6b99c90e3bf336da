/** Models in the format of ONNX Runtime. */
@NullMarked
package dev.assay.detectors.model.ort;

import org.jspecify.annotations.NullMarked;
