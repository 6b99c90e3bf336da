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
        Path file = Files.writeString(folder.resolve("training.txt"), "# why\n\n--version\n scan  a b\n");
        assertThat(Training.read(file)).containsExactly(new String[] {"--version"}, new String[] {"scan", "a", "b"});
    }

    @Test
    void runsThemAll(@TempDir Path folder) throws IOException {
        Training.run(Training.read(Files.writeString(folder.resolve("training.txt"), "--version\n--help\n")));
    }

    @Test
    void wrongUsageFailsTheTraining() {
        assertThatThrownBy(() -> Training.run(List.of(new String[] {"--version"}, new String[] {"--no-such-option"})))
                .hasMessageContaining("--no-such-option")
                .hasMessageContaining("64");
    }
}
