/** ZLIB streams (RFC 1950). */
@NullMarked
package dev.assay.detectors.archive.zlib;

import org.jspecify.annotations.NullMarked;
