/** Where artifacts come from. */
@NullMarked
package dev.assay.connectors;

import org.jspecify.annotations.NullMarked;
