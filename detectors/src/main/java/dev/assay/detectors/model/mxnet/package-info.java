/** MXNet: graphs as JSON, parameters. */
@NullMarked
package dev.assay.detectors.model.mxnet;

import org.jspecify.annotations.NullMarked;
