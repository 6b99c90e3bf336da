@NullMarked
package dev.assay.detectors.model.keras;

import org.jspecify.annotations.NullMarked;
