/** Serialised objects of Lua Torch. */
@NullMarked
package dev.assay.detectors.model.torch7;

import org.jspecify.annotations.NullMarked;
