package dev.assay.connectors.github;

import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteOptions;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.scan.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client that loses no time between retries, and what a listing gave. */
final class GitHubFixture {
    static final String TOKEN = "ghp_PlantedPlantedPlantedPlanted0123456789";

    /** What a listing came to, a line each. */
    static final class Listed implements RepositoryVisitor {
        final List<Repository> repositories = new ArrayList<>();
        final List<String> gaps = new ArrayList<>();
        final List<String> passedOver = new ArrayList<>();
        final List<Team> teams = new ArrayList<>();
        String withoutTeams = "";
        long total = -1;

        @Override
        public void teams(List<Team> all) {
            teams.addAll(all);
        }

        @Override
        public void withoutTeams(String reason) {
            withoutTeams = reason;
        }

        @Override
        public boolean repository(Repository repository) {
            repositories.add(repository);
            return true;
        }

        @Override
        public void gap(String where, GapKind kind, String reason) {
            gaps.add(where + ": " + kind.id() + ": " + reason);
        }

        @Override
        public void total(long count) {
            total = count;
        }

        @Override
        public void passedOver(String fullName, String why) {
            passedOver.add(fullName + ": " + why);
        }
    }

    private GitHubFixture() {}

    static RemoteClient client(Path home) throws IOException {
        return new RemoteClient(
                new RemoteOptions(
                        false,
                        false,
                        Optional.empty(),
                        10,
                        5,
                        3,
                        Duration.ofMillis(1),
                        Duration.ofSeconds(60),
                        Map.of(),
                        home,
                        "assay"),
                new Progress());
    }

    static GitHubOptions options(String url, Path home) throws IOException {
        return GitHubOptions.of(url, true, 10, Duration.ofMillis(2), Map.of("GITHUB_TOKEN", TOKEN), home);
    }

    static Listed list(FakeGitHub server, Path home, String target, Selection selection) throws IOException {
        Listed listed = new Listed();
        try (RemoteClient client = client(home)) {
            new GitHub(client, options(server.url(), home))
                    .repositories(GitHubTarget.parse(target), selection, Clock.endless(), listed);
        }
        return listed;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
