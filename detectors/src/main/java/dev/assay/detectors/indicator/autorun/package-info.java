/** Commands that tools run by themselves, when something is installed or opened. */
@NullMarked
package dev.assay.detectors.indicator.autorun;

import org.jspecify.annotations.NullMarked;
