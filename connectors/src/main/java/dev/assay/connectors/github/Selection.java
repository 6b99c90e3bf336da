package dev.assay.connectors.github;

/**
 * Which of an owner's repositories, and what of each.
 *
 * @param archived also those that are archived
 * @param forks also forks
 * @param branches a pattern for names of branches, {@code *} for all of them; empty for the default one
 * @param pullRequests also the heads of open pull requests
 * @param team only the repositories of this team, by its slug; empty for all
 * @param teams also the teams of the organisation with what they may do with which repository
 */
public record Selection(
        boolean archived, boolean forks, String branches, boolean pullRequests, String team, boolean teams) {
    /** Why a repository is passed over that is archived. */
    public static final String ARCHIVED = "archived repositories";

    /** Why one is that is a fork. */
    public static final String FORKS = "forks";

    /** Everything that is not archived, each at its default branch. */
    public static final Selection DEFAULT = new Selection(false, true, "", false, "", false);

    Selection withoutTeams() {
        return new Selection(archived, forks, branches, pullRequests, team, false);
    }
}
