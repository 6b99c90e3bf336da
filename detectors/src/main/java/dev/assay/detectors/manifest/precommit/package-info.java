/** That of pre-commit. */
@NullMarked
package dev.assay.detectors.manifest.precommit;

import org.jspecify.annotations.NullMarked;
