package dev.assay.app.sweep;

import dev.assay.connectors.github.Repository;
import dev.assay.engine.report.GapKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The repositories of an owner at a moment.
 *
 * @param repositories in the order of their full names
 * @param passedOver how many were not asked for, by why
 * @param holes what could not be listed
 * @param teams the slugs of those that may write, by the full names of repositories
 * @param withoutTeams why nothing is known of teams; empty if something is
 */
record Listing(
        Instant at,
        List<Repository> repositories,
        Map<String, Long> passedOver,
        List<Hole> holes,
        Map<String, List<String>> teams,
        String withoutTeams) {
    Listing {
        teams = Map.copyOf(teams);
        repositories = List.copyOf(repositories);
        holes = List.copyOf(holes);
    }

    /** @param where of the server, such as a repository's full name */
    record Hole(String where, GapKind kind, String reason) {}
}
