/** Where bytes come from: files, memory, slices, streams, all behind {@link dev.assay.engine.bytes.ByteSource}. */
@NullMarked
package dev.assay.engine.bytes;

import org.jspecify.annotations.NullMarked;
