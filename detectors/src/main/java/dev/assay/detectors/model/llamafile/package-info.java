/** Llamafiles: a program, and the models that it runs, in one file. */
@NullMarked
package dev.assay.detectors.model.llamafile;

import org.jspecify.annotations.NullMarked;
