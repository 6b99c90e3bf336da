/** PaddlePaddle's programs: which operators they run. */
@NullMarked
package dev.assay.detectors.model.paddle;

import org.jspecify.annotations.NullMarked;
