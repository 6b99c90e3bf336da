package dev.assay.connectors.github;

import dev.assay.connectors.github.Api.Got;
import dev.assay.connectors.remote.Json;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import java.util.List;

/** One public repository as REST tells of it, for who has no token: GraphQL answers nobody without one. */
final class PublicListing {
    private static final int MOST_TEXT_BYTES = 4096;

    private final Api api;
    private final GitHubTarget target;
    private final Selection selection;
    private final Clock clock;
    private final RepositoryVisitor out;

    PublicListing(Api api, GitHubTarget target, Selection selection, Clock clock, RepositoryVisitor out) {
        this.api = api;
        this.target = target;
        this.selection = selection;
        this.clock = clock;
        this.out = out;
    }

    void one() throws IOException {
        String asked = target.owner() + "/" + target.name();
        Got<Repository> got = api.get(api.repository(asked), clock, body -> {
            try (ByteReader reader = body.reader()) {
                return repository(new Json(reader, MOST_TEXT_BYTES));
            }
        });
        Repository repository = got.value();
        if (repository == null) {
            throw api.absent(got.status());
        }
        if (!GitHubTarget.isFullName(repository.fullName())) {
            throw new UnreachableException(
                    api.options().api().host() + " lists a repository under a name that none can have");
        }
        if (repository.disabled()) {
            out.gap(repository.fullName(), GapKind.UNREADABLE, "GitHub has disabled the repository");
        }
        boolean others = !selection.branches().isEmpty() && target.ref().isEmpty();
        if (others || selection.pullRequests()) {
            out.gap(
                    repository.fullName(),
                    GapKind.UNREADABLE,
                    "branches and pull requests are listed for a token only: set GITHUB_TOKEN, or log in with gh");
        }
        if (selection.teams()) {
            out.withoutTeams("teams are shown to a token only");
        }
        out.repository(repository.disabled() ? repository : withCommit(repository));
    }

    private static Repository repository(Json json) throws IOException {
        String[] said = {"", "", ""};
        boolean[] is = {false, false, false, false};
        json.whole((name, value) -> {
            switch (name) {
                case "full_name" -> said[0] = json.text(value);
                case "description" -> said[1] = json.text(value);
                case "default_branch" -> said[2] = json.text(value);
                case "archived" -> is[0] = value == Token.TRUE;
                case "disabled" -> is[1] = value == Token.TRUE;
                case "fork" -> is[2] = value == Token.TRUE;
                case "private" -> is[3] = value == Token.TRUE;
                default -> {}
            }
        });
        return new Repository(said[0], said[1], is[0], is[1], is[2], false, is[3], said[2], List.of());
    }

    private Repository withCommit(Repository of) throws IOException {
        String ref = target.ref().isEmpty() ? of.defaultBranch() : target.ref();
        Got<Branch> got = api.get(api.repository(of.fullName(), "commits", ref), clock, body -> {
            try (ByteReader reader = body.reader()) {
                return commit(new Json(reader, MOST_TEXT_BYTES), ref);
            }
        });
        Branch branch = got.value();
        boolean empty = got.status() == 409;
        if (branch == null && !empty) {
            throw got.status() == 422
                    ? new UnreachableException(
                            api.options().api().host() + " has no branch, tag or commit of that name")
                    : api.absent(got.status());
        }
        return new Repository(
                of.fullName(),
                of.description(),
                of.archived(),
                false,
                of.fork(),
                empty,
                of.isPrivate(),
                of.defaultBranch(),
                branch == null ? List.of() : List.of(branch));
    }

    private static Branch commit(Json json, String ref) throws IOException {
        String[] oids = {"", ""};
        json.whole((name, value) -> {
            if (name.equals("sha")) {
                oids[0] = json.text(value);
            } else if (name.equals("commit")) {
                json.object(value, (inner, commit) -> {
                    if (inner.equals("tree")) {
                        json.object(commit, (field, oid) -> {
                            if (field.equals("sha")) {
                                oids[1] = json.text(oid);
                            }
                        });
                    }
                });
            }
        });
        if (!GitHubTarget.isOid(oids[0]) || !GitHubTarget.isOid(oids[1])) {
            throw new UnreachableException("GitHub tells of no commit");
        }
        return new Branch(ref, oids[0], oids[1]);
    }
}
