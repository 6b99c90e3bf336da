@NullMarked
package dev.assay.detectors.model.shards;

import org.jspecify.annotations.NullMarked;
