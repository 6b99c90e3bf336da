package dev.assay.connectors.github;

import dev.assay.engine.report.GapKind;
import java.util.List;

/** Takes what a listing comes to, in the listing's order, on the thread that lists. */
public interface RepositoryVisitor {
    /** @return whether to go on */
    boolean repository(Repository repository);

    /** What could not be listed. */
    void gap(String where, GapKind kind, String reason);

    /** The teams of the organisation, where they were asked for: once, after the first page of repositories. */
    default void teams(List<Team> teams) {}

    /** Teams were asked for, and cannot be told. */
    default void withoutTeams(String reason) {}

    /** How many repositories the owner has, as far as the server says so; before the first. */
    default void total(long repositories) {}

    /**
     * A repository that was not asked for.
     *
     * @param why counted, such as {@code archived repositories}
     */
    default void passedOver(String fullName, String why) {}
}
