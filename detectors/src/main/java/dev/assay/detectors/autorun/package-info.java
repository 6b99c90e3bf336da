/** Files that make a tool run something by itself, and names that payloads go by. */
@NullMarked
package dev.assay.detectors.autorun;

import org.jspecify.annotations.NullMarked;
