/** Those of Elixir, Erlang and Gleam. */
@NullMarked
package dev.assay.detectors.manifest.beam;

import org.jspecify.annotations.NullMarked;
