package dev.assay.connectors.git;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.cache.FileIdentity;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.ArtifactVisitor;
import dev.assay.engine.scan.Connector;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Files and folders of a working tree of git, of which only what has changed since a commit is to be judged: committed or not,
 * staged or not, and what is new and not ignored. What has not changed is passed over, and counted.
 *
 * <p>Git is not run, and nothing that the repository names. That a file is unchanged is the repository's word, as far as its
 * index vouches for the file (inode, size and times), and is read from its bytes otherwise.
 */
public final class SinceConnector implements Connector {
    private static final String GIT = ".git";
    private static final int SHOWN_DIGITS = 12;

    private final Connector files;
    private final Path folder;
    private final String revision;

    /**
     * @param files walks what is there
     * @param folder where relative targets begin
     * @param revision as people say it: a branch, a tag, the name of a commit, {@code HEAD~3}; {@code main...} for where HEAD
     *     left main
     */
    public SinceConnector(Connector files, Path folder, String revision) {
        this.files = files;
        this.folder = folder;
        this.revision = revision;
    }

    @Override
    public boolean accepts(String target) {
        return files.accepts(target);
    }

    @Override
    public String label(String target) {
        return files.label(target);
    }

    @Override
    public void walk(String target, Clock clock, ArtifactVisitor out) throws IOException {
        try (Comparison comparison = compare(target, clock)) {
            Since since = new Since(comparison, out);
            files.walk(target, clock, since);
            since.end();
        }
    }

    /**
     * Finds out whether a target can be compared.
     *
     * @throws IOException if it cannot, with a reason for people
     */
    public void check(String target) throws IOException {
        try (Repository repository = repository(real(target), Clock.endless())) {
            var _ = new Revisions(repository).resolve(revision);
        }
    }

    private Path real(String target) throws IOException {
        try {
            return folder.resolve(target).toRealPath();
        } catch (InvalidPathException e) {
            throw new IOException("not a name that this system can have: " + e.getReason(), e);
        }
    }

    private static Repository repository(Path place, Clock clock) throws IOException {
        Optional<Repository> repository = Repository.around(place, clock);
        return repository.orElseThrow(
                () -> new IOException("not in a git repository, so that nothing tells what has changed in it"));
    }

    private Comparison compare(String target, Clock clock) throws IOException {
        Path place = real(target);
        Repository repository = repository(place, clock);
        boolean done = false;
        try {
            String commit = new Revisions(repository).resolve(revision);
            Path below = repository.root().relativize(place);
            StringBuilder path = new StringBuilder();
            for (Path name : below) {
                path.append(path.isEmpty() ? "" : "/").append(Location.escape(name.toString()));
            }
            String since = revision + " (" + commit.substring(0, SHOWN_DIGITS) + ")";
            Comparison comparison = new Comparison(WorkTree.of(repository, path.toString(), commit), since);
            done = true;
            return comparison;
        } finally {
            if (!done) {
                repository.close();
            }
        }
    }

    private record Comparison(WorkTree tree, String since) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            tree.close();
        }
    }

    /** Passes on what has changed. */
    private static final class Since implements ArtifactVisitor {
        private final WorkTree tree;
        private final String unchanged;
        private final String deleted;
        private final ArtifactVisitor out;

        Since(Comparison comparison, ArtifactVisitor out) {
            this.tree = comparison.tree();
            this.unchanged = "files that have not changed since " + comparison.since();
            this.deleted = "files that were deleted since " + comparison.since();
            this.out = out;
        }

        @Override
        public boolean artifact(Artifact artifact) {
            return switch (state(artifact)) {
                case CHANGED -> out.artifact(artifact);
                case UNCHANGED -> out.passedOver(artifact, unchanged);
                case IGNORED -> {
                    artifact.opener().unused();
                    out.note("files that git ignores (--since)");
                    yield true;
                }
            };
        }

        private WorkTree.State state(Artifact artifact) {
            String path = artifact.at().path();
            if (path.equals(GIT) || path.endsWith("/" + GIT)) {
                return WorkTree.State.IGNORED; // the file that says where the repository is
            }
            try {
                return tree.state(path, artifact.identity() instanceof FileIdentity file ? file : null);
            } catch (IOException e) {
                return WorkTree.State.CHANGED; // whoever scans it says why it cannot be read
            }
        }

        @Override
        public boolean folder(Location at) {
            String path = at.path();
            if (path.equals(GIT) || path.endsWith("/" + GIT)) {
                out.note("folders of git itself (--since)");
                return false;
            }
            if (!tree.isWanted(path)) {
                out.note("folders that git ignores (--since)");
                return false;
            }
            return out.folder(at);
        }

        void end() {
            for (long left = tree.deleted(); left > 0; left--) {
                out.note(deleted);
            }
        }

        @Override
        public void gap(Gap gap) {
            out.gap(gap);
        }

        @Override
        public void suppressed(Suppressed suppressed) {
            out.suppressed(suppressed);
        }

        @Override
        public void note(String what) {
            out.note(what);
        }

        @Override
        public void known(Location at, String what) {
            out.known(at, what);
        }

        @Override
        public String reading(Location at) {
            return out.reading(at);
        }

        @Override
        public boolean passedOver(Artifact artifact, String why) {
            return out.passedOver(artifact, why);
        }
    }
}
