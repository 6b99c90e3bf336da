/** Licences of models and data sets, judged by what the user allows and denies. */
@NullMarked
package dev.assay.detectors.license;

import org.jspecify.annotations.NullMarked;
