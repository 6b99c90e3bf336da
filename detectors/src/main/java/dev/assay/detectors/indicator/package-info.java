/** Indicators of compromise and advisories, against the packages that manifests name. */
@NullMarked
package dev.assay.detectors.indicator;

import org.jspecify.annotations.NullMarked;
