@NullMarked
package dev.assay.detectors.model.config;

import org.jspecify.annotations.NullMarked;
