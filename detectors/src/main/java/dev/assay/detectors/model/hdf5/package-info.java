/** HDF5 files: their groups, links, attributes and the places of their data. */
@NullMarked
package dev.assay.detectors.model.hdf5;

import org.jspecify.annotations.NullMarked;
