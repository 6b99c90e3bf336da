package dev.assay.connectors.remote;

import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.ArtifactVisitor;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a walk gives. */
public final class RecordingVisitor implements ArtifactVisitor {
    public final List<Artifact> artifacts = new ArrayList<>();
    public final List<Gap> gaps = new ArrayList<>();

    @Override
    public boolean artifact(Artifact artifact) {
        artifacts.add(artifact);
        return true;
    }

    @Override
    public void gap(Gap gap) {
        gaps.add(gap);
    }

    @Override
    public void suppressed(Suppressed suppressed) {
        throw new AssertionError("no walk over the network suppresses: " + suppressed);
    }

    @Override
    public void note(String what) {
        throw new AssertionError("no walk over the network passes over: " + what);
    }
}
