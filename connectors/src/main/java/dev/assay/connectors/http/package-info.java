/** Files behind {@code http://} and {@code https://}. */
@NullMarked
package dev.assay.connectors.http;

import org.jspecify.annotations.NullMarked;
