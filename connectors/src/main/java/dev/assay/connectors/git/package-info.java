/** Repositories of git, read without git: what changed in a working tree since a commit. */
@NullMarked
package dev.assay.connectors.git;

import org.jspecify.annotations.NullMarked;
