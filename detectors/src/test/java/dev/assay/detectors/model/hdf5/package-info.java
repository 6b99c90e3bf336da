@NullMarked
package dev.assay.detectors.model.hdf5;

import org.jspecify.annotations.NullMarked;
