/** The application around the engine. */
@NullMarked
package dev.assay.app;

import org.jspecify.annotations.NullMarked;
