@NullMarked
package dev.assay.detectors.manifest;

import org.jspecify.annotations.NullMarked;
