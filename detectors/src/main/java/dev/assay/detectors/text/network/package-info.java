/** Addresses in texts that programs which attack talk to. */
@NullMarked
package dev.assay.detectors.text.network;

import org.jspecify.annotations.NullMarked;
