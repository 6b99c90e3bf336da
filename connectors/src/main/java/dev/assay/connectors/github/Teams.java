package dev.assay.connectors.github;

import dev.assay.connectors.github.ListingPage.More;
import dev.assay.connectors.remote.Json;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An organisation's teams with their repositories. Belongs to one thread. */
final class Teams {
    private static final int MOST_TEXT_BYTES = 4096;
    private static final int MOST_PAGES = 10_000;

    /** A team while it is read. */
    private static final class Node {
        String slug = "";
        String name = "";
        ListingPage repositories;

        Node(Json json) {
            repositories = new ListingPage(json);
        }
    }

    private static final class Page {
        final List<Node> teams = new ArrayList<>();
        More more = new More();
        boolean found;
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

    List<Team> all() throws IOException {
        Map<String, String> variables = new LinkedHashMap<>(Map.of("owner", organisation));
        List<Team> teams = new ArrayList<>();
        for (boolean first = true; ; first = false) {
            Page page = page(Queries.teams(first), variables);
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
        List<String> names = new ArrayList<>();
        add(node.repositories, names);
        Map<String, String> variables = new LinkedHashMap<>(Map.of("owner", organisation, "team", node.slug));
        More more = node.repositories.more;
        while (more.hasNext) {
            variables.put("after", next(more));
            List<Node> rest = page(Queries.restOfTeam(), variables).teams;
            if (rest.isEmpty()) {
                break; // it is gone
            }
            add(rest.getFirst().repositories, names);
            more = rest.getFirst().repositories.more;
        }
        return new Team(node.slug, node.name, names);
    }

    private static void add(ListingPage page, List<String> names) {
        page.nodes.forEach(each -> names.add(each.fullName));
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
            String type =
                    answer.errors().isEmpty() ? "NOT_FOUND" : answer.errors().getFirst();
            throw new UnreachableException(api.options().api().host() + " " + GraphAnswer.meaning(type));
        }
        return answer.data();
    }

    private static Page read(Json json, Token data) throws IOException {
        Page page = new Page();
        json.object(
                data,
                (name, organisation) -> json.object(organisation, (field, value) -> {
                    page.found |= value == Token.BEGIN_OBJECT;
                    if (field.equals("team") && value == Token.BEGIN_OBJECT) {
                        page.teams.add(node(json, value));
                    } else if (field.equals("teams")) {
                        json.object(value, (inner, list) -> {
                            if (inner.equals("nodes")) {
                                json.array(list, each -> page.teams.add(node(json, each)));
                            } else if (inner.equals("pageInfo")) {
                                page.more = ListingPage.more(json, list);
                            }
                        });
                    }
                }));
        return page;
    }

    private static Node node(Json json, Token first) throws IOException {
        Node node = new Node(json);
        json.object(first, (name, value) -> {
            switch (name) {
                case "slug" -> node.slug = json.text(value);
                case "name" -> node.name = json.text(value);
                case "repositories" -> node.repositories.repositories(value);
                default -> {}
            }
        });
        return node;
    }
}
