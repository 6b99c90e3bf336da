@NullMarked
package dev.assay.detectors.manifest.sbom;

import org.jspecify.annotations.NullMarked;
