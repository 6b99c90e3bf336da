/** Manifests, lockfiles and bills of materials: which packages a project takes, from where, and why. */
@NullMarked
package dev.assay.detectors.manifest;

import org.jspecify.annotations.NullMarked;
