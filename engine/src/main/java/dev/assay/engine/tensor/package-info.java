/** What the numbers of tensors look like, in one pass: for {@code --deep}. The README beside this says what and why. */
@NullMarked
package dev.assay.engine.tensor;

import org.jspecify.annotations.NullMarked;
