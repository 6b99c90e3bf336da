@NullMarked
package dev.assay.detectors.crypto.setup;

import org.jspecify.annotations.NullMarked;
