/** Those of Stack and Cabal. */
@NullMarked
package dev.assay.detectors.manifest.haskell;

import org.jspecify.annotations.NullMarked;
