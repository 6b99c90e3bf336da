package dev.assay.app.sweep;

import dev.assay.connectors.github.Branch;
import dev.assay.connectors.github.Repository;
import dev.assay.connectors.github.Tree;
import dev.assay.connectors.github.TreeEntry;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.scan.Reasons;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The trees of branches: from the store, else from the server and then kept there. Each is kept for its repository alone, though others
 * may have the same: what a repository does not give (any longer) is a gap, whatever others have given before. Belongs to the walking
 * thread, but for what is on the way.
 */
final class SweepTrees {
    /** Of one tree that are kept for who may include them. A repository with more of them is one of texts. */
    private static final int MOST_TEXTS = 10_000;

    private final Sweep sweep;
    private final Clock clock;
    private final AtomicLong all;
    private final AtomicLong stored;
    private final List<String> others;

    /**
     * @param all counts those that were asked for
     * @param stored counts those of them that the store had
     */
    SweepTrees(Sweep sweep, Clock clock, AtomicLong all, AtomicLong stored) {
        this.sweep = sweep;
        this.clock = clock;
        this.all = all;
        this.stored = stored;
        this.others = sweep.asks() ? List.of() : sweep.files().others();
    }

    /** Whether a file is told: to be judged, to say who owns the others, or because one that is judged may include it. */
    private boolean matters(TreeEntry entry) {
        return entry.isSubmodule()
                || sweep.files().matters(entry.path())
                || CodeOwners.PATHS.contains(entry.path())
                || mayBeIncluded(entry);
    }

    /** Whether another file may include it; else nobody reads it for what is in it. */
    boolean mayBeIncluded(TreeEntry entry) {
        return entry.isFile()
                && !sweep.files().matters(entry.path())
                && sweep.files().mayBeIncluded(entry.path());
    }

    /** Most repositories have texts, and few of them lists that may include one. */
    private Tree withoutTexts(Tree tree) {
        long texts = tree.wanted().stream().filter(this::mayBeIncluded).count();
        boolean mayInclude = tree.wanted().stream()
                .anyMatch(entry -> sweep.files().mayInclude(entry.path()) && !mayBeIncluded(entry));
        if (texts == 0 || mayInclude && texts <= MOST_TEXTS) {
            return tree;
        }
        return narrowed(tree, entry -> !mayBeIncluded(entry));
    }

    /** What a branch has. Fails with {@link IOException}. */
    CompletableFuture<Tree> of(Repository repository, Branch branch) {
        all.incrementAndGet();
        String name = sweep.github().options().api() + repository.fullName() + " " + branch.treeOid();
        Optional<Tree> kept = sweep.store().tree(name, sweep.files().digest());
        if (kept.isEmpty() && !sweep.asks()) {
            kept = searchedForOthers(name);
        }
        if (kept.isPresent() && (kept.get().holes().isEmpty() || !sweep.asks())) {
            stored.incrementAndGet();
            return CompletableFuture.completedFuture(kept.get());
        }
        if (!sweep.asks()) {
            return CompletableFuture.failedFuture(
                    new UnreachableException("its files were never listed, and the server is not asked"));
        }
        CompletableFuture<Tree> coming = new CompletableFuture<>();
        boolean isKnown = kept.isPresent();
        Thread.ofPlatform().daemon().name("assay-tree").start(() -> {
            try {
                Tree tree = withoutTexts(
                        sweep.github().tree(repository.fullName(), branch.treeOid(), this::matters, clock));
                sweep.store().putTree(name, sweep.files().digest(), tree);
                coming.complete(tree);
            } catch (IOException e) { // told where its turn comes, and by who asks the store alone
                Tree.Hole failed = new Tree.Hole("", Reasons.kindOf(e), Reasons.of(e));
                if (!isKnown) {
                    sweep.store().putTree(name, sweep.files().digest(), new Tree(List.of(), 0, 0, List.of(failed)));
                }
                coming.completeExceptionally(e);
            } catch (RuntimeException e) {
                coming.completeExceptionally(e);
            } finally { // an error would leave the walk waiting
                coming.completeExceptionally(new IllegalStateException("a tree was not read"));
            }
        });
        return coming;
    }

    /** A sweep that went by names has some of the files, one that went by what they hold has all. */
    private Optional<Tree> searchedForOthers(String name) {
        for (String looked : others) {
            Optional<Tree> kept = sweep.store().tree(name, looked);
            if (kept.isPresent()) {
                return kept.map(tree -> withoutTexts(narrowed(tree, this::matters)));
            }
        }
        return Optional.empty();
    }

    private static Tree narrowed(Tree tree, Predicate<TreeEntry> which) {
        List<TreeEntry> wanted = tree.wanted().stream().filter(which).toList();
        long bytes = tree.otherBytes();
        for (TreeEntry entry : tree.wanted()) {
            bytes += which.test(entry) ? 0 : Math.max(entry.sizeBytes(), 0);
        }
        long others = tree.others() + tree.wanted().size() - wanted.size();
        return new Tree(wanted, others, bytes, tree.holes());
    }
}
