/** Compiled models and bare weights, by magic: RKNN, TensorRT, CNTK 1, Darknet and the like. */
@NullMarked
package dev.assay.detectors.model.engines;

import org.jspecify.annotations.NullMarked;
