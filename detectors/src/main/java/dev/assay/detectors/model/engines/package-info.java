/** Compiled models and bare weights, by magic: RKNN, TensorRT, Darknet and the like. */
@NullMarked
package dev.assay.detectors.model.engines;

import org.jspecify.annotations.NullMarked;
