/** Readers of wire formats that several detectors meet: bounded cursors over bytes that nobody trusts. */
@NullMarked
package dev.assay.engine.wire;

import org.jspecify.annotations.NullMarked;
