/** Those of Go. */
@NullMarked
package dev.assay.detectors.manifest.golang;

import org.jspecify.annotations.NullMarked;
