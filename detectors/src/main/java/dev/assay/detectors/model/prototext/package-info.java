/** Graphs that are written as the text of a protocol buffer: the same operators as in the binary ones. */
@NullMarked
package dev.assay.detectors.model.prototext;

import org.jspecify.annotations.NullMarked;
