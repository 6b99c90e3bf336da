@NullMarked
package dev.assay.detectors.model.torchscript;

import org.jspecify.annotations.NullMarked;
