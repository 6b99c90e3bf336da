@NullMarked
package dev.assay.detectors.model.script;

import org.jspecify.annotations.NullMarked;
