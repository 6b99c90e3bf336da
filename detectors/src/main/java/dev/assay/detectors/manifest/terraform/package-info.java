/** Those of Terraform and OpenTofu. */
@NullMarked
package dev.assay.detectors.manifest.terraform;

import org.jspecify.annotations.NullMarked;
