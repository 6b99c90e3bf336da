/** NumPy's {@code .npy} arrays: the header's rules, and the pickle behind object arrays. */
@NullMarked
package dev.assay.detectors.model.numpy;

import org.jspecify.annotations.NullMarked;
