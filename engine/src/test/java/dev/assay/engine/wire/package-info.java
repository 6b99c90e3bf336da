@NullMarked
package dev.assay.engine.wire;

import org.jspecify.annotations.NullMarked;
