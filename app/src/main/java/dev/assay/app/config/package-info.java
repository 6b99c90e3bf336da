/** Where settings come from: the command line, the environment, {@code assay.yaml}, profiles. */
@NullMarked
package dev.assay.app.config;

import org.jspecify.annotations.NullMarked;
