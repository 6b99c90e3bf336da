package dev.assay.connectors.github;

/** The queries, by GitHub's public schema. What varies is in variables; numbers are ours. */
final class Queries {
    /** The most that GitHub has on a page. */
    static final int PAGE = 100;

    /** With branches or pull requests in it, a page of a hundred takes GitHub longer than it gives a query. */
    static final int PAGE_WITH_LISTS = 25;

    private static final String COMMIT = "oid ... on Commit{tree{oid}}";
    private static final String PAGE_INFO = "pageInfo{hasNextPage endCursor}";

    /** A team's repositories, with what it may do with each. */
    private static final String OF_TEAM = "){edges{permission node{nameWithOwner}} " + PAGE_INFO + "}";

    private Queries() {}

    private static String refs(String after) {
        return "refs(refPrefix:\"refs/heads/\",first:" + PAGE + after + "){nodes{name target{" + COMMIT + "}} "
                + PAGE_INFO + "}";
    }

    private static String pullRequests(String after) {
        return "pullRequests(states:[OPEN],first:" + PAGE + after
                + "){nodes{number commits(last:1){nodes{commit{oid tree{oid}}}}} " + PAGE_INFO + "}";
    }

    private static String fields(Selection selection) {
        return "nameWithOwner description isArchived isDisabled isFork isEmpty isPrivate defaultBranchRef{name target{"
                + COMMIT + "}}"
                + (selection.branches().isEmpty() ? "" : " " + refs(""))
                + (selection.pullRequests() ? " " + pullRequests("") : "");
    }

    private static int page(Selection selection) {
        return selection.branches().isEmpty() && !selection.pullRequests() ? PAGE : PAGE_WITH_LISTS;
    }

    private static String list(Selection selection, String more, boolean first) {
        return "repositories(first:" + page(selection) + (first ? "" : ",after:$after") + more
                + ",orderBy:{field:NAME,direction:ASC}){totalCount nodes{" + fields(selection) + "} " + PAGE_INFO + "}";
    }

    private static String head(boolean first, String more) {
        return "query($owner:String!" + (first ? "" : ",$after:String!") + more + ")";
    }

    /** Of a user or an organisation: those that are its own, not those that it may write to. */
    static String owned(Selection selection, boolean first) {
        return head(first, "") + "{repositoryOwner(login:$owner){"
                + list(selection, ",ownerAffiliations:[OWNER]", first) + "}" + teams(selection, first) + "}";
    }

    static String ofTeam(Selection selection, boolean first) {
        return head(first, ",$team:String!") + "{organization(login:$owner){team(slug:$team){"
                + list(selection, "", first) + "}}" + teams(selection, first) + "}";
    }

    /** @param ref whether a commit is asked for, as {@code $ref} */
    static String one(Selection selection, boolean ref) {
        return "query($owner:String!,$name:String!" + (ref ? ",$ref:String!" : "")
                + "){repository(owner:$owner,name:$name){" + fields(selection)
                + (ref ? " object(expression:$ref){" + COMMIT + "}" : "") + "}" + teams(selection, true) + "}";
    }

    /** The rest of a repository's branches. */
    static String moreBranches() {
        return rest(refs(",after:$after"));
    }

    static String morePullRequests() {
        return rest(pullRequests(",after:$after"));
    }

    private static String rest(String list) {
        return "query($owner:String!,$name:String!,$after:String!){repository(owner:$owner,name:$name){nameWithOwner "
                + list + "}}";
    }

    /** The name of the part of a listing's first answer that has teams. */
    static final String TEAMS = "groups";

    /** Of an organisation; a user has none, which is no error here. */
    private static String teams(Selection selection, boolean first) {
        return selection.teams() && first
                ? " " + TEAMS + ":repositoryOwner(login:$owner){... on Organization{" + teams("") + "}}"
                : "";
    }

    private static String teams(String after) {
        return "teams(first:50" + after
                + ",orderBy:{field:NAME,direction:ASC}){nodes{slug parentTeam{slug} repositories(first:" + PAGE
                + OF_TEAM + "} " + PAGE_INFO + "}";
    }

    static String moreTeams() {
        return head(false, "") + "{organization(login:$owner){" + teams(",after:$after") + "}}";
    }

    static String restOfTeam() {
        return head(false, ",$team:String!") + "{organization(login:$owner){team(slug:$team){slug repositories(first:"
                + PAGE + ",after:$after" + OF_TEAM + "}}}";
    }
}
