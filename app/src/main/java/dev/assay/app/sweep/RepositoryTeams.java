package dev.assay.app.sweep;

import dev.assay.connectors.github.Team;
import dev.assay.connectors.github.Team.Permission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which teams have to look after a place: those that CODEOWNERS names for it; where it names none, those that may write to the
 * repository. Who may only read it cannot mend it, and organisations have teams of everybody that read everything. Belongs to the
 * walking thread.
 */
final class RepositoryTeams {
    static final String NONE = "no team";
    static final String NOT_LISTED = "teams were not listed by the last sweep";

    private final Map<String, List<String>> writers = new HashMap<>();
    private final Map<String, String> unknown = new HashMap<>();

    /**
     * Which teams may write, by the full names of repositories, in the order of slugs. A team has what its parent has: what it has
     * from there is the parent's.
     */
    static Map<String, List<String>> writers(List<Team> teams) {
        Map<String, Team> bySlug = new HashMap<>();
        teams.forEach(team -> bySlug.put(team.slug(), team));
        Map<String, TreeSet<String>> writers = new TreeMap<>();
        for (Team team : teams) {
            Team parent = bySlug.get(team.parent());
            team.repositories().forEach((repository, permission) -> {
                Permission inherited =
                        parent == null ? null : parent.repositories().get(repository);
                boolean own = inherited == null || inherited.compareTo(permission) < 0;
                if (permission.compareTo(Permission.WRITE) >= 0 && own) {
                    writers.computeIfAbsent(repository, _ -> new TreeSet<>()).add(team.slug());
                }
            });
        }
        Map<String, List<String>> lists = new TreeMap<>();
        writers.forEach((repository, slugs) -> lists.put(repository, List.copyOf(slugs)));
        return lists;
    }

    /** What is known of repositories that are about to be walked. */
    void know(Listing listing) {
        listing.repositories().forEach(repository -> {
            String fullName = repository.fullName();
            if (listing.withoutTeams().isEmpty()) {
                writers.put(fullName, listing.teams().getOrDefault(fullName, List.of()));
            } else {
                unknown.put(fullName, listing.withoutTeams());
            }
        });
    }

    /**
     * The teams of a place, as {@code @ORG/SLUG}; one who says that there is none, or why nobody knows.
     *
     * @param owners whom CODEOWNERS names for it, or that it could not be read
     */
    List<String> of(String fullName, List<String> owners) {
        if (owners.contains(Owners.UNKNOWN)) {
            return owners;
        }
        List<String> teams = new ArrayList<>();
        for (String owner : owners) {
            if (owner.startsWith("@") && owner.indexOf('/') > 0) {
                teams.add(owner.toLowerCase(Locale.ROOT));
            }
        }
        if (teams.isEmpty()) {
            String organisation = fullName.substring(0, Math.max(fullName.indexOf('/'), 0));
            for (String slug : writers.getOrDefault(fullName, List.of())) {
                teams.add("@" + organisation.toLowerCase(Locale.ROOT) + "/" + slug);
            }
        }
        String why = unknown.get(fullName);
        return !teams.isEmpty() ? teams : List.of(why == null ? NONE : "unknown: " + why);
    }
}
