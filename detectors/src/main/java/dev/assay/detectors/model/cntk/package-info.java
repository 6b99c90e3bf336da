/** CNTK: which code loading a model imports. */
@NullMarked
package dev.assay.detectors.model.cntk;

import org.jspecify.annotations.NullMarked;
