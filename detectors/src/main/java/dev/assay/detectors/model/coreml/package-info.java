/** Core ML: which classes of a program it calls, and which files it opens. */
@NullMarked
package dev.assay.detectors.model.coreml;

import org.jspecify.annotations.NullMarked;
