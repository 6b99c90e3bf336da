/** What tests of decoders share. */
@NullMarked
package dev.assay.engine.decode;

import org.jspecify.annotations.NullMarked;
