/** Workflows and actions of GitHub. */
@NullMarked
package dev.assay.detectors.manifest.actions;

import org.jspecify.annotations.NullMarked;
