/** Bills of materials: SPDX and CycloneDX. */
@NullMarked
package dev.assay.detectors.manifest.sbom;

import org.jspecify.annotations.NullMarked;
