package dev.assay.connectors.github;

import dev.assay.connectors.remote.Json;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of repositories as GraphQL has them. Filled by one thread while it is read.
 *
 * <p>The shapes are those of GitHub's public schema: {@code Repository}, {@code Ref}, {@code Commit}, {@code PullRequest}.
 */
final class ListingPage {
    /** A list with more of it elsewhere. */
    static final class More {
        boolean hasNext;
        String cursor = "";

        /** Whether the server says so much as that: a part of an answer that failed is null. */
        boolean told;
    }

    /** A repository, and which of its lists are not at their end. */
    static final class Node {
        String fullName = "";
        String description = "";
        boolean archived;
        boolean disabled;
        boolean fork;
        boolean empty;
        boolean isPrivate;
        Branch head = NONE;
        Branch asked = NONE;
        final List<Branch> branches = new ArrayList<>(1);
        final List<Branch> pullRequests = new ArrayList<>(0);
        final More moreBranches = new More();
        final More morePullRequests = new More();
    }

    static final Branch NONE = new Branch("", "", "");

    final List<Node> nodes = new ArrayList<>();
    final More more = new More();

    /** Those that the server lists and does not show. */
    int hidden;

    /** Whether it has the list itself. */
    boolean listed;

    /** How many there are in all; -1 if it is not said. */
    long total = -1;

    /** The first teams of the organisation, where they were asked for. */
    final Teams.Page teams = new Teams.Page();

    /** Why they are not there; empty unless somebody says so. */
    String withoutTeams = "";

    /** Whether what was to be listed is there at all. */
    boolean found;

    private final Json json;
    private String lastName = "";

    ListingPage(Json json) {
        this.json = json;
    }

    /** {@code repositories{totalCount nodes pageInfo}}. */
    void repositories(Token first) throws IOException {
        found |= first == Token.BEGIN_OBJECT;
        json.object(first, (name, value) -> {
            switch (name) {
                case "totalCount" -> total = json.number(value);
                case "nodes" -> {
                    listed = value == Token.BEGIN_ARRAY;
                    json.array(value, this::add);
                }
                case "pageInfo" -> more(value, more);
                default -> {}
            }
        });
    }

    /** One repository, or null for one that is not shown. */
    void add(Token first) throws IOException {
        if (first != Token.BEGIN_OBJECT) {
            hidden++;
            return;
        }
        found = true;
        Node node = new Node();
        json.object(first, (name, value) -> {
            switch (name) {
                case "nameWithOwner" -> node.fullName = json.text(value);
                case "description" -> node.description = json.text(value);
                case "isArchived" -> node.archived = value == Token.TRUE;
                case "isDisabled" -> node.disabled = value == Token.TRUE;
                case "isFork" -> node.fork = value == Token.TRUE;
                case "isEmpty" -> node.empty = value == Token.TRUE;
                case "isPrivate" -> node.isPrivate = value == Token.TRUE;
                case "defaultBranchRef" -> node.head = ref(value);
                case "object" -> node.asked = commit(value, "");
                case "refs" -> list(value, node.moreBranches, each -> node.branches.add(ref(each)));
                case "pullRequests" ->
                    list(value, node.morePullRequests, each -> node.pullRequests.add(pullRequest(each)));
                default -> {}
            }
        });
        nodes.add(node);
    }

    private void list(Token first, More rest, Json.Item item) throws IOException {
        boolean[] listed = {false};
        json.object(first, (name, value) -> {
            switch (name) {
                case "nodes" -> {
                    listed[0] = value == Token.BEGIN_ARRAY;
                    json.array(value, item);
                }
                case "pageInfo" -> more(value, rest);
                default -> {}
            }
        });
        rest.told &= listed[0];
    }

    private void more(Token first, More into) throws IOException {
        More read = more(json, first);
        into.hasNext = read.hasNext;
        into.cursor = read.cursor;
        into.told = read.told;
    }

    /** {@code pageInfo{hasNextPage endCursor}}. */
    static More more(Json json, Token first) throws IOException {
        More into = new More();
        json.object(first, (name, value) -> {
            switch (name) {
                case "hasNextPage" -> {
                    into.hasNext = value == Token.TRUE;
                    into.told = value == Token.TRUE || value == Token.FALSE;
                }
                case "endCursor" -> into.cursor = json.text(value);
                default -> {}
            }
        });
        return into;
    }

    /** {@code Ref{name target}}; what leads to no commit has no digests. */
    private Branch ref(Token first) throws IOException {
        String[] called = {""};
        Branch[] target = {NONE};
        json.object(first, (name, value) -> {
            switch (name) {
                case "name" -> called[0] = once(json.text(value));
                case "target" -> target[0] = commit(value, "");
                default -> {}
            }
        });
        return new Branch(called[0], target[0].commitOid(), target[0].treeOid());
    }

    /** Most default branches have one name, which is kept once. */
    private String once(String name) {
        lastName = name.equals(lastName) ? lastName : name;
        return lastName;
    }

    /** {@code Commit{oid tree{oid}}}. */
    private Branch commit(Token first, String called) throws IOException {
        String[] oids = {"", ""};
        json.object(first, (name, value) -> {
            switch (name) {
                case "oid" -> oids[0] = json.text(value);
                case "tree" ->
                    json.object(value, (inner, oid) -> {
                        if (inner.equals("oid")) {
                            oids[1] = json.text(oid);
                        }
                    });
                default -> {}
            }
        });
        return new Branch(called, oids[0], oids[1]);
    }

    /** {@code PullRequest{number commits(last:1){nodes{commit}}}}. */
    private Branch pullRequest(Token first) throws IOException {
        long[] number = {-1};
        Branch[] head = {NONE};
        json.object(first, (name, value) -> {
            switch (name) {
                case "number" -> number[0] = json.number(value);
                case "commits" ->
                    list(
                            value,
                            new More(),
                            each -> json.object(each, (inner, commit) -> {
                                if (inner.equals("commit")) {
                                    head[0] = commit(commit, "");
                                }
                            }));
                default -> {}
            }
        });
        return new Branch("pull/" + number[0] + "/head", head[0].commitOid(), head[0].treeOid());
    }
}
