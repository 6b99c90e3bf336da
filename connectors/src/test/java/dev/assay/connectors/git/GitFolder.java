package dev.assay.connectors.git;

import dev.assay.connectors.local.LocalConnector;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.ArtifactVisitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/** A working tree for tests, made by JGit, and what a scan since a commit is given of it. */
public final class GitFolder implements AutoCloseable {
    private final Path root;
    private final Git git;
    private long seconds = 1_700_000_000;

    public GitFolder(Path root) throws GitAPIException {
        this.root = root;
        this.git =
                Git.init().setDirectory(root.toFile()).setInitialBranch("main").call();
    }

    public Git git() {
        return git;
    }

    public Path root() {
        return root;
    }

    public GitFolder write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Of everything that is there and not ignored, and of what is not there any more. */
    public RevCommit commit(String message) throws GitAPIException {
        git.add().addFilepattern(".").call();
        git.add().setUpdate(true).addFilepattern(".").call();
        PersonIdent who = new PersonIdent("a", "a@b", Instant.ofEpochSecond(seconds++), ZoneId.of("UTC"));
        return git.commit()
                .setMessage(message)
                .setAuthor(who)
                .setCommitter(who)
                .setSign(false)
                .call();
    }

    /** What a walk gave, by paths. */
    static final class Walked implements ArtifactVisitor {
        final List<String> changed = new ArrayList<>();
        final List<String> passedOver = new ArrayList<>();
        final TreeMap<String, Integer> notes = new TreeMap<>();

        @Override
        public boolean artifact(Artifact artifact) {
            changed.add(artifact.at().path());
            return true;
        }

        @Override
        public boolean passedOver(Artifact artifact, String why) {
            passedOver.add(artifact.at().path());
            note(why.replaceAll(" \\(.*", ""));
            return true;
        }

        @Override
        public void gap(Gap gap) {
            throw new AssertionError(gap);
        }

        @Override
        public void suppressed(Suppressed suppressed) {
            throw new AssertionError(suppressed);
        }

        @Override
        public void note(String what) {
            notes.merge(what, 1, Integer::sum);
        }
    }

    Walked since(String revision) throws IOException {
        return since(revision, ".");
    }

    Walked since(String revision, String target) throws IOException {
        Walked walked = new Walked();
        connector(revision).walk(target, Clock.endless(), walked);
        return walked;
    }

    SinceConnector connector(String revision) {
        return new SinceConnector(new LocalConnector(root, false, false), root, revision);
    }

    @Override
    public void close() {
        git.close();
    }
}
