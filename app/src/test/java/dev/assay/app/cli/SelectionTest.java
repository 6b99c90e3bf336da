package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectionTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("m/sub"));
        Files.write(folder.resolve("m/evil.pkl"), Cli.EVIL);
        Files.write(folder.resolve("m/sub/evil.pkl"), Cli.EVIL);
        Files.write(folder.resolve("m/good.pkl"), Cli.BENIGN);
    }

    @Test
    void whatIsLeftOutIsListedAndDoesNotCount() {
        Cli.Ran ran = new Cli(folder).run("scan", "-f", "jsonl", "--exclude", "evil.pkl", "m");
        assertThat(ran.code()).isEqualTo(ExitCode.CLEAN);
        assertThat(ran.out()
                        .lines()
                        .filter(line -> line.startsWith("{\"type\":\"suppressed\"") && line.contains("--exclude")))
                .hasSize(2);
    }

    @Test
    void onlyWhatIsWantedIsScanned() {
        Cli.Ran ran = new Cli(folder).run("scan", "-q", "--include", "sub/**", "--include", "good*", "m");
        assertThat(ran.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(ran.out()).contains("m/sub/evil.pkl").doesNotContain("m/evil.pkl");
        assertThat(new Cli(folder)
                        .run("scan", "--dry-run", "--include", "*.pt", "m")
                        .out())
                .contains("0 bytes in 0 files", "ignored");
    }
}
