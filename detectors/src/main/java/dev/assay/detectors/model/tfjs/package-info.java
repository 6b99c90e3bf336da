/** TensorFlow.js: model.json and where its weights lie. */
@NullMarked
package dev.assay.detectors.model.tfjs;

import org.jspecify.annotations.NullMarked;
