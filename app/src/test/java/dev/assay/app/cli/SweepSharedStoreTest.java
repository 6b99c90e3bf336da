package dev.assay.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store of sweeps that two use at once, and one whose disk is full. */
class SweepSharedStoreTest {
    private static final int REPOSITORIES = 20;

    @TempDir
    Path folder;

    private FakeGitHub server;

    @BeforeEach
    void start() {
        server = new FakeGitHub().latency(2).limit(1_000_000, 3600);
        for (int i = 0; i < REPOSITORIES; i++) {
            server.repository("acme/r" + i)
                    .commit(Map.of(
                            "package-lock.json",
                            lock(i),
                            "CODEOWNERS",
                            ("* @acme/team-" + i % 3 + "\n").getBytes(UTF_8)));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] lock(int repository) {
        StringBuilder text = new StringBuilder("{\"name\":\"x\",\"lockfileVersion\":3,\"packages\":{");
        for (int i = 0; i < 700; i++) {
            text.append("\"node_modules/acme-piece-" + repository + '-' + i + "\":{\"version\":\"1.0." + i
                    + "\",\"integrity\":\"sha512-abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz\"},\n");
        }
        String version = repository % 10 == 3 ? "4.4.2" : "4.3.1";
        return text.append("\"node_modules/debug\":{\"version\":\"" + version + "\"}}}")
                .toString()
                .getBytes(UTF_8);
    }

    private Ran sweep(Path state, String... more) {
        Cli cli = new Cli(folder);
        cli.environment.put("GITHUB_TOKEN", "ghp_PlantedPlantedPlantedPlanted0123456789");
        cli.environment.put("HOME", folder.toString());
        List<String> command =
                new ArrayList<>(List.of("sweep", "--format", "json", "--facts", "--as-of", "2026-10-01"));
        command.addAll(List.of("--github-url", server.url(), "--state-dir", state.toString()));
        command.addAll(List.of(more));
        command.add("github:acme");
        return cli.run(command.toArray(String[]::new));
    }

    private static Report report(Ran ran) {
        return Report.of(ran.code(), ran.out(), ran.err());
    }

    private static String checked(Path state) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("sweep.sqlite"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA integrity_check")) {
            return rows.getString(1);
        }
    }

    @Test
    @Timeout(120)
    void twoAtOnceReportTheSameAndLeaveOneStore() throws SQLException {
        Report calm = report(sweep(folder.resolve("calm")));
        assertThat(calm.findings()).hasSize(2);
        Path state = folder.resolve("shared");
        CompletableFuture<Ran> other = CompletableFuture.supplyAsync(() -> sweep(state));
        Ran one = sweep(state);
        for (Ran ran : List.of(one, other.join())) {
            assertThat(ran.err()).isEmpty();
            assertThat(ran.code()).isEqualTo(ExitCode.UNSAFE);
            assertThat(report(ran).lasting()).isEqualTo(calm.lasting());
        }
        assertThat(checked(state)).isEqualTo("ok");
        server.forget();
        assertThat(report(sweep(state)).lasting()).isEqualTo(calm.lasting());
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    @Timeout(120)
    void aFullDiskCostsWhatIsNotKeptAndNothingElse() throws IOException, InterruptedException, SQLException {
        Report calm = report(sweep(folder.resolve("calm")));
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=500k,mode=0700", "tmpfs", disk.toString()) == 0,
                "needs the right to mount");
        try {
            Path state = disk.resolve("state");
            for (int i = 0; i < 2; i++) {
                Ran full = sweep(state);
                assertThat(full.err()).contains("the store of sweeps", "is full", "nothing more is kept");
                assertThat(full.err().lines()).hasSize(1);
                assertThat(full.code()).isEqualTo(ExitCode.UNSAFE);
                assertThat(report(full).lasting()).isEqualTo(calm.lasting());
            }
            Report rematch = report(sweep(state, "--rematch"));
            assertThat(rematch.gaps()).isNotEmpty(); // what is not kept is not called clean
            assertThat(run("mount", "-o", "remount,size=20m", disk.toString())).isZero();
            Ran roomy = sweep(state);
            assertThat(roomy.err()).isEmpty();
            assertThat(report(roomy).lasting()).isEqualTo(calm.lasting());
            assertThat(checked(state)).isEqualTo("ok");
            server.forget();
            assertThat(report(sweep(state)).lasting()).isEqualTo(calm.lasting());
            assertThat(server.requests()).isEqualTo(1);
        } finally {
            assertThat(run("umount", disk.toString())).isZero();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1; // there is no such program
        }
    }
}
