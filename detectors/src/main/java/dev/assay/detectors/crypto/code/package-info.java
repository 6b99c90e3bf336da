/** Cryptography that programs use: what their calls may be given, by rows of the libraries' functions. */
@NullMarked
package dev.assay.detectors.crypto.code;

import org.jspecify.annotations.NullMarked;
