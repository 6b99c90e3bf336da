/** Those of Swift, CocoaPods and Carthage. */
@NullMarked
package dev.assay.detectors.manifest.swift;

import org.jspecify.annotations.NullMarked;
