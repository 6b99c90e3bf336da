/** Images that are built upon or run. */
@NullMarked
package dev.assay.detectors.manifest.container;

import org.jspecify.annotations.NullMarked;
