@NullMarked
package dev.assay.detectors.manifest.binary;

import org.jspecify.annotations.NullMarked;
