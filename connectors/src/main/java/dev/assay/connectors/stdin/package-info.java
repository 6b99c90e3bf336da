/** Bytes on standard input. */
@NullMarked
package dev.assay.connectors.stdin;

import org.jspecify.annotations.NullMarked;
