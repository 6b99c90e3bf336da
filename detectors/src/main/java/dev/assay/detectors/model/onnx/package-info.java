/** ONNX: what its graphs call, which files they open, and whether its tensors are what they say. */
@NullMarked
package dev.assay.detectors.model.onnx;

import org.jspecify.annotations.NullMarked;
