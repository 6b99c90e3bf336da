/** The manifests and lockfiles of Composer. */
@NullMarked
package dev.assay.detectors.manifest.php;

import org.jspecify.annotations.NullMarked;
