package dev.assay.connectors.github;

import dev.assay.connectors.github.ListingPage.More;
import dev.assay.connectors.github.Team.Permission;
import dev.assay.connectors.remote.Json;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An organisation's teams with their repositories. The first of them come with the first page of a listing ({@link
 * Queries#TEAMS}), so that most organisations' take no request. Belongs to one thread.
 */
final class Teams {
    private static final int MOST_TEXT_BYTES = 4096;
    private static final int MOST_PAGES = 10_000;

    /** A team while it is read. */
    private static final class Node {
        String slug = "";
        String parent = "";
        final Map<String, Permission> repositories = new HashMap<>();
        More more = new More();
    }

    /** A list of teams, or one of them. */
    static final class Page {
        private final List<Node> teams = new ArrayList<>();
        private More more = new More();
        private boolean found;

        /** Whether a list is not in the answer that belongs there. A user has none. */
        boolean lost;
    }

    private final Api api;
    private final String organisation;
    private final Clock clock;
    private final Set<String> asked = new HashSet<>();

    Teams(Api api, String organisation, Clock clock) {
        this.api = api;
        this.organisation = organisation;
        this.clock = clock;
    }

    /** All teams, of which there is a first page. */
    List<Team> all(Page first) throws IOException {
        Map<String, String> variables = new LinkedHashMap<>(Map.of("owner", organisation));
        List<Team> teams = new ArrayList<>();
        for (Page page = first; ; page = page(Queries.moreTeams(), variables)) {
            for (Node node : page.teams) {
                teams.add(team(node));
            }
            if (!page.more.hasNext) {
                return teams;
            }
            variables.put("after", next(page.more));
        }
    }

    private Team team(Node node) throws IOException {
        Map<String, String> variables = new LinkedHashMap<>(Map.of("owner", organisation, "team", node.slug));
        More more = node.more;
        while (more.hasNext) {
            variables.put("after", next(more));
            List<Node> rest = page(Queries.restOfTeam(), variables).teams;
            if (rest.isEmpty()) {
                break; // it is gone
            }
            node.repositories.putAll(rest.getFirst().repositories);
            more = rest.getFirst().more;
        }
        return new Team(node.slug, node.parent, node.repositories);
    }

    private String next(More more) throws UnreachableException {
        clock.check();
        if (more.cursor.isEmpty() || !asked.add(more.cursor) || asked.size() > MOST_PAGES) {
            throw new UnreachableException(api.options().api().host() + " lists teams without an end");
        }
        return more.cursor;
    }

    private Page page(String query, Map<String, String> variables) throws IOException {
        GraphAnswer<Page> answer = api.query(query, variables, MOST_TEXT_BYTES, Teams::read, clock);
        if (!answer.data().found) {
            throw new UnreachableException(api.options().api().host() + " " + answer.meaning());
        }
        return answer.data();
    }

    private static Page read(Json json, Token data) throws IOException {
        Page page = new Page();
        json.object(data, (name, organisation) -> read(json, organisation, page));
        return page;
    }

    /** {@code Organization{teams team}}, either of them; null for what is no organisation. */
    static void read(Json json, Token organisation, Page page) throws IOException {
        page.lost |= organisation != Token.BEGIN_OBJECT;
        json.object(organisation, (field, value) -> {
            if (field.equals("team") && value == Token.BEGIN_OBJECT) {
                page.found = true;
                page.teams.add(node(json, value));
            } else if (field.equals("teams")) {
                page.found |= value == Token.BEGIN_OBJECT;
                page.lost |= value != Token.BEGIN_OBJECT;
                json.object(value, (inner, list) -> {
                    if (inner.equals("nodes")) {
                        json.array(list, each -> page.teams.add(node(json, each)));
                    } else if (inner.equals("pageInfo")) {
                        page.more = ListingPage.more(json, list);
                    }
                });
            }
        });
    }

    private static Node node(Json json, Token first) throws IOException {
        Node node = new Node();
        json.object(first, (name, value) -> {
            switch (name) {
                case "slug" -> node.slug = json.text(value);
                case "parentTeam" ->
                    json.object(value, (inner, slug) -> {
                        if (inner.equals("slug")) {
                            node.parent = json.text(slug);
                        }
                    });
                case "repositories" ->
                    json.object(value, (inner, list) -> {
                        if (inner.equals("edges")) {
                            json.array(list, each -> repository(json, each, node.repositories));
                        } else if (inner.equals("pageInfo")) {
                            node.more = ListingPage.more(json, list);
                        }
                    });
                default -> {}
            }
        });
        return node;
    }

    /** {@code TeamRepositoryEdge{permission node{nameWithOwner}}}. */
    private static void repository(Json json, Token first, Map<String, Permission> into) throws IOException {
        String[] said = {"", ""};
        json.object(first, (name, value) -> {
            switch (name) {
                case "permission" -> said[0] = json.text(value);
                case "node" ->
                    json.object(value, (inner, fullName) -> {
                        if (inner.equals("nameWithOwner")) {
                            said[1] = json.text(fullName);
                        }
                    });
                default -> {}
            }
        });
        if (!said[1].isEmpty()) {
            into.put(said[1], Permission.of(said[0]));
        }
    }
}
