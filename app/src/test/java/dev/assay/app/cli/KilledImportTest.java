package dev.assay.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.data.DataStore;
import dev.assay.app.data.Dataset;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever imports reference data may be killed at any moment: what counts then is whole, and is the old or the new state. */
class KilledImportTest {
    private static final int KILLS = 6;
    private static final int PACKAGES = 20_000;

    @TempDir
    Path folder;

    private void feed(String name, String version) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < PACKAGES; i++) {
            text.append("npm made-up-").append(i).append(' ').append(version).append('\n');
        }
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void leavesOneOfTheTwoStates() throws Exception {
        feed("a.txt", "1.0.0");
        feed("b.txt", "2.0.0");
        Cli cli = new Cli(folder);
        cli.environment.put("ASSAY_DATA_DIR", folder.resolve("data").toString());
        assertThat(cli.run("data", "import", "a.txt", "--name", "feed").code()).isEqualTo(ExitCode.CLEAN);
        Random random = new Random(8);
        for (int kill = 0; kill < KILLS; kill++) {
            killOne(random);
            DataStore store = new DataStore(folder.resolve("data"));
            List<Dataset> kept = store.datasets(List.of());
            assertThat(kept).singleElement().satisfies(each -> {
                assertThat(each.entries()).isEqualTo(PACKAGES);
                assertThat(store.isWhole(each)).isTrue();
            });
            int old = cli.run("check", "--offline", "pkg:npm/made-up-77@1.0.0").code();
            int next = cli.run("check", "--offline", "pkg:npm/made-up-77@2.0.0").code();
            assertThat(List.of(old, next)).containsOnlyOnce(ExitCode.UNSAFE);
        }
        assertThat(cli.run("data", "import", "b.txt", "--name", "feed", "--allow-older")
                        .code())
                .as("the lock of whom was killed is free")
                .isEqualTo(ExitCode.CLEAN);
        try (Stream<Path> left = Files.list(folder.resolve("data/objects"))) {
            assertThat(left)
                    .as("what was on its way when one was killed is gone")
                    .hasSize(1);
        }
    }

    /** Somewhere in an import: which step it is at does not matter, as long as many are met. */
    private void killOne(Random random) throws IOException, InterruptedException {
        Process process = ImportProcess.start(folder);
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            String line = out.readLine();
            for (int i = random.nextInt(3); i > 0; i--) {
                line = out.readLine();
            }
            assertThat(line).startsWith("begins ");
            Thread.sleep(random.nextInt(300));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
