/** Workflows of GitHub Actions: who can make them run what. */
@NullMarked
package dev.assay.detectors.indicator.workflow;

import org.jspecify.annotations.NullMarked;
