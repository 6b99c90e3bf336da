package dev.assay.engine.scan;

import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.NamedFile;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.scan.WalkForNamed.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Reads files of a target as what others of the same whole name them for, such as the program that a hook starts. Belongs to the thread
 * that reports, which does it by itself: few are named, and each may name more.
 */
final class NamedReading {
    /** Files of one whole that are read as what others name them for; that there are more is a gap. */
    private static final int MOST_NAMED = 1_000;

    /** For files that others name, each of which may name more. */
    private static final int MOST_WALKS = 16;

    private final Stages stages;
    private final Clock clock;
    private final Tally tally;
    private final Answers answers;
    private final Set<Location> unchanged = new HashSet<>(0);

    NamedReading(Stages stages, Clock clock, Tally tally, Answers answers) {
        this.stages = stages;
        this.clock = clock;
        this.tally = tally;
        this.answers = answers;
    }

    /** Whether it was read here although it has not changed. */
    boolean hasReadUnchanged(Location at) {
        return unchanged.contains(at);
    }

    /** What the walk passed over and files of the whole name. */
    void ofPassedOver(WholeTarget whole, ArtifactVisitor.PassedOver passedOver, Location at) {
        read(
                whole,
                at,
                files -> {
                    List<Found> found = new ArrayList<>(0);
                    files.forEach(
                            file -> passedOver.at(file).ifPresent(artifact -> found.add(new Found(artifact, false))));
                    return found;
                },
                result -> result);
        passedOver.done();
    }

    /**
     * What files of the target name, and was read as something else or as nothing. Few targets have any, and what a walk gives is
     * not kept, so the target is walked once more; what that says was said before.
     */
    void ofTarget(WholeTarget whole, String target, Location root) {
        int[] walks = {0};
        read(
                whole,
                root,
                files -> walks[0]++ == MOST_WALKS ? List.of() : found(whole, target, root, files),
                Result::readAgain);
    }

    /** What files name that were given one by one, among these. */
    void ofFiles(WholeTarget whole, Location folder) {
        read(
                whole,
                folder,
                named -> {
                    Map<String, List<NamedFile>> byTarget = new LinkedHashMap<>();
                    named.forEach(file -> byTarget.computeIfAbsent(file.at().target(), _ -> new ArrayList<>(1))
                            .add(file));
                    List<Found> found = new ArrayList<>();
                    byTarget.forEach((target, of) -> found.addAll(found(whole, target, Location.of(target, ""), of)));
                    return found;
                },
                Result::readAgain);
    }

    private List<Found> found(WholeTarget whole, String target, Location root, List<NamedFile> files) {
        WalkForNamed again = new WalkForNamed(files, stages.detectors()::reading, this::isOver);
        try {
            stages.connectors().walk(target, clock, stages.selection().over(again));
        } catch (IOException | BudgetExceededException e) {
            return again.found(); // who names what was not found says so
        } catch (RuntimeException e) {
            Result failed = Result.of(new Gap(GapKind.INTERNAL, root, Reasons.ofFailure(e), -1));
            whole.add(failed);
            tally.add(failed);
        }
        return again.found();
    }

    private boolean isOver() {
        return tally.isStopped() || clock.isOver();
    }

    private void read(
            WholeTarget whole, Location at, Function<List<NamedFile>, List<Found>> finder, UnaryOperator<Result> told) {
        Set<NamedFile> asked = new HashSet<>();
        List<NamedFile> named;
        boolean isMore = false;
        do {
            named = new ArrayList<>(0);
            if (!whole.isEmpty() && !whole.isTooLarge() && !isOver()) {
                for (NamedFile file : named(whole.projection())) {
                    boolean isRoom = asked.size() < MOST_NAMED;
                    isMore |= !isRoom && !asked.contains(file);
                    if (isRoom && asked.add(file)) {
                        named.add(file);
                    }
                }
            }
            for (Found found : named.isEmpty() ? List.<Found>of() : finder.apply(named)) {
                read(whole, found, named, told);
            }
        } while (!named.isEmpty());
        if (isMore) {
            tally.add(Result.of(new Gap(
                    GapKind.LIMIT,
                    at,
                    "more than " + MOST_NAMED
                            + " files are named by others, such as by hooks that start them; the rest"
                            + " is not read as what they take it for",
                    -1)));
        }
    }

    private List<NamedFile> named(Projection projection) {
        return CompletableFuture.supplyAsync(() -> stages.judge().named(projection), Runnable::run)
                .exceptionally(_ -> List.of()) // the rule will fail again when it judges, and that is told
                .join();
    }

    /** What has not changed is judged where what is judged names it: nobody knows whether it was taken for that before. */
    private void read(WholeTarget whole, Found found, List<NamedFile> named, UnaryOperator<Result> told) {
        Artifact artifact = found.artifact();
        boolean judges = !found.isUnchanged()
                || named.stream()
                        .anyMatch(file ->
                                !file.byUnchanged() && file.at().within(0).equals(artifact.at()));
        ReadAs readAs = ReadAs.of(artifact.at(), named);
        Result result = answers.of(new Pending(
                artifact.at(),
                CompletableFuture.supplyAsync(
                        () -> told.apply(
                                stages.artifacts().named(artifact, readAs, clock, tally.wantsDependencies(), judges)),
                        Runnable::run)));
        whole.add(result, judges);
        tally.add(result);
        if (found.isUnchanged() && unchanged.add(artifact.at())) {
            tally.add(Result.note(ArtifactScan.READ));
        }
    }
}
