/** Those of Deno. */
@NullMarked
package dev.assay.detectors.manifest.deno;

import org.jspecify.annotations.NullMarked;
