/** Registries of packages: what they say of one, in one form. */
@NullMarked
package dev.assay.connectors.registry;

import org.jspecify.annotations.NullMarked;
