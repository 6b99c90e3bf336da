/** What services other than GitHub build a repository by. */
@NullMarked
package dev.assay.detectors.manifest.pipeline;

import org.jspecify.annotations.NullMarked;
