/** What commands do that are run without anybody looking. */
@NullMarked
package dev.assay.detectors.indicator.command;

import org.jspecify.annotations.NullMarked;
