package dev.assay.engine.scan;

import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.report.Location;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A target that is a list of arrays, walked in that order. For tests. */
public final class MemoryConnector implements Connector {
    /** The target's name. */
    public static final String TARGET = "memory";

    private final List<Predicate<ArtifactVisitor>> steps = new ArrayList<>();

    /** Adds bytes under a name. */
    public MemoryConnector file(String name, byte[] bytes) {
        return file(name, bytes.length, _ -> new MemorySource(bytes));
    }

    /** Adds whatever the opener gives. */
    public MemoryConnector file(String name, long sizeBytes, Opener opener) {
        Artifact artifact = new Artifact(Location.of(TARGET, name), sizeBytes, null, opener);
        steps.add(out -> out.artifact(artifact));
        return this;
    }

    /** Adds whatever else a walk comes to. */
    public MemoryConnector step(Consumer<ArtifactVisitor> step) {
        steps.add(out -> {
            step.accept(out);
            return true;
        });
        return this;
    }

    /** Adds a file that the system will not open. */
    public MemoryConnector unreadable(String name, IOException why) {
        return file(name, ByteSource.UNKNOWN, _ -> {
            throw why;
        });
    }

    @Override
    public boolean accepts(String target) {
        return target.equals(TARGET);
    }

    @Override
    public void walk(String target, Clock clock, ArtifactVisitor out) {
        for (Predicate<ArtifactVisitor> step : steps) {
            if (!step.test(out)) {
                return;
            }
        }
    }
}
