/** Configurations of Keras models: which classes and functions loading looks up, and what code they bring along. */
@NullMarked
package dev.assay.detectors.model.keras;

import org.jspecify.annotations.NullMarked;
