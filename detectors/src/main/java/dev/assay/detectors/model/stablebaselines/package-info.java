/** The pickles that stable-baselines3 keeps as base64 in JSON. */
@NullMarked
package dev.assay.detectors.model.stablebaselines;

import org.jspecify.annotations.NullMarked;
