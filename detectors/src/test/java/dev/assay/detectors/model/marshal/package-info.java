@NullMarked
package dev.assay.detectors.model.marshal;

import org.jspecify.annotations.NullMarked;
