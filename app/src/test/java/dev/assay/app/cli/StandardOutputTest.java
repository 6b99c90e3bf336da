package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A report that is lost on its way out. */
class StandardOutputTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void makeModels() throws IOException {
        Files.write(folder.resolve("good.pkl"), Cli.BENIGN);
        Files.write(folder.resolve("bad.pkl"), Cli.EVIL);
    }

    private int run(OutputStream out, String... args) {
        return run(InputStream.nullInputStream(), out, args);
    }

    private int run(InputStream in, OutputStream out, String... args) {
        Context context = new Context(
                in,
                StandardOutput.over(out),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("ASSAY_CACHE", "off"),
                folder,
                false,
                false);
        return Main.run(args, context);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "jsonl", "sarif"})
    void aLostReportIsAFailureWhateverTheVerdict(String format) {
        assertThat(run(failing("No space left on device"), "scan", "--format", format, "good.pkl"))
                .isEqualTo(70);
        assertThat(run(failing("No space left on device"), "scan", "--format", format, "bad.pkl"))
                .isEqualTo(70);
        assertThat(err()).startsWith("assay: standard output cannot be written: No space left on device");
    }

    @Test
    void soIsAListThatIsLost() {
        assertThat(run(failing("No space left on device"), "rules", "list")).isEqualTo(70);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "jsonl", "sarif"})
    void aReaderThatWentAwayIsNoNews(String format) {
        assertThat(run(failing("Broken pipe"), "scan", "--format", format, "bad.pkl"))
                .isEqualTo(141);
        assertThat(err()).isEmpty();
    }

    /** A list without an end would else be judged for nobody, and registries asked for all of it. */
    @ParameterizedTest
    @ValueSource(strings = {"text", "jsonl", "csv"})
    @Timeout(60)
    void nothingIsCheckedForAReaderThatWentAway(String format) {
        InputStream endless = new InputStream() {
            private byte[] line = {};
            private int at;
            private int lines;

            @Override
            public int read() {
                if (at == line.length) {
                    line = ("pkg:npm/zq-" + lines++ + "\n").getBytes(StandardCharsets.US_ASCII);
                    at = 0;
                }
                return line[at++];
            }
        };
        assertThat(run(endless, failing("Broken pipe"), "check", "--offline", "-f", format, "-"))
                .isEqualTo(141);
    }

    @Test
    void aReportThatArrivesKeepsItsCode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(run(out, "scan", "bad.pkl")).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("UNSAFE");
    }
}
