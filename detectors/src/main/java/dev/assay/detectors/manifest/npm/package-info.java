/** The manifests and lockfiles of npm, Yarn, pnpm and Bun. */
@NullMarked
package dev.assay.detectors.manifest.npm;

import org.jspecify.annotations.NullMarked;
