@NullMarked
package dev.assay.detectors.manifest.maven;

import org.jspecify.annotations.NullMarked;
