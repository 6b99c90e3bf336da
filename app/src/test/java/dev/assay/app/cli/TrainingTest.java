package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
    @Test
    void readsOneCommandLinePerLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("training.txt"), "# why\n\n--version\n scan  a @REGISTRY@b\n");
        assertThat(Training.read(file, "r/"))
                .containsExactly(new String[] {"--version"}, new String[] {"scan", "a", "r/b"});
    }

    @Test
    void runsThemAll(@TempDir Path folder) throws IOException {
        Training.run(Training.read(Files.writeString(folder.resolve("training.txt"), "--version\n--help\n"), ""));
    }

    /** Else the training of the client would be one of its error messages, and nobody would see that. */
    @Test
    void itsRegistryHasEveryPackage(@TempDir Path folder) throws IOException {
        try (TrainingRegistry registry = new TrainingRegistry(Path.of("src/main/aot/registry"))) {
            for (String type : List.of("npm", "pypi", "cargo")) {
                String address = type + "=" + registry.address() + type + "/";
                assertThat(new Cli(folder)
                                .run("check", "--registry", address, "pkg:" + type + "/zq-never-heard-of-it")
                                .code())
                        .as(type)
                        .isEqualTo(ExitCode.CLEAN);
            }
        }
    }

    @Test
    void itsServerHasARepositoryForASweep(@TempDir Path folder) throws IOException {
        try (TrainingRegistry registry = new TrainingRegistry(Path.of("src/main/aot/registry"))) {
            Cli cli = new Cli(folder);
            cli.environment.put("GITHUB_TOKEN", "training");
            cli.environment.put("ASSAY_STATE_DIR", folder.resolve("state").toString());
            String[] sweep = {"sweep", "--github-url", registry.address(), "--format", "json", "github:sample"};
            Cli.Ran ran = cli.run(sweep);
            Report report = Report.of(ran.code(), ran.out(), ran.err());
            assertThat(report.code()).isEqualTo(ExitCode.CLEAN);
            assertThat(report.json().at("/performance/cacheMisses").intValue()).isEqualTo(2); // lockfile and manifest
        }
    }

    @Test
    void wrongUsageFailsTheTraining() {
        assertThatThrownBy(() -> Training.run(List.of(new String[] {"--version"}, new String[] {"--no-such-option"})))
                .hasMessageContaining("--no-such-option")
                .hasMessageContaining("64");
    }
}
