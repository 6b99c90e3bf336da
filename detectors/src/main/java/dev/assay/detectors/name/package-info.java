/** Names of packages, judged without asking anybody: what they imitate, what they are made of, what is known of them. */
@NullMarked
package dev.assay.detectors.name;

import org.jspecify.annotations.NullMarked;
