package dev.assay.connectors.github;

import dev.assay.connectors.remote.LinkedTree;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * All files of a repository at one commit, or of all of an owner's. What a repository has is told by its tree, so that nothing is
 * fetched of which the facts are known. Links are followed behind the files of their repository; submodules are said and not followed.
 */
public final class GitHubConnector implements Connector {
    /** Of what is fetched ahead, on the way or at hand. */
    private static final long MOST_AHEAD_BYTES = 32L << 20;

    /** Trees that are on the way while one is given: each may have a hundred thousand files. */
    private static final int TREES_AHEAD = 4;

    /** Files of one tree that are offered to be fetched before the first of them is given. */
    private static final int OFFERED_TOGETHER = 1024;

    /** Each text of a link is a part of a request. */
    private static final int MOST_LINKS = 10_000;

    /** No system follows a longer path. */
    private static final int MOST_LINK_TEXT = 4_096;

    private static final long MOST_LINK_BYTES = 1 << 20;
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
                Thread.ofPlatform().daemon().name("assay-tree").start(tree);
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
            List<TreeEntry> links = all.stream().filter(TreeEntry::isLink).toList();
            return links.isEmpty() || links(of, all, links);
        }

        /** What a link leads to is read under its name as well: by that a file is what it is. */
        private boolean links(Coming of, List<TreeEntry> all, List<TreeEntry> links) {
            NavigableMap<String, TreeEntry> byPath = new TreeMap<>();
            all.forEach(entry -> byPath.put(Location.escape(entry.path()), entry));
            LinkedFiles files = new LinkedFiles(of);
            String folder = of.folder().isEmpty() ? "" : of.folder() + "/";
            LinkedTree<TreeEntry> tree =
                    new LinkedTree<>(byPath, files, path -> Location.of(target, folder + path), clock, out);
            int followed = Math.min(links.size(), MOST_LINKS);
            boolean goesOn = true;
            try {
                for (int i = 0; goesOn && i < followed; i++) {
                    clock.check();
                    if (i % OFFERED_TOGETHER == 0) {
                        files.offer(links.subList(i, Math.min(i + OFFERED_TOGETHER, followed)));
                    }
                    goesOn = tree.link(Location.escape(links.get(i).path()));
                }
            } finally {
                files.leave();
            }
            if (goesOn && followed < links.size()) {
                out.gap(new Gap(
                        GapKind.LIMIT,
                        at(of.folder(), ""),
                        "more than " + MOST_LINKS + " symbolic links, of which the others are not followed",
                        -1));
            }
            return goesOn;
        }

        /** Files of a repository behind its links. */
        private final class LinkedFiles implements LinkedTree.Source<TreeEntry> {
            private final Coming of;
            private final Map<String, Opener> offered = new HashMap<>();
            private final Map<String, byte[]> read = new HashMap<>();

            LinkedFiles(Coming of) {
                this.of = of;
            }

            /** What these hold is asked for together: each request brings fifty. */
            void offer(List<TreeEntry> links) {
                for (TreeEntry link : links) {
                    if (isFollowed(link) && !read.containsKey(link.oid())) {
                        offered.computeIfAbsent(link.oid(), _ -> blobs.offer(of.fullName(), link, false));
                    }
                }
            }

            void leave() {
                offered.values().forEach(Opener::unused);
                offered.clear();
            }

            private static boolean isFollowed(TreeEntry link) {
                return link.sizeBytes() >= 0 && link.sizeBytes() <= MOST_LINK_TEXT;
            }

            @Override
            public boolean isLink(TreeEntry entry) {
                return entry.isLink();
            }

            @Override
            public byte[] text(TreeEntry link) throws IOException {
                byte[] known = read.get(link.oid());
                if (known != null || !isFollowed(link)) {
                    return known == null ? new byte[0] : known;
                }
                Opener opener = offered.remove(link.oid());
                byte[] text = bytes(opener == null ? blobs.offer(of.fullName(), link, true) : opener, link.sizeBytes());
                read.put(link.oid(), text);
                return text;
            }

            private byte[] bytes(Opener opener, long sizeBytes) throws IOException {
                Memory memory = new Memory(MOST_LINK_BYTES, new Buffers(1));
                Budget budget = new Budget(Limits.DEFAULT, clock, memory, sizeBytes);
                try (ByteSource source = opener.open(budget);
                        ByteReader reader = new ByteReader(source, budget)) {
                    return reader.bytes((int) sizeBytes);
                } catch (BudgetExceededException e) {
                    clock.check();
                    throw new UnreachableException(e.reason(), e);
                }
            }

            @Override
            public boolean give(TreeEntry entry, Location at) {
                if (entry.isSubmodule()) {
                    return true; // said under its own name
                }
                client.progress().offered(entry.sizeBytes());
                return out.artifact(new Artifact(
                        at, entry.sizeBytes(), blobs.identity(entry), blobs.offer(of.fullName(), entry, false)));
            }
        }

        /** Offers them before the first is given: it may be opened at once, and those behind it are to go along. */
        private boolean give(Coming of, List<TreeEntry> entries) {
            List<Artifact> files = new ArrayList<>(entries.size());
            for (TreeEntry entry : entries) {
                Location at = at(of.folder(), entry.path());
                if (entry.isSubmodule()) {
                    out.gap(new Gap(GapKind.UNSUPPORTED, at, "a submodule: another repository, which is not read", -1));
                } else if (!entry.isLink()) {
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
