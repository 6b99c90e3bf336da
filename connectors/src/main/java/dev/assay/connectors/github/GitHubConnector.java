package dev.assay.connectors.github;

import dev.assay.connectors.remote.RemoteClient;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.ArtifactVisitor;
import dev.assay.engine.scan.Connector;
import dev.assay.engine.scan.Opener;
import dev.assay.engine.scan.Reasons;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * All files of a repository at one commit, or of all of an owner's. What a repository has is told by its tree, so that nothing is
 * fetched of which the facts are known; links and submodules are said and not followed.
 */
public final class GitHubConnector implements Connector {
    /** Of what is fetched ahead, on the way or at hand. */
    private static final long MOST_AHEAD_BYTES = 32L << 20;

    /** Trees that are on the way while one is given: each may have a hundred thousand files. */
    private static final int TREES_AHEAD = 4;

    /** Files of one tree that are offered to be fetched before the first of them is given. */
    private static final int OFFERED_TOGETHER = 1024;

    private static final long LOOK_EVERY_MILLIS = 50;

    private final RemoteClient client;
    private final GitHub hub;

    public GitHubConnector(RemoteClient client, GitHubOptions options) {
        this.client = client;
        this.hub = new GitHub(client, options);
    }

    @Override
    public boolean accepts(String target) {
        return target.startsWith(GitHubTarget.SCHEME);
    }

    @Override
    public void walk(String target, Clock clock, ArtifactVisitor out) throws IOException {
        GitHubTarget asked = GitHubTarget.parse(target);
        if (asked == null) {
            throw new UnreachableException("nothing that GitHub can have: github:OWNER/NAME[@REF] or github:OWNER");
        }
        Blobs blobs = hub.blobsAsOpened(clock, MOST_AHEAD_BYTES); // outlives the walk, which runs ahead of who opens
        Walk walk = new Walk(target, asked.name().isEmpty(), clock, blobs, out);
        hub.repositories(asked, Selection.DEFAULT, clock, walk);
        walk.end();
    }

    /** A tree that is on the way. */
    private record Coming(String folder, String fullName, FutureTask<Tree> tree) {}

    /** One walk through the repositories that a target names. */
    private final class Walk implements RepositoryVisitor {
        private final String target;
        private final boolean several;
        private final Clock clock;
        private final Blobs blobs;
        private final ArtifactVisitor out;
        private final Deque<Coming> coming = new ArrayDeque<>();

        Walk(String target, boolean several, Clock clock, Blobs blobs, ArtifactVisitor out) {
            this.target = target;
            this.several = several;
            this.clock = clock;
            this.blobs = blobs;
            this.out = out;
        }

        /** A repository's place: its name below its owner, where several are walked. */
        private String folder(String fullName) {
            return several ? Location.escape(Location.lastPart(fullName)) : "";
        }

        private Location at(String folder, String path) {
            String below = folder.isEmpty() || path.isEmpty() ? "" : "/";
            return Location.of(target, folder + below + Location.escape(path));
        }

        @Override
        public boolean repository(Repository repository) {
            if (repository.empty()) {
                out.note("empty repositories");
            }
            for (Branch branch : repository.branches()) {
                String name = repository.fullName();
                FutureTask<Tree> tree = new FutureTask<>(() -> hub.tree(name, branch.treeOid(), _ -> true, clock));
                Thread.ofVirtual().name("assay-tree").start(tree);
                coming.add(new Coming(folder(name), name, tree));
            }
            return drain(TREES_AHEAD);
        }

        /** Gives what is left. */
        void end() {
            var _ = drain(0);
        }

        /** @return whether to go on */
        private boolean drain(int most) {
            while (coming.size() > most) {
                Coming next = coming.remove();
                try {
                    if (!give(next, await(next.tree()))) {
                        coming.clear();
                        return false;
                    }
                } catch (IOException e) {
                    out.gap(new Gap(Reasons.kindOf(e), at(next.folder(), ""), Reasons.of(e), -1));
                }
            }
            return true;
        }

        private Tree await(FutureTask<Tree> tree) throws IOException {
            while (true) {
                try {
                    return tree.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    clock.check();
                } catch (InterruptedException e) {
                    throw new UnreachableException("interrupted", e); // nobody interrupts the walk
                } catch (ExecutionException e) {
                    throw ReadAhead.thrown(e.getCause());
                }
            }
        }

        private boolean give(Coming of, Tree tree) {
            for (Tree.Hole hole : tree.holes()) {
                out.gap(new Gap(hole.kind(), at(of.folder(), hole.path()), hole.reason(), -1));
            }
            List<TreeEntry> all = tree.wanted();
            for (int from = 0; from < all.size(); from += OFFERED_TOGETHER) {
                clock.check();
                if (!give(of, all.subList(from, Math.min(from + OFFERED_TOGETHER, all.size())))) {
                    return false;
                }
            }
            return true;
        }

        /** Offers them before the first is given: it may be opened at once, and those behind it are to go along. */
        private boolean give(Coming of, List<TreeEntry> entries) {
            List<Artifact> files = new ArrayList<>(entries.size());
            for (TreeEntry entry : entries) {
                Location at = at(of.folder(), entry.path());
                if (entry.isSubmodule()) {
                    out.gap(new Gap(GapKind.UNSUPPORTED, at, "a submodule: another repository, which is not read", -1));
                } else if (entry.isLink()) {
                    out.note("symbolic links");
                } else {
                    client.progress().offered(entry.sizeBytes());
                    Opener opener = blobs.offer(of.fullName(), entry, false);
                    files.add(new Artifact(at, entry.sizeBytes(), blobs.identity(entry), opener));
                }
            }
            int given = 0;
            boolean goesOn = true;
            while (goesOn && given < files.size()) {
                goesOn = out.artifact(files.get(given));
                given++;
            }
            files.subList(given, files.size()).forEach(each -> each.opener().unused());
            return goesOn;
        }

        @Override
        public void gap(String where, GapKind kind, String reason) {
            out.gap(new Gap(kind, at(where.indexOf('/') < 0 ? "" : folder(where), ""), reason, -1));
        }

        @Override
        public void passedOver(String fullName, String why) {
            out.note(why);
        }
    }
}
