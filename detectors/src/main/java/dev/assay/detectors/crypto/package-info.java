/** What cryptography is worth: the registry of algorithms, and the judgement of what programs, keys and settings make of it. */
@NullMarked
package dev.assay.detectors.crypto;

import org.jspecify.annotations.NullMarked;
