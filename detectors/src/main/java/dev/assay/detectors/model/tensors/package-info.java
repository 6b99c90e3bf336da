/** What the statistics of tensors mean; they are only made with {@code --deep}. */
@NullMarked
package dev.assay.detectors.model.tensors;

import org.jspecify.annotations.NullMarked;
