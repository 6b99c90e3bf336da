package dev.assay.connectors.github;

import dev.assay.connectors.github.FakeRepository.Commit;
import dev.assay.connectors.github.FakeRepository.Pull;
import dev.assay.connectors.github.GraphQl.Field;
import dev.assay.connectors.github.GraphQl.Query;
import dev.assay.connectors.github.GraphQl.RefusedException;
import dev.assay.connectors.github.GraphQl.Variable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The part of GitHub's public schema that is about repositories, with its types, fields, arguments and limits as they are published.
 * A query for anything else, with an argument that is not there, without the selection that a field needs, with a page that is too
 * large or none, or with variables that do not fit is refused as GitHub refuses it, and not passed over.
 */
final class FakeSchema {
    /** An owner as it is asked about. */
    record Owner(String login, boolean organisation, List<FakeRepository> repositories, Map<String, Team> teams) {}

    /**
     * A team.
     *
     * @param parent the slug of the team that it belongs to, or empty
     * @param permission what it may do with its repositories
     */
    record Team(String parent, String permission, List<FakeRepository> repositories) {}

    /** One page of a list. */
    private record Page(List<Object> all, int from, int to) {
        Object field(Field field) {
            return switch (field.name()) {
                case "totalCount" -> all.size();
                case "nodes" -> all.subList(from, to);
                default -> new PageInfo(this);
            };
        }
    }

    private record TeamPage(TeamOf team, Page page) {
        Object field(Field field) {
            String permission = team.owner().teams().get(team.slug()).permission();
            return field.name().equals("edges")
                    ? page.all().subList(page.from(), page.to()).stream()
                            .map(each -> (Object) new Edge(permission, (FakeRepository) each))
                            .toList()
                    : page.field(field);
        }
    }

    private record TeamOf(Owner owner, String slug) {
        List<Object> repositories() {
            return sorted(owner.teams().get(slug).repositories());
        }

        TeamOf parent() {
            String parent = owner.teams().get(slug).parent();
            return parent.isEmpty() ? null : new TeamOf(owner, parent);
        }
    }

    /** A repository in a list that says what a team may do with it. */
    private record Edge(String permission, FakeRepository node) {}

    private record Blob(byte[] bytes, String oid) {}

    private static final Map<String, Map<String, String>> TYPES = Map.ofEntries(
            Map.entry(
                    "Query",
                    Map.of(
                            "repositoryOwner", "RepositoryOwner(login)",
                            "organization", "Organization(login)",
                            "repository", "Repository(owner name followRenames)")),
            Map.entry(
                    "RepositoryOwner",
                    Map.of("login", "", "repositories", "RepositoryConnection(first after ownerAffiliations orderBy)")),
            Map.entry(
                    "Organization",
                    Map.of("login", "", "team", "Team(slug)", "teams", "TeamConnection(first after orderBy)")),
            Map.entry(
                    "Team",
                    Map.of(
                            "slug", "",
                            "name", "",
                            "parentTeam", "Team()",
                            "repositories", "TeamRepositoryConnection(first after orderBy)")),
            Map.entry(
                    "TeamRepositoryConnection",
                    Map.of(
                            "totalCount", "",
                            "edges", "TeamRepositoryEdge()",
                            "nodes", "Repository()",
                            "pageInfo", "PageInfo()")),
            Map.entry("TeamRepositoryEdge", Map.of("permission", "", "node", "Repository()")),
            Map.entry("TeamConnection", Map.of("totalCount", "", "nodes", "Team()", "pageInfo", "PageInfo()")),
            Map.entry(
                    "RepositoryConnection",
                    Map.of("totalCount", "", "nodes", "Repository()", "pageInfo", "PageInfo()")),
            Map.entry("PageInfo", Map.of("hasNextPage", "", "endCursor", "")),
            Map.entry("Repository", new LinkedHashMap<>()),
            Map.entry("RefConnection", Map.of("totalCount", "", "nodes", "Ref()", "pageInfo", "PageInfo()")),
            Map.entry("Ref", Map.of("name", "", "target", "GitObject()")),
            Map.entry("GitObject", Map.of("oid", "")),
            Map.entry("Commit", Map.of("oid", "", "tree", "Tree()")),
            Map.entry("Tree", Map.of("oid", "")),
            Map.entry("Blob", Map.of("oid", "", "byteSize", "", "isBinary", "", "isTruncated", "", "text", "")),
            Map.entry(
                    "PullRequestConnection",
                    Map.of("totalCount", "", "nodes", "PullRequest()", "pageInfo", "PageInfo()")),
            Map.entry(
                    "PullRequest",
                    Map.of("number", "", "commits", "PullRequestCommitConnection(first last after before)")),
            Map.entry(
                    "PullRequestCommitConnection",
                    Map.of("totalCount", "", "nodes", "PullRequestCommit()", "pageInfo", "PageInfo()")),
            Map.entry("PullRequestCommit", Map.of("commit", "Commit()")));

    static {
        Map<String, String> repository = TYPES.get("Repository");
        for (String plain : "nameWithOwner description isArchived isDisabled isFork isEmpty isPrivate".split(" ", -1)) {
            repository.put(plain, "");
        }
        repository.put("defaultBranchRef", "Ref()");
        repository.put("refs", "RefConnection(refPrefix first after orderBy query)");
        repository.put("object", "GitObject(expression oid)");
        repository.put("pullRequests", "PullRequestConnection(states first after orderBy)");
    }

    private static final int MOST_PAGE = 100;
    private static final int LONGEST_TEXT = 512_000;

    private final List<Owner> owners;
    private final Function<String, FakeRepository> byName;
    private final Map<String, String> given;
    private final boolean showsTeams;
    private final StringBuilder out = new StringBuilder();
    private final List<String> errors = new ArrayList<>();

    FakeSchema(
            List<Owner> owners,
            Function<String, FakeRepository> byName,
            Map<String, String> given,
            boolean showsTeams) {
        this.showsTeams = showsTeams;
        this.owners = owners;
        this.byName = byName;
        this.given = given;
    }

    /** The answer as JSON. */
    String answer(String text) {
        try {
            Query query = GraphQl.parse(text);
            Set<String> used = new TreeSet<>();
            check("Query", query.fields(), used);
            if (!used.equals(query.variables().keySet())) {
                throw new RefusedException(
                        "Variables are declared " + query.variables().keySet() + " and used " + used);
            }
            query.variables().forEach((name, type) -> {
                if (type.endsWith("!") && !given.containsKey(name)) {
                    throw new RefusedException(
                            "Variable $" + name + " of type " + type + " was provided invalid value");
                }
            });
            object("Query", this, query.fields());
        } catch (RefusedException e) {
            return "{\"errors\":[{\"message\":" + Text.quoted(e.getMessage())
                    + ",\"locations\":[{\"line\":1,\"column\":1}],\"extensions\":{\"code\":\"undefinedField\"}}]}";
        }
        return "{\"data\":" + out + (errors.isEmpty() ? "" : ",\"errors\":[" + String.join(",", errors) + "]") + "}";
    }

    private static void check(String type, List<Field> fields, Set<String> used) {
        for (Field field : fields) {
            if (!field.onType().isEmpty()) {
                check(field.onType(), field.fields(), used);
                continue;
            }
            String told = TYPES.getOrDefault(type, Map.of()).get(field.name());
            if (told == null) {
                throw new RefusedException("Field '" + field.name() + "' doesn't exist on type '" + type + "'");
            }
            String inner = told.substring(0, Math.max(told.indexOf('('), 0));
            List<String> takes = List.of(
                    told.substring(told.indexOf('(') + 1).replace(")", "").split(" ", -1));
            if (inner.isEmpty() != field.fields().isEmpty()) {
                throw new RefusedException("Field must have selections or must not: '" + field.name() + "'");
            }
            field.arguments().forEach((name, value) -> {
                if (!takes.contains(name)) {
                    throw new RefusedException("Field '" + field.name() + "' doesn't accept argument '" + name + "'");
                }
                if (value instanceof Variable variable) {
                    used.add(variable.name());
                }
            });
            if (inner.endsWith("Connection")) {
                Object size = field.arguments()
                        .getOrDefault("first", field.arguments().get("last"));
                if (!(size instanceof Integer number) || number < 1 || number > MOST_PAGE) {
                    throw new RefusedException("Requesting " + size + " records on the `" + field.name()
                            + "` connection exceeds the `first` limit of 100 records.");
                }
            }
            check(inner, field.fields(), used);
        }
    }

    private void object(String type, Object of, List<Field> fields) {
        out.append('{');
        String[] separator = {""};
        each(type, of, fields, separator);
        out.append('}');
    }

    private void each(String type, Object of, List<Field> fields, String[] separator) {
        for (Field field : fields) {
            if (!field.onType().isEmpty()) {
                if (field.onType().equals(actual(of))) {
                    each(field.onType(), of, field.fields(), separator);
                }
                continue;
            }
            out.append(separator[0]).append(Text.quoted(field.key())).append(':');
            separator[0] = ",";
            String told = TYPES.get(type).get(field.name());
            value(told.substring(0, Math.max(told.indexOf('('), 0)), resolve(of, field), field);
        }
    }

    private static String actual(Object of) {
        return switch (of) {
            case Commit _ -> "Commit";
            case Blob _ -> "Blob";
            case Owner owner -> owner.organisation() ? "Organization" : "User";
            default -> "";
        };
    }

    private void value(String type, Object value, Field field) {
        switch (value) {
            case null -> out.append("null");
            case String text -> out.append(Text.quoted(text));
            case Boolean truth -> out.append(truth);
            case Integer number -> out.append(number);
            case List<?> items -> {
                out.append('[');
                for (int i = 0; i < items.size(); i++) {
                    out.append(i == 0 ? "" : ",");
                    value(type, items.get(i), field);
                }
                out.append(']');
            }
            default -> object(type, value, field.fields());
        }
    }

    private Object argument(Field field, String name) {
        Object value = field.arguments().get(name);
        return value instanceof Variable variable ? given.get(variable.name()) : value;
    }

    private Object resolve(Object of, Field field) {
        return switch (of) {
            case FakeSchema root -> root(field);
            case Owner owner -> owner(owner, field);
            case TeamOf team ->
                switch (field.name()) {
                    case "slug" -> team.slug();
                    case "name" -> team.slug().toUpperCase();
                    case "parentTeam" -> team.parent();
                    default -> new TeamPage(team, page(field, team.repositories()));
                };
            case TeamPage page -> page.field(field);
            case Edge edge -> field.name().equals("permission") ? edge.permission() : edge.node();
            case FakeRepository repository -> repository(repository, field);
            case Page page -> page.field(field);
            case PageInfo info ->
                field.name().equals("hasNextPage")
                        ? (Object) (info.page().to() < info.page().all().size())
                        : info.page().from() == info.page().to()
                                ? null
                                : "c" + info.page().to();
            case Map.Entry<?, ?> ref -> field.name().equals("name") ? ref.getKey() : ref.getValue();
            case Commit commit -> field.name().equals("oid") ? commit.oid() : new TreeOf(commit.tree());
            case TreeOf tree -> tree.oid();
            case Blob blob -> blob(blob, field);
            case Pull pull ->
                field.name().equals("number")
                        ? (Object) pull.number()
                        : page(
                                new Field("", "", "", Map.of("first", 1), List.of()),
                                List.of(new PullCommit(pull.head())));
            case PullCommit commit -> commit.commit();
            default -> throw new IllegalStateException(String.valueOf(of));
        };
    }

    private record PageInfo(Page page) {}

    private record TreeOf(String oid) {}

    private record PullCommit(Commit commit) {}

    private Object root(Field field) {
        return switch (field.name()) {
            case "repository" ->
                found(
                        field,
                        repository(argument(field, "owner") + "/" + argument(field, "name")),
                        "Could not resolve to a Repository");
            case "organization" -> {
                Owner owner = ownerOf(field);
                yield found(
                        field,
                        owner != null && owner.organisation() ? owner : null,
                        "Could not resolve to an Organization");
            }
            default -> ownerOf(field);
        };
    }

    private Owner ownerOf(Field field) {
        return owners.stream()
                .filter(each -> each.login().equalsIgnoreCase(String.valueOf(argument(field, "login"))))
                .findFirst()
                .orElse(null);
    }

    private FakeRepository repository(String fullName) {
        FakeRepository repository = byName.apply(fullName);
        return repository == null || repository.status == 404 ? null : repository;
    }

    private Object found(Field field, Object value, String message) {
        if (value == null) {
            errors.add("{\"type\":\"NOT_FOUND\",\"path\":[" + Text.quoted(field.key())
                    + "],\"locations\":[{\"line\":1,\"column\":2}],\"message\":" + Text.quoted(message) + "}");
        }
        return value;
    }

    private Object owner(Owner owner, Field field) {
        return switch (field.name()) {
            case "login" -> owner.login();
            case "team" -> {
                String slug = String.valueOf(argument(field, "slug"));
                yield owner.teams().containsKey(slug) ? new TeamOf(owner, slug) : null;
            }
            case "teams" -> teams(owner, field);
            default -> page(field, sorted(owner.repositories()));
        };
    }

    private Object teams(Owner owner, Field field) {
        if (!showsTeams) {
            errors.add(
                    "{\"type\":\"FORBIDDEN\",\"path\":[\"groups\",\"teams\"],\"message\":\"Resource not accessible\"}");
            return null;
        }
        return page(
                field,
                owner.teams().keySet().stream()
                        .map(each -> (Object) new TeamOf(owner, each))
                        .toList());
    }

    private static List<Object> sorted(List<FakeRepository> repositories) {
        return repositories.stream()
                .sorted((one, other) -> one.fullName.compareToIgnoreCase(other.fullName))
                .map(each -> (Object) each)
                .toList();
    }

    private Object repository(FakeRepository of, Field field) {
        boolean empty = of.branches.isEmpty();
        return switch (field.name()) {
            case "nameWithOwner" -> of.fullName;
            case "description" -> of.description.isEmpty() ? null : of.description;
            case "isArchived" -> of.archived;
            case "isDisabled" -> of.disabled;
            case "isFork" -> of.fork;
            case "isEmpty" -> empty;
            case "isPrivate" -> true;
            case "defaultBranchRef" -> empty ? null : Map.entry(of.defaultBranch, of.branches.get(of.defaultBranch));
            case "refs" -> {
                if (!"refs/heads/".equals(argument(field, "refPrefix"))) {
                    throw new IllegalStateException("refs without a prefix");
                }
                yield page(
                        field,
                        of.branches.entrySet().stream()
                                .map(each -> (Object) Map.entry(each.getKey(), each.getValue()))
                                .toList());
            }
            case "pullRequests" -> page(field, List.copyOf(of.pulls));
            default -> gitObject(of, field);
        };
    }

    private Object gitObject(FakeRepository of, Field field) {
        Object expression = argument(field, "expression");
        if (expression != null) {
            return of.resolve(String.valueOf(expression));
        }
        String oid = String.valueOf(argument(field, "oid"));
        byte[] blob = of.blob(oid);
        return blob == null ? of.resolve(oid) : new Blob(blob, oid);
    }

    /** Text as GitHub gives it: none of binaries, cut when it is long, and with what is no UTF-8 replaced. */
    private static Object blob(Blob blob, Field field) {
        boolean binary = false;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(blob.bytes()))
                    .toString();
            binary = text.indexOf('\0') >= 0;
        } catch (CharacterCodingException e) {
            binary = new String(blob.bytes(), StandardCharsets.ISO_8859_1).indexOf('\0') >= 0;
        }
        boolean truncated = blob.bytes().length > LONGEST_TEXT;
        return switch (field.name()) {
            case "oid" -> blob.oid();
            case "byteSize" -> blob.bytes().length;
            case "isBinary" -> binary;
            case "isTruncated" -> truncated;
            default ->
                binary
                        ? null
                        : new String(
                                blob.bytes(), 0, Math.min(blob.bytes().length, LONGEST_TEXT), StandardCharsets.UTF_8);
        };
    }

    private Page page(Field field, List<Object> all) {
        Object after = argument(field, "after");
        int from = after == null
                ? 0
                : Math.min(Integer.parseInt(String.valueOf(after).substring(1)), all.size());
        int first = (Integer) field.arguments().getOrDefault("first", 1);
        return new Page(all, from, Math.min(from + first, all.size()));
    }
}
