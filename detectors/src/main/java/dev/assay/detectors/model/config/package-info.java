/** Configurations of models in JSON and YAML: what they have a program call, import or open. */
@NullMarked
package dev.assay.detectors.model.config;

import org.jspecify.annotations.NullMarked;
