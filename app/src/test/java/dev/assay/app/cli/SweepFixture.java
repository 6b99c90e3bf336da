package dev.assay.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.app.cli.Cli.Ran;
import dev.assay.connectors.github.FakeGitHub;
import dev.assay.connectors.github.FakeGitHub.Asked;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server on a loopback port, sweeps of it, and what their reports say. */
abstract class SweepFixture {
    static final String TOKEN = "ghp_PlantedPlantedPlantedPlanted0123456789";

    @TempDir
    Path folder;

    FakeGitHub server;
    Cli cli;

    @BeforeEach
    void start() {
        server = new FakeGitHub();
        cli = new Cli(folder);
        cli.environment.put("GITHUB_TOKEN", TOKEN);
        cli.environment.put("HOME", folder.toString());
        cli.environment.put("ASSAY_STATE_DIR", folder.resolve("state").toString());
        cli.environment.put("ASSAY_HTTP_BACKOFF", "1ms");
        cli.environment.put("ASSAY_GITHUB_QUIET", "2ms");
        cli.environment.put("ASSAY_AS_OF", "2026-10-01");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    Report sweep(String... more) {
        Ran ran = run(
                Stream.concat(Stream.of("--format", "json"), Stream.of(more)).toArray(String[]::new));
        return Report.of(ran.code(), ran.out(), ran.err());
    }

    Ran run(String... more) {
        return cli.run(Stream.concat(Stream.of("sweep", "--github-url", server.url()), Stream.of(more))
                .toArray(String[]::new));
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** A lockfile of npm with a package that a campaign is known for at a version. */
    static byte[] lock(String version) {
        return bytes("""
            {"name": "x", "version": "1.0.0", "lockfileVersion": 3, "packages": {
              "": {"name": "x", "version": "1.0.0", "dependencies": {"a": "^1.0.0"}},
              "node_modules/a": {"version": "1.0.0", "dependencies": {"debug": "^4.0.0"}},
              "node_modules/debug": {"version": "%s"}}}
            """.formatted(version));
    }

    /** Each as {@code target/path:line rule owners}. */
    static List<String> found(Report report) {
        return report.json()
                .get("findings")
                .valueStream()
                .map(each -> each.at("/location/target").stringValue() + "/"
                        + each.at("/location/path").asString("") + ":"
                        + each.at("/location/line").asInt(0) + " "
                        + each.get("ruleId").stringValue() + " "
                        + each.at("/evidence/owners").stringValue())
                .toList();
    }

    /** Each as {@code name criticals in repositories}. */
    static List<String> totals(Report report) {
        return report.json()
                .at("/groups/totals")
                .valueStream()
                .map(each -> each.get("group").stringValue() + " "
                        + each.get("critical").longValue() + " in "
                        + each.get("repositories").longValue())
                .toList();
    }

    static List<String> gaps(Report report) {
        return report.json()
                .get("gaps")
                .valueStream()
                .map(each -> each.at("/location/target").stringValue() + "/"
                        + each.at("/location/path").asString("") + " "
                        + each.get("kind").stringValue())
                .toList();
    }

    List<String> asked() {
        return server.asked().stream().map(Asked::kind).sorted().toList();
    }
}
