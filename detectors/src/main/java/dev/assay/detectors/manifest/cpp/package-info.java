/** Those of Conan and vcpkg. */
@NullMarked
package dev.assay.detectors.manifest.cpp;

import org.jspecify.annotations.NullMarked;
