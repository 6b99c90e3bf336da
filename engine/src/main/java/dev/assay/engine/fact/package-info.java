/** What decoders state about bytes. Facts hold no judgement; rules make that. */
@NullMarked
package dev.assay.engine.fact;

import org.jspecify.annotations.NullMarked;
