/** Texts within JSON that are something else: templates, the code of notebooks. */
@NullMarked
package dev.assay.detectors.text.json;

import org.jspecify.annotations.NullMarked;
