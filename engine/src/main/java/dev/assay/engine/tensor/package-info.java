/** What the numbers of tensors look like, in one pass: for {@code --deep}. The README of {@code detectors/model/tensors} says why. */
@NullMarked
package dev.assay.engine.tensor;

import org.jspecify.annotations.NullMarked;
