package dev.assay.connectors.github;

import dev.assay.connectors.github.GraphAnswer.Trouble;
import dev.assay.connectors.github.ListingPage.More;
import dev.assay.connectors.github.ListingPage.Node;
import dev.assay.connectors.remote.Json;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Glob;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** One walk through an owner's repositories. Belongs to one thread. */
final class Listing {
    /** What is longer is no name and no description. */
    private static final int MOST_TEXT_BYTES = 4096;

    /** An owner or a repository that has more lists without an end. */
    private static final int MOST_REPOSITORIES = 1_000_000;

    private static final int MOST_REFS = 100_000;
    private static final String ENDLESS = "the listing does not come to an end";
    private static final String BROKEN = "a part of the listing is not in the server's answer";

    private final Api api;
    private final GitHubTarget target;
    private final Selection selection;
    private final Clock clock;
    private final RepositoryVisitor out;
    private final Set<String> seen = new HashSet<>();
    private final Set<String> said = new HashSet<>(); // gaps that each further page would repeat

    Listing(Api api, GitHubTarget target, Selection selection, Clock clock, RepositoryVisitor out) {
        this.api = api;
        this.target = target;
        this.selection = selection;
        this.clock = clock;
        this.out = out;
    }

    /** Of all of an owner's repositories, or of a team's. */
    void owned() throws IOException {
        String team = selection.team();
        Map<String, String> variables = new HashMap<>(Map.of("owner", target.owner()));
        if (!team.isEmpty()) {
            variables.put("team", team);
        }
        Set<String> cursors = new HashSet<>();
        long hidden = 0;
        long total;
        boolean whole = true;
        for (boolean first = true; ; first = false) {
            clock.check();
            boolean isFirst = first;
            ListingPage page = page(
                    asked -> team.isEmpty() ? Queries.owned(asked, isFirst) : Queries.ofTeam(asked, isFirst),
                    first,
                    variables,
                    target.owner());
            total = page.total;
            if (first && page.total >= 0) {
                out.total(page.total);
            }
            hidden += page.hidden;
            for (Node node : page.nodes) {
                if (seen.add(node.fullName) && !give(node)) {
                    return;
                }
            }
            if (!page.listed || !page.more.told) {
                once(target.owner(), BROKEN);
                whole = false;
            }
            if (!page.more.hasNext) {
                break;
            }
            boolean endless = page.nodes.isEmpty() && page.hidden == 0 || seen.size() > MOST_REPOSITORIES;
            if (endless || page.more.cursor.isEmpty() || !cursors.add(page.more.cursor)) {
                out.gap(target.owner(), GapKind.LIMIT, ENDLESS);
                whole = false;
                break;
            }
            variables.put("after", page.more.cursor);
        }
        if (hidden > 0) {
            out.gap(
                    target.owner(),
                    GapKind.UNREADABLE,
                    hidden + " repositories are listed and not shown to this token");
        }
        long missing = total - seen.size() - hidden;
        if (whole && missing > 0) {
            out.gap(target.owner(), GapKind.UNREADABLE, missing + " repositories are counted and not listed");
        }
    }

    private void once(String where, String reason) {
        if (said.add(where + ' ' + reason)) {
            out.gap(where, GapKind.UNREADABLE, reason);
        }
    }

    /** Of one repository. */
    void one() throws IOException {
        boolean ref = !target.ref().isEmpty();
        Map<String, String> variables = new LinkedHashMap<>(Map.of("owner", target.owner(), "name", target.name()));
        if (ref) {
            variables.put("ref", target.ref() + "^{commit}");
        }
        ListingPage page =
                page(asked -> Queries.one(asked, ref), true, variables, target.owner() + "/" + target.name());
        Node node = page.nodes.getFirst();
        if (ref) {
            if (!isCommit(node.asked)) {
                throw new UnreachableException(
                        api.options().api().host() + " has no branch, tag or commit of that name");
            }
            node.head = new Branch(target.ref(), node.asked.commitOid(), node.asked.treeOid());
        }
        give(node);
    }

    /** A page of repositories; the first one also has the teams, if these are wanted. */
    private ListingPage page(
            Function<Selection, String> query, boolean first, Map<String, String> variables, String where)
            throws IOException {
        if (!first || !selection.teams()) {
            return page(query.apply(selection), variables, where);
        }
        try {
            ListingPage page = page(query.apply(selection), variables, where);
            tellTeams(page);
            return page;
        } catch (UnreachableException e) { // some tokens are refused all of a query for the teams in it
            ListingPage page = page(query.apply(selection.withoutTeams()), variables, where);
            out.withoutTeams(String.valueOf(e.getMessage()));
            return page;
        }
    }

    private void tellTeams(ListingPage page) throws IOException {
        if (page.teams.lost || !page.withoutTeams.isEmpty()) {
            out.withoutTeams(page.withoutTeams.isEmpty() ? BROKEN : page.withoutTeams);
            return;
        }
        try {
            out.teams(new Teams(api, target.owner(), clock).all(page.teams));
        } catch (UnreachableException e) {
            out.withoutTeams(String.valueOf(e.getMessage()));
        }
    }

    /** @param where what the query is about: there is said that a part of its answer is missing */
    private ListingPage page(String query, Map<String, String> variables, String where) throws IOException {
        GraphAnswer<ListingPage> answer = api.query(query, variables, MOST_TEXT_BYTES, Listing::read, clock);
        if (!answer.data().found) {
            throw new UnreachableException(api.options().api().host() + " " + answer.meaning());
        }
        for (Trouble trouble : answer.errors()) {
            String host = api.options().api().host();
            if (trouble.part().equals(Queries.TEAMS)) {
                answer.data().withoutTeams = host + " " + trouble.meaning();
            } else {
                once(where, "of a part of the listing, " + host + " " + trouble.meaning());
            }
        }
        return answer.data();
    }

    private static ListingPage read(Json json, Token data) throws IOException {
        ListingPage page = new ListingPage(json);
        json.object(data, (name, value) -> {
            switch (name) {
                case "repository" -> {
                    if (value == Token.BEGIN_OBJECT) {
                        page.add(value);
                    }
                }
                case "repositoryOwner" -> inside(json, value, "repositories", page::repositories);
                case "organization" ->
                    inside(json, value, "team", team -> inside(json, team, "repositories", page::repositories));
                case Queries.TEAMS -> Teams.read(json, value, page.teams);
                default -> {}
            }
        });
        return page;
    }

    private static void inside(Json json, Token first, String field, Json.Item item) throws IOException {
        json.object(first, (name, value) -> {
            if (name.equals(field)) {
                item.take(value);
            }
        });
    }

    private static boolean isCommit(Branch branch) {
        return GitHubTarget.isOid(branch.commitOid()) && GitHubTarget.isOid(branch.treeOid());
    }

    /** @return whether to go on */
    private boolean give(Node node) throws IOException {
        if (!GitHubTarget.isFullName(node.fullName)) {
            out.gap(target.owner(), GapKind.MALFORMED, "a repository is listed under a name that none can have");
            return true;
        }
        String unwanted = unwanted(node);
        if (!unwanted.isEmpty()) {
            out.passedOver(node.fullName, unwanted);
            return true;
        }
        if (node.disabled) {
            out.gap(node.fullName, GapKind.UNREADABLE, "GitHub has disabled the repository");
        }
        return out.repository(new Repository(
                node.fullName,
                node.description,
                node.archived,
                node.disabled,
                node.fork,
                node.empty,
                node.isPrivate,
                node.head.name(),
                node.disabled || node.empty ? List.of() : branches(node)));
    }

    private String unwanted(Node node) {
        if (!target.name().isEmpty()) {
            return ""; // what is named is wanted
        }
        if (node.archived && !selection.archived()) {
            return Selection.ARCHIVED;
        }
        return node.fork && !selection.forks() ? Selection.FORKS : "";
    }

    /** Those that are wanted, the default one first. */
    private List<Branch> branches(Node node) throws IOException {
        Map<String, Branch> wanted = new LinkedHashMap<>();
        Predicate<Branch> isWanted = _ -> true;
        boolean all = !selection.branches().isEmpty() && target.ref().isEmpty();
        if (all) {
            Glob glob = new Glob(selection.branches());
            isWanted = branch ->
                    branch.name().isEmpty() || selection.branches().equals("*") || glob.matches(branch.name());
            rest(node, Queries.moreBranches(), node.moreBranches, each -> each.branches, each -> each.moreBranches);
        }
        if (isCommit(node.head) && (!all || isWanted.test(node.head))) {
            wanted.put(node.head.name(), node.head);
        } else if (!all) {
            out.gap(node.fullName, GapKind.UNREADABLE, "the default branch leads to no commit");
        }
        if (all) {
            add(node, node.branches.stream().filter(isWanted).toList(), "branches", wanted);
        }
        if (selection.pullRequests()) {
            rest(
                    node,
                    Queries.morePullRequests(),
                    node.morePullRequests,
                    each -> each.pullRequests,
                    each -> each.morePullRequests);
            add(node, besides(node.pullRequests, wanted), "pull requests", wanted);
        }
        return new ArrayList<>(wanted.values());
    }

    /** A branch may have the name that stands for a pull request, which must not hide behind it. */
    private static List<Branch> besides(List<Branch> pullRequests, Map<String, Branch> wanted) {
        List<Branch> named = new ArrayList<>(pullRequests.size());
        for (Branch each : pullRequests) {
            String name = each.name();
            while (wanted.containsKey(name)) {
                name = "refs/" + name;
            }
            named.add(new Branch(name, each.commitOid(), each.treeOid()));
        }
        return named;
    }

    private void add(Node node, List<Branch> listed, String things, Map<String, Branch> wanted) {
        int lost = 0;
        for (Branch branch : listed) {
            if (isCommit(branch)) {
                wanted.putIfAbsent(branch.name(), branch);
            } else {
                lost++;
            }
        }
        if (lost > 0) {
            out.gap(
                    node.fullName,
                    GapKind.UNREADABLE,
                    lost + " of the " + things + " are listed and lead to no commit that is shown");
        }
    }

    /** What did not fit onto the page. */
    private void rest(Node node, String query, More more, Function<Node, List<Branch>> of, Function<Node, More> further)
            throws IOException {
        int slash = node.fullName.indexOf('/');
        Map<String, String> variables = new LinkedHashMap<>(
                Map.of("owner", node.fullName.substring(0, slash), "name", node.fullName.substring(slash + 1)));
        Set<String> cursors = new HashSet<>();
        More rest = more;
        if (!rest.told) {
            once(node.fullName, BROKEN);
        }
        while (rest.hasNext) {
            clock.check();
            if (rest.cursor.isEmpty()
                    || !cursors.add(rest.cursor)
                    || of.apply(node).size() > MOST_REFS) {
                out.gap(node.fullName, GapKind.LIMIT, ENDLESS);
                return;
            }
            variables.put("after", rest.cursor);
            Node next;
            try {
                next = page(query, variables, node.fullName).nodes.getFirst();
            } catch (UnreachableException e) { // no reason to leave the other repositories unread
                out.gap(node.fullName, GapKind.UNREACHABLE, String.valueOf(e.getMessage()));
                return;
            }
            of.apply(node).addAll(of.apply(next));
            rest = further.apply(next);
            if (!rest.told) {
                once(node.fullName, BROKEN);
            }
        }
    }
}
