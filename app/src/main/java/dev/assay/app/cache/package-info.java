/** The store behind the engine's cache: facts and identities kept between runs, in one SQLite file. */
@NullMarked
package dev.assay.app.cache;

import org.jspecify.annotations.NullMarked;
