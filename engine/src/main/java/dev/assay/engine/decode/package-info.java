/** Formats, decoders and the budget that every loop over hostile input spends. */
@NullMarked
package dev.assay.engine.decode;

import org.jspecify.annotations.NullMarked;
