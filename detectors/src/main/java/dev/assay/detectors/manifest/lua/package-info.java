/** Those of LuaRocks. */
@NullMarked
package dev.assay.detectors.manifest.lua;

import org.jspecify.annotations.NullMarked;
