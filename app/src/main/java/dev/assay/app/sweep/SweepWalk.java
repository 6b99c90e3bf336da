package dev.assay.app.sweep;

import dev.assay.connectors.github.Blobs;
import dev.assay.connectors.github.Branch;
import dev.assay.connectors.github.Repository;
import dev.assay.connectors.github.Tree;
import dev.assay.connectors.github.TreeEntry;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.cache.Key;
import dev.assay.engine.cache.RemoteIdentity;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.RepositoryTrait;
import dev.assay.engine.fact.RepositoryTrait.Kind;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.ArtifactVisitor;
import dev.assay.engine.scan.FactKeys;
import dev.assay.engine.scan.Opener;
import dev.assay.engine.scan.Reasons;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One walk through the branches of repositories. Trees of the next branches are on the way while the artifacts of one are given, and
 * their blobs while the scanner looks at others. Belongs to the walking thread.
 */
final class SweepWalk {
    static final String OTHERS = "files of repositories that a sweep does not read, by their names";

    /** Trees that are on the way or wait for their turn, for each that may be asked for at once. */
    private static final int TREES_AHEAD = 2;

    /** Of blobs that are on the way or wait to be looked at. More would not come sooner, and be lost with the process. */
    private static final long MOST_BLOB_BYTES = 8L << 20;

    private static final long BLOB_SHARE = 4;
    private static final long LOOK_EVERY_MILLIS = 50;

    /** After so many branches all lists and feeds have been read; and what they left behind is collected, and later what came since. */
    private static final long FIRST_COLLECTED = 100;

    private static final long COLLECTED_EVERY = 1_000;

    /** A branch whose tree is on the way. */
    private record Coming(Repository repository, Branch branch, CompletableFuture<Tree> tree) {}

    private final Sweep sweep;
    private final Owners owners;
    private final Clock clock;
    private final ArtifactVisitor out;
    private final SweepTrees trees;
    private final Blobs blobs;
    private final Deque<Coming> ahead = new ArrayDeque<>();
    private long given;

    SweepWalk(Sweep sweep, Owners owners, Clock clock, ArtifactVisitor out, AtomicLong trees, AtomicLong storedTrees) {
        this.sweep = sweep;
        this.owners = owners;
        this.clock = clock;
        this.out = out;
        this.trees = new SweepTrees(sweep, clock, trees, storedTrees);
        this.blobs = sweep.github()
                .blobs(clock, Math.min(MOST_BLOB_BYTES, sweep.options().memoryBytes() / BLOB_SHARE));
    }

    void walk(List<Repository> repositories) throws IOException {
        for (Repository repository : repositories) {
            sweep.progress().expected(repository.branches().size());
        }
        for (Repository repository : repositories) {
            if (repository.branches().isEmpty()) {
                drain(0); // what is said of it has its turn, too
                traits(repository);
            }
            if (repository.empty() && !repository.disabled()) {
                out.gap(new Gap(
                        GapKind.UNREADABLE,
                        Location.of("github:" + repository.fullName(), ""),
                        "the repository is empty: it has no commit yet",
                        -1));
            }
            for (Branch branch : repository.branches()) {
                ahead.add(new Coming(repository, branch, trees.of(repository, branch)));
                if (!drain(TREES_AHEAD * sweep.atOnce())) {
                    return;
                }
            }
        }
        drain(0);
        owners.settle(clock);
    }

    /** @return whether to go on */
    private boolean drain(int most) throws IOException {
        while (ahead.size() > most) {
            clock.check();
            if (!give(ahead.remove())) {
                return false;
            }
            if (++given % COLLECTED_EVERY == FIRST_COLLECTED) {
                // Of what has grown old nothing is collected by itself before the heap has reached its limit.
                System.gc();
            }
        }
        return true;
    }

    private boolean give(Coming coming) throws IOException {
        String label = "github:" + coming.repository().fullName() + "@"
                + coming.branch().name();
        Location root = Location.of(label, "");
        if (coming.branch().equals(coming.repository().branches().getFirst())) {
            traits(coming.repository());
        }
        Tree tree;
        try {
            tree = await(coming.tree());
        } catch (IOException e) {
            out.gap(new Gap(Reasons.kindOf(e), root, Reasons.of(e), -1));
            out.whole(root);
            return true;
        }
        tree.holes()
                .forEach(hole -> out.gap(
                        new Gap(hole.kind(), Location.of(label, Location.escape(hole.path())), hole.reason(), -1)));
        owners(label, coming.repository(), tree);
        long others = tree.others();
        long unread = sweep.files().areAll() ? others : 0;
        Set<String> digests = new TreeSet<>();
        IncludedFiles texts = new IncludedFiles(
                label,
                tree.wanted().stream().filter(trees::mayBeIncluded).toList(),
                (entry, as) -> opener(
                        coming.repository(),
                        entry,
                        blobs.identity(entry),
                        keys -> keys.of(blobs.identity(entry), Location.escape(entry.path()), as)));
        for (TreeEntry entry : tree.wanted()) {
            if (!entry.isSubmodule() && !sweep.files().matters(entry.path())) {
                others++; // read for whom it names, or if another file includes it
                continue;
            }
            Optional<Set<String>> lacking = lacking(entry);
            boolean isWhole = lacking.isPresent() && lacking.get().isEmpty();
            unread += isWhole ? 0 : 1;
            if (lacking.isEmpty()) {
                continue;
            }
            digests.addAll(lacking.get());
            if (!give(label, coming.repository(), entry, texts)) {
                return false;
            }
        }
        if (unread > 0) {
            out.gap(new Gap(GapKind.UNREACHABLE, root, neverRead(unread, digests), -1));
        } else if (others > 0) {
            out.note(OTHERS, others);
        }
        if (texts.isEmpty()) {
            out.whole(root);
        } else {
            out.whole(root, texts);
        }
        return true;
    }

    /**
     * Where all files are asked for, and not of the server: which digests the store does not have of a file; nothing if it has nothing of a
     * file that only such a sweep reads.
     */
    private Optional<Set<String>> lacking(TreeEntry entry) {
        if (sweep.asks()
                || !sweep.files().areAll()
                || !entry.isFile()
                || entry.sizeBytes() > sweep.options().maxSizeBytes()) {
            return Optional.of(Set.of());
        }
        Optional<Set<String>> lacking =
                sweep.kept().lacking(sweep.store(), blobs.identity(entry), Location.escape(entry.path()));
        return lacking.isEmpty() && sweep.files().isNamed(entry.path()) ? Optional.of(Set.of()) : lacking;
    }

    /** What the sweep had no use for, which now is asked for. */
    private String neverRead(long files, Set<String> lacking) {
        Set<String> digests = lacking.isEmpty() ? new TreeSet<>(sweep.digests()) : lacking;
        return "bytes of " + files + (files == 1 ? " file" : " files") + " were never read"
                + (digests.isEmpty() ? "" : " for their " + String.join(" and ", digests))
                + ", and the server is not asked";
    }

    /** What the host says of a repository, by which campaigns are known; it takes no request. */
    private void traits(Repository repository) {
        List<Fact> traits = new ArrayList<>();
        String fullName = repository.fullName();
        traits.add(new RepositoryTrait(Kind.NAME, fullName.substring(fullName.indexOf('/') + 1)));
        if (!repository.description().isEmpty()) {
            traits.add(new RepositoryTrait(Kind.DESCRIPTION, repository.description()));
        }
        for (Branch branch : repository.branches()) {
            traits.add(new RepositoryTrait(Kind.BRANCH, branch.name()));
        }
        out.told(Location.of("github:" + fullName, ""), traits);
    }

    private boolean give(String label, Repository repository, TreeEntry entry, IncludedFiles texts) {
        Location at = Location.of(label, Location.escape(entry.path()));
        if (entry.isSubmodule()) {
            out.gap(new Gap(
                    GapKind.UNSUPPORTED,
                    at,
                    "a submodule: another repository, at commit " + entry.oid() + ", which is not read from here",
                    -1));
            return true;
        }
        if (entry.isLink() && !sweep.files().isNamed(entry.path())) {
            out.note("symbolic links");
            return true;
        }
        if (entry.isLink()) {
            out.gap(new Gap(
                    GapKind.UNSUPPORTED, at, "a symbolic link: what it leads to is not read under this name", -1));
            return true;
        }
        RemoteIdentity identity = blobs.identity(entry);
        Opener opener = opener(repository, entry, identity, keys -> keys.of(identity, Location.escape(entry.path())));
        boolean mayInclude = !texts.isEmpty() && sweep.asks() && sweep.files().mayInclude(entry.path());
        return out.artifact(new Artifact(at, entry.sizeBytes(), identity, mayInclude ? texts.near(opener) : opener));
    }

    private Opener opener(
            Repository repository, TreeEntry entry, RemoteIdentity identity, Function<FactKeys, Key> key) {
        if (!sweep.asks()) {
            return sweep.kept().opener(sweep.store(), identity, key);
        }
        boolean known = !sweep.reads()
                || entry.sizeBytes() > sweep.options().maxSizeBytes()
                || sweep.store().has(key.apply(sweep.keys()));
        return blobs.offer(repository.fullName(), entry, known);
    }

    /** Begins to read who owns what, which is asked for with the first finding. */
    private void owners(String label, Repository repository, Tree tree) {
        if (!sweep.reads()) {
            return;
        }
        for (String path : CodeOwners.PATHS) {
            for (TreeEntry entry : tree.wanted()) {
                if (entry.path().equals(path)) {
                    owners.file(label, repository.fullName(), entry, sweep, blobs, clock);
                    return;
                }
            }
        }
    }

    private Tree await(CompletableFuture<Tree> tree) throws IOException {
        while (true) {
            clock.check();
            try {
                return tree.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // looks at the clock, and waits on
            } catch (InterruptedException e) {
                throw new UnreachableException("interrupted", e); // nobody interrupts a walk
            } catch (ExecutionException e) {
                throw thrown(e.getCause());
            }
        }
    }

    private static IOException thrown(@Nullable Throwable cause) {
        return switch (cause) {
            case IOException failed -> failed;
            case BudgetExceededException over -> throw over; // the time of the target is up
            case null, default -> new IOException(Reasons.ofFailure(cause), cause);
        };
    }
}
