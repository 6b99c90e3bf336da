package dev.assay.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import dev.assay.connectors.github.FakeGitHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes that are killed, or asked to stop, in the middle of a sweep. {@code -Dsweep.kills=100} for more of them, {@code
 * -Dsweep.seed=N} for others.
 */
class SweepKilledTest {
    private static final int REPOSITORIES = 40;

    @TempDir
    Path folder;

    private FakeGitHub server;

    @BeforeEach
    void start() {
        server = new FakeGitHub().latency(4).limit(1_000_000, 3600); // each kill takes a hundred of the hour's requests
        for (int i = 0; i < REPOSITORIES; i++) {
            Map<String, byte[]> files = new HashMap<>();
            files.put("package-lock.json", lock(i));
            files.put(
                    "sub/go.mod",
                    ("module example.org/m" + i + "\nrequire example.org/x v1.0." + i + "\n").getBytes(UTF_8));
            files.put("CODEOWNERS", ("* @acme/team-" + i % 4 + "\n").getBytes(UTF_8));
            server.repository("acme/r" + i).commit(files);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Large enough not to go with others. */
    private static byte[] lock(int repository) {
        StringBuilder text = new StringBuilder("{\"name\":\"x\",\"lockfileVersion\":3,\"packages\":{");
        for (int i = 0; i < 1_500; i++) {
            text.append("\"node_modules/acme-inner-piece-")
                    .append(repository)
                    .append('-')
                    .append(i)
                    .append("\":{\"version\":\"1.0.")
                    .append(i)
                    .append("\",\"integrity\":\"sha512-abcdefghijklmnop\"},\n");
        }
        String version = repository % 10 == 3 ? "4.4.2" : "4.3.1";
        return text.append("\"node_modules/debug\":{\"version\":\"")
                .append(version)
                .append("\"}}}")
                .toString()
                .getBytes(UTF_8);
    }

    private Process process(String state, Path out) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> command = Stream.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dorg.sqlite.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName(),
                        "sweep",
                        "--format",
                        "jsonl",
                        "--github-url",
                        server.url(),
                        "--state-dir",
                        folder.resolve(state).toString(),
                        "--as-of",
                        "2026-10-01",
                        "github:acme")
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("GITHUB_TOKEN", "ghp_PlantedPlantedPlantedPlanted0123456789");
        builder.environment().put("HOME", folder.toString());
        return builder.start();
    }

    private Report report(String state) {
        Cli cli = new Cli(folder);
        cli.environment.put("GITHUB_TOKEN", "ghp_PlantedPlantedPlantedPlanted0123456789");
        cli.environment.put("HOME", folder.toString());
        Ran ran = cli.run(
                "sweep",
                "--format",
                "json",
                "--facts",
                "--github-url",
                server.url(),
                "--state-dir",
                folder.resolve(state).toString(),
                "--as-of",
                "2026-10-01",
                "github:acme");
        assertThat(ran.err()).isEmpty();
        return Report.of(ran.code(), ran.out(), ran.err());
    }

    /** What a process has left behind; nothing of a store that it has not begun. */
    private long rows(String state, String table) throws SQLException {
        Path file = folder.resolve(state).resolve("sweep.sqlite");
        if (!Files.exists(file)) {
            return 0;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet there = statement.executeQuery("SELECT name FROM sqlite_master WHERE name = 'listings'")) {
            if (!there.next()) {
                return 0;
            }
            try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
                return rows.getLong(1);
            }
        }
    }

    private void awaitRequests(int most, Process process) throws InterruptedException {
        while (server.requests() < most && process.isAlive()) {
            Thread.sleep(0, 200_000);
        }
    }

    @Test
    @Timeout(7200)
    void whoeverIsKilledGoesOnWhereHeWas() throws IOException, InterruptedException, SQLException {
        Report calm = report("calm");
        assertThat(calm.findings()).hasSize(4);
        int all = server.requests();
        Random random = new Random(Integer.getInteger("sweep.seed", 11));
        int killed = 0;
        long asked = 0;
        int kills = Integer.getInteger("sweep.kills", 3);
        for (int i = 0; i < kills; i++) {
            String state = "state" + i;
            server.forget();
            Process process = process(state, folder.resolve("out"));
            awaitRequests(1 + random.nextInt(all), process);
            TimeUnit.MICROSECONDS.sleep(random.nextInt(5_000));
            process.destroyForcibly();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            killed += process.exitValue() == 137 ? 1 : 0;
            long facts = rows(state, "facts");
            long trees = rows(state, "trees");
            int before = server.requests();
            server.forget();
            Report resumed = report(state);
            assertThat(resumed.lasting())
                    .as("kill %d after %d requests", i, before)
                    .isEqualTo(calm.lasting());
            assertThat(resumed.performance("cacheHits")).isEqualTo(facts); // what was stored is not asked for again
            assertThat(server.asked().stream()
                            .filter(each -> each.kind().equals("tree"))
                            .count())
                    .isEqualTo(REPOSITORIES - trees);
            asked += before + server.requests();
            server.forget();
            assertThat(report(state).lasting()).isEqualTo(calm.lasting());
            assertThat(server.requests()).isEqualTo(1);
        }
        assertThat(killed).isPositive();
        System.out.printf(
                "sweep: %d of %d were killed; %d requests when calm, %d on average with a kill between%n",
                killed, kills, all, asked / kills);
    }

    @Test
    @Timeout(60)
    void whoeverIsAskedToStopReportsWhatThereIs() throws IOException, InterruptedException {
        server.latency(20);
        Path out = folder.resolve("out");
        Process process = process("state", out);
        awaitRequests(25, process);
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(Files.readString(out)).contains("\"kind\":\"interrupted\"", "\"type\":\"summary\"");
        Report resumed = report("state");
        assertThat(resumed.gaps()).isEmpty();
        assertThat(resumed.findings()).hasSize(4);
    }
}
