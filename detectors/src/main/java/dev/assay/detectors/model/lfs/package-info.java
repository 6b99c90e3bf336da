/** Pointers of Git LFS, which lie where a model should. */
@NullMarked
package dev.assay.detectors.model.lfs;

import org.jspecify.annotations.NullMarked;
