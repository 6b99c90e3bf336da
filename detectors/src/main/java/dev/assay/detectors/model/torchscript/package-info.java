/** The code of TorchScript archives and of torch packages: what running or importing it can reach. */
@NullMarked
package dev.assay.detectors.model.torchscript;

import org.jspecify.annotations.NullMarked;
