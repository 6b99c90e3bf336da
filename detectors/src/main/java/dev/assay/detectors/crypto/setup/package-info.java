/** Configurations of programs, as the cryptography that they ask for. */
@NullMarked
package dev.assay.detectors.crypto.setup;

import org.jspecify.annotations.NullMarked;
