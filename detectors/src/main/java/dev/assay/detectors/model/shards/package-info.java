/** Models in several files: their indexes, and whether the files belong together. */
@NullMarked
package dev.assay.detectors.model.shards;

import org.jspecify.annotations.NullMarked;
