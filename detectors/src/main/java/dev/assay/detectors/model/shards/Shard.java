package dev.assay.detectors.model.shards;

import dev.assay.engine.fact.TensorNames;
import dev.assay.engine.report.Location;
import java.util.List;

/**
 * A part of a model that is there.
 *
 * @param formats what it is; empty where nothing knows it or it was not read
 * @param isKnown whether its tensors are known
 * @param tensors what it holds; nothing where that is not known
 */
record Shard(Location at, ShardName name, List<String> formats, boolean isKnown, TensorNames tensors) {}
