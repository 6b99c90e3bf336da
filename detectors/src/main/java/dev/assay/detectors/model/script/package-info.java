/** Programs of shells within the files of models. */
@NullMarked
package dev.assay.detectors.model.script;

import org.jspecify.annotations.NullMarked;
