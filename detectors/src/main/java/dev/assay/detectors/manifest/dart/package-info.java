/** Those of Dart and Flutter. */
@NullMarked
package dev.assay.detectors.manifest.dart;

import org.jspecify.annotations.NullMarked;
