@NullMarked
package dev.assay.detectors.crypto.code;

import org.jspecify.annotations.NullMarked;
