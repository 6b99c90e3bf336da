@NullMarked
package dev.assay.detectors.manifest.npm;

import org.jspecify.annotations.NullMarked;
