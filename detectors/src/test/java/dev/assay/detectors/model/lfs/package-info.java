@NullMarked
package dev.assay.detectors.model.lfs;

import org.jspecify.annotations.NullMarked;
