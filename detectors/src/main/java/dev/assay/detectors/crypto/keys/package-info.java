@NullMarked
package dev.assay.detectors.crypto.keys;

import org.jspecify.annotations.NullMarked;
