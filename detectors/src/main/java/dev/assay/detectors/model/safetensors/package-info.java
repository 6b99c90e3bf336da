/** Safetensors: every rule that its header has to keep. */
@NullMarked
package dev.assay.detectors.model.safetensors;

import org.jspecify.annotations.NullMarked;
