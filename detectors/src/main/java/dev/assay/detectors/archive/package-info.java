/** What all archive formats share: names and where they lead, checked member sources, the rule that judges entries. */
@NullMarked
package dev.assay.detectors.archive;

import org.jspecify.annotations.NullMarked;
