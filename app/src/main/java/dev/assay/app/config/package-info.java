/** What the user tells Assay beside the command line. */
@NullMarked
package dev.assay.app.config;

import org.jspecify.annotations.NullMarked;
