/** Caffe: which Python code its layers call. */
@NullMarked
package dev.assay.detectors.model.caffe;

import org.jspecify.annotations.NullMarked;
