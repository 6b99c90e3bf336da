/** MessagePack, as Flax and JAX keep their states in. */
@NullMarked
package dev.assay.detectors.model.flax;

import org.jspecify.annotations.NullMarked;
