package dev.assay.engine.scan;

import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.rule.NamedFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A walk for a few files that another one came to before. Belongs to the thread that walks. */
final class WalkForNamed implements ArtifactVisitor {
    /** @param isUnchanged whether the walk passes it over: it is read for what names it, if at all */
    record Found(Artifact artifact, boolean isUnchanged) {}

    private final Set<Location> wanted = new HashSet<>();
    private final List<Found> found = new ArrayList<>(0);
    private final Function<Location, String> reading;
    private final BooleanSupplier isOver;

    /**
     * @param reading of a place, as the other walk had it
     * @param isOver whether the walk is to end before all are found
     */
    WalkForNamed(List<NamedFile> files, Function<Location, String> reading, BooleanSupplier isOver) {
        files.forEach(file -> wanted.add(file.at().within(0)));
        this.reading = reading;
        this.isOver = isOver;
    }

    List<Found> found() {
        return found;
    }

    @Override
    public boolean artifact(Artifact artifact) {
        return visit(artifact, false);
    }

    @Override
    public boolean passedOver(Artifact artifact, String why) {
        return visit(artifact, true);
    }

    private boolean visit(Artifact artifact, boolean isUnchanged) {
        if (wanted.remove(artifact.at())) {
            found.add(new Found(artifact, isUnchanged));
        } else {
            artifact.opener().unused();
        }
        return !wanted.isEmpty() && !isOver.getAsBoolean();
    }

    @Override
    public void gap(Gap gap) {}

    @Override
    public void suppressed(Suppressed suppressed) {}

    @Override
    public void note(String what) {}

    @Override
    public String reading(Location at) {
        return reading.apply(at);
    }
}
