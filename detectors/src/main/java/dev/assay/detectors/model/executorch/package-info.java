/** ExecuTorch programs: operators, delegates, segments. */
@NullMarked
package dev.assay.detectors.model.executorch;

import org.jspecify.annotations.NullMarked;
