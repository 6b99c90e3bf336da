@org.jspecify.annotations.NullMarked
package dev.assay.detectors.model.llamafile;
