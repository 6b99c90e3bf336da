/** Readers of text and tables that several detectors need. Nothing here recurses on its input. */
@NullMarked
package dev.assay.engine.text;

import org.jspecify.annotations.NullMarked;
