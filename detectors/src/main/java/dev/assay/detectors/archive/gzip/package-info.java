/** GZIP streams (RFC 1952). */
@NullMarked
package dev.assay.detectors.archive.gzip;

import org.jspecify.annotations.NullMarked;
