/** The lockfiles of Bundler. */
@NullMarked
package dev.assay.detectors.manifest.ruby;

import org.jspecify.annotations.NullMarked;
