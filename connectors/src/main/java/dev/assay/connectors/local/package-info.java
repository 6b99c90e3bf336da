/** Files and folders on this machine. */
@NullMarked
package dev.assay.connectors.local;

import org.jspecify.annotations.NullMarked;
