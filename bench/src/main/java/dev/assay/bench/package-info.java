/** Benchmarks, side by side with peers. */
@NullMarked
package dev.assay.bench;

import org.jspecify.annotations.NullMarked;
