/** Native code: ELF, PE and Mach-O by magic and header. */
@NullMarked
package dev.assay.detectors.model.executable;

import org.jspecify.annotations.NullMarked;
