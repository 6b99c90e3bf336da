/** Benchmarks of the whole program, their inputs, and the comparison with other scanners. */
@NullMarked
package dev.assay.bench;

import org.jspecify.annotations.NullMarked;
