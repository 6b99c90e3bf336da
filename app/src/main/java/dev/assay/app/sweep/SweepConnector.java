package dev.assay.app.sweep;

import dev.assay.connectors.github.GitHubTarget;
import dev.assay.connectors.github.Repository;
import dev.assay.connectors.github.RepositoryVisitor;
import dev.assay.connectors.github.Selection;
import dev.assay.connectors.github.Team;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Stored;
import dev.assay.engine.scan.ArtifactVisitor;
import dev.assay.engine.scan.Connector;
import dev.assay.engine.text.Glob;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Repositories of an owner, each branch a whole of its own: {@code github:ORG}, {@code github:@USER}, {@code github:ORG/REPO}. What
 * is in the store is not asked for; what is asked for is put there. The order is that of the repositories' full names, then of their
 * branches as listed, then of git's paths, so that the report does not depend on what came from where. Walks one target at a time.
 */
public final class SweepConnector implements Connector {
    private final Sweep sweep;
    private final InstantSource clock;
    private final Owners owners;
    private final AtomicLong trees = new AtomicLong();
    private final AtomicLong storedTrees = new AtomicLong();
    private final RepositoryTeams teams = new RepositoryTeams();
    private @Nullable Instant listedAt;

    public SweepConnector(Sweep sweep, InstantSource clock, Owners owners) {
        this.sweep = sweep;
        this.clock = clock;
        this.owners = owners;
    }

    @Override
    public boolean accepts(String target) {
        return GitHubTarget.parse(target) != null;
    }

    @Override
    public void walk(String target, Clock time, ArtifactVisitor out) throws IOException {
        GitHubTarget parsed = GitHubTarget.parse(target);
        if (parsed == null) {
            throw new UnreachableException("no owner or repository of GitHub");
        }
        Listing listing = sweep.asks() ? listed(parsed, target, time) : stored(target);
        Instant earlier = listedAt;
        listedAt = earlier == null || listing.at().isBefore(earlier) ? listing.at() : earlier;
        for (Listing.Hole hole : listing.holes()) {
            out.gap(new Gap(hole.kind(), Location.of("github:" + hole.where(), ""), hole.reason(), -1));
        }
        List<Repository> wanted = wanted(parsed, listing, out);
        sayUnmatched(parsed, wanted, out);
        teams.know(listing);
        new SweepWalk(sweep, owners, time, out, trees, storedTrees).walk(wanted);
    }

    /** The store has archived repositories and forks as well if they were ever asked for; a sweep may ask for fewer. */
    private List<Repository> wanted(GitHubTarget target, Listing listing, ArtifactVisitor out) {
        Map<String, Long> passedOver = new TreeMap<>(listing.passedOver());
        List<Repository> wanted = new ArrayList<>();
        for (Repository repository : listing.repositories()) {
            boolean named = !target.name().isEmpty();
            if (repository.archived() && !sweep.selection().archived() && !named) {
                passedOver.merge(Selection.ARCHIVED, 1L, Long::sum);
            } else if (repository.fork() && !sweep.selection().forks() && !named) {
                passedOver.merge(Selection.FORKS, 1L, Long::sum);
            } else {
                wanted.add(repository);
            }
        }
        if (!sweep.asks()) {
            missing(Selection.ARCHIVED, sweep.selection().archived(), target, passedOver, out);
            missing(Selection.FORKS, sweep.selection().forks(), target, passedOver, out);
        }
        passedOver.forEach(out::note);
        return wanted;
    }

    /** Those that the last sweep was not asked for are not in its listing. */
    private static void missing(
            String what, boolean isWanted, GitHubTarget target, Map<String, Long> passedOver, ArtifactVisitor out) {
        Long left = isWanted ? passedOver.remove(what) : null;
        if (left != null) {
            out.gap(new Gap(
                    GapKind.UNREADABLE,
                    Location.of("github:" + target.owner(), ""),
                    what + ": the last sweep left out " + left + ", and the server is not asked",
                    -1));
        }
    }

    /** A misspelt pattern matches nothing, which would look clean. */
    private void sayUnmatched(GitHubTarget target, List<Repository> repositories, ArtifactVisitor out) {
        String branches = sweep.selection().branches();
        if (branches.isEmpty() || branches.equals("*") || !target.ref().isEmpty()) {
            return;
        }
        Glob glob = new Glob(branches);
        long asked = 0;
        long without = 0;
        for (Repository repository : repositories) {
            if (!repository.empty() && !repository.disabled()) {
                asked++;
                without += repository.branches().stream().noneMatch(each -> glob.matches(each.name())) ? 1 : 0;
            }
        }
        if (without > 0) {
            out.note("repositories without a branch of the name that is asked for", without);
        }
        if (asked > 0 && without == asked) {
            String name = target.name().isEmpty() ? "" : "/" + target.name();
            out.gap(new Gap(
                    GapKind.UNREADABLE,
                    Location.of("github:" + target.owner() + name, ""),
                    "no repository has a branch of the name that is asked for",
                    -1));
        }
    }

    private Listing stored(String target) throws UnreachableException {
        return sweep.store()
                .listing(sweep.listingName(target))
                .orElseThrow(() -> new UnreachableException(
                        "the store has no sweep of it with these branches; sweep it first, without --rematch"
                                + " and --offline"));
    }

    private Listing listed(GitHubTarget parsed, String target, Clock time) throws IOException {
        List<Repository> repositories = new ArrayList<>();
        List<Listing.Hole> holes = new ArrayList<>();
        Map<String, Long> passedOver = new TreeMap<>();
        Map<String, List<String>> writers = new TreeMap<>();
        String[] withoutTeams = {sweep.selection().teams() ? "" : RepositoryTeams.NOT_LISTED};
        sweep.github().repositories(parsed, sweep.selection(), time, new RepositoryVisitor() {
            @Override
            public boolean repository(Repository repository) {
                repositories.add(repository);
                return true;
            }

            @Override
            public void teams(List<Team> all) {
                writers.putAll(RepositoryTeams.writers(all));
            }

            @Override
            public void withoutTeams(String reason) {
                withoutTeams[0] = reason;
            }

            @Override
            public void gap(String where, GapKind kind, String reason) {
                holes.add(new Listing.Hole(where, kind, reason));
            }

            @Override
            public void passedOver(String fullName, String why) {
                passedOver.merge(why, 1L, Long::sum);
            }
        });
        repositories.sort(Comparator.comparing(Repository::fullName));
        holes.sort(Comparator.comparing(Listing.Hole::where).thenComparing(Listing.Hole::reason));
        writers.keySet()
                .retainAll(repositories.stream().map(Repository::fullName).collect(Collectors.toSet()));
        Listing listing = new Listing(clock.instant(), repositories, passedOver, holes, writers, withoutTeams[0]);
        sweep.store().putListing(sweep.listingName(target), listing);
        return listing;
    }

    /** Which teams have to look after what was walked. */
    RepositoryTeams teams() {
        return teams;
    }

    /** What came from where, once all is walked. */
    Stored stored() {
        Instant at = listedAt;
        return new Stored(at == null ? clock.instant() : at, sweep.asks(), storedTrees.get(), trees.get());
    }
}
