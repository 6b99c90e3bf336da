/** The manifests and lockfiles of Python's tools. */
@NullMarked
package dev.assay.detectors.manifest.python;

import org.jspecify.annotations.NullMarked;
