package dev.assay.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void versionGoesToStdout() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString(UTF_8)).startsWith("assay ");
        assertThat(err.size()).isZero();
    }

    @Test
    void helpNamesTheOptions() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(UTF_8)).contains("--version");
    }

    @Test
    void anUnknownOptionIsWrongUsage() {
        assertThat(run("--no-such-option")).isEqualTo(64);
        assertThat(out.size()).isZero();
        assertThat(err.toString(UTF_8)).contains("--no-such-option");
    }

    private int run(String... args) {
        return Main.run(args, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }
}
