@NullMarked
package dev.assay.detectors.manifest.os;

import org.jspecify.annotations.NullMarked;
