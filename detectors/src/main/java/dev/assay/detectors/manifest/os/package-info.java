/** What package managers of operating systems have installed. */
@NullMarked
package dev.assay.detectors.manifest.os;

import org.jspecify.annotations.NullMarked;
