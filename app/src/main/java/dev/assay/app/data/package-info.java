/** Reference data: indicators of the user, and the snapshots that are kept on this machine. */
@NullMarked
package dev.assay.app.data;

import org.jspecify.annotations.NullMarked;
