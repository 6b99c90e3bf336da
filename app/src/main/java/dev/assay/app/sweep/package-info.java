/** Sweeps: an organisation's repositories judged from a store that is refreshed from their server. */
@NullMarked
package dev.assay.app.sweep;

import org.jspecify.annotations.NullMarked;
