/** Repositories of GitHub and of its Enterprise servers: listings, trees, and blobs that are verified by their digests. */
@NullMarked
package dev.assay.connectors.github;

import org.jspecify.annotations.NullMarked;
