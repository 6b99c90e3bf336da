@NullMarked
package dev.assay.detectors.manifest.python;

import org.jspecify.annotations.NullMarked;
