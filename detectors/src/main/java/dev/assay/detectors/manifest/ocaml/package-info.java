/** Those of opam. */
@NullMarked
package dev.assay.detectors.manifest.ocaml;

import org.jspecify.annotations.NullMarked;
