@NullMarked
package dev.assay.detectors.model.xml;

import org.jspecify.annotations.NullMarked;
