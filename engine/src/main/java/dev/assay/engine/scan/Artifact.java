package dev.assay.engine.scan;

import dev.assay.engine.cache.Identity;
import dev.assay.engine.report.Location;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a walk came to: a file, an object, a stream. Nothing is opened until somebody needs its bytes.
 *
 * @param sizeBytes or {@link dev.assay.engine.bytes.ByteSource#UNKNOWN}
 * @param identity what it was when the walk saw it, or null if its source tells none
 */
public record Artifact(
        Location at, long sizeBytes, @Nullable Identity identity, Opener opener) {}
