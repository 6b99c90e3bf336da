package dev.assay.app.sweep;

import dev.assay.connectors.github.TreeEntry;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.cache.Identity;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.NamedFile;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.ArtifactVisitor;
import dev.assay.engine.scan.Opener;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Texts of a branch that nobody reads unless a file that is read includes them. What a file names is on its way as soon as the file was
 * looked at, together with what else waits: if each branch waited for its own when its turn to be judged comes, each would take a request.
 * Thread-safe.
 */
final class IncludedFiles implements ArtifactVisitor.PassedOver {
    /** Of one branch, that are on their way before its turn comes. */
    private static final int MOST_NEAR = 100;

    private final String label;
    private final List<TreeEntry> texts;
    private final BiFunction<TreeEntry, String, Opener> opening;
    private final Map<NamedFile, Opener> near = new HashMap<>(0);
    private final Map<Location, TreeEntry> byPlace = new HashMap<>(0); // once somebody asks
    private boolean done;

    /**
     * @param label of the branch
     * @param opening for a file, and the name that says what it is read as
     */
    IncludedFiles(String label, List<TreeEntry> texts, BiFunction<TreeEntry, String, Opener> opening) {
        this.label = label;
        this.texts = texts;
        this.opening = opening;
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    /** The same for a file that may include some of these. */
    Opener near(Opener opener) {
        return new Opener() {
            @Override
            public ByteSource open(Budget budget) throws IOException {
                return opener.open(budget);
            }

            @Override
            public void named(List<NamedFile> others) {
                bring(others);
            }

            @Override
            public void unused() {
                opener.unused();
            }

            @Override
            public Optional<Decoded> decoded() {
                return opener.decoded();
            }

            @Override
            public @Nullable Identity identity() throws IOException {
                return opener.identity();
            }
        };
    }

    private synchronized void bring(List<NamedFile> files) {
        for (NamedFile file : files) {
            TreeEntry entry = entry(file.at());
            if (entry != null && !done && near.size() < MOST_NEAR) {
                near.computeIfAbsent(file, _ -> opening.apply(entry, file.as()));
            }
        }
    }

    @Override
    public synchronized Optional<Artifact> at(NamedFile file) {
        TreeEntry entry = entry(file.at());
        if (entry == null) {
            return Optional.empty();
        }
        Opener brought = near.remove(file);
        Opener opener = brought == null ? opening.apply(entry, file.as()) : brought;
        try {
            return Optional.of(new Artifact(file.at(), entry.sizeBytes(), opener.identity(), opener));
        } catch (IOException e) {
            throw new IllegalStateException("the identity of a blob is its name", e);
        }
    }

    private @Nullable TreeEntry entry(Location place) {
        if (byPlace.isEmpty()) {
            texts.forEach(entry -> byPlace.put(Location.of(label, Location.escape(entry.path())), entry));
        }
        return byPlace.get(place);
    }

    @Override
    public synchronized void done() {
        done = true;
        near.values().forEach(Opener::unused);
        near.clear();
        byPlace.clear();
    }
}
