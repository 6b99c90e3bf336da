package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.connectors.remote.FaultServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, asked to stop while they wait for input that never comes. */
class InterruptionTest {
    /** More than any system's pipe holds. */
    private static final int PIPE_BYTES = 1 << 20;

    @TempDir
    Path folder;

    private Process start(String... arguments) throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        List<String> command = Stream.concat(
                        Stream.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Djava.io.tmpdir=" + temporary,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()),
                        Stream.of(arguments))
                .toList();
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    /**
     * Waits until the scan has taken what it was given and hangs in the next read. A pipe holds 64 KB: what follows that
     * can only be written when the reader has come this far.
     */
    private static void feed(Process process, byte[] bytes) throws IOException {
        OutputStream stdin = process.getOutputStream();
        stdin.write(bytes);
        stdin.write(new byte[PIPE_BYTES]);
        stdin.flush();
        assertThat(process.isAlive()).isTrue();
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        int sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(sent).isZero();
    }

    @Test
    @Timeout(60)
    void givesThePartialReportAndLeavesNothing() throws IOException, InterruptedException {
        Path evil = Files.write(folder.resolve("evil.pkl"), Cli.EVIL);
        Process process = start("scan", "--no-cache", "--jobs", "1", "--format", "jsonl", evil.toString(), "-");
        feed(process, Cli.BENIGN);
        signal(process, "INT");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(Files.readString(folder.resolve("out"), StandardCharsets.UTF_8))
                .contains("os.system", "\"kind\":\"interrupted\"", "\"type\":\"summary\"", "\"verdict\":\"unsafe\"");
        try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    /** Of a walk that waits for a server: with what the scan had before, and soon. */
    @Test
    @Timeout(60)
    void aServerThatHangsIsGivenUp() throws IOException, InterruptedException {
        Path evil = Files.write(folder.resolve("evil.pkl"), Cli.EVIL);
        try (FaultServer server = new FaultServer()) {
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch never = new CountDownLatch(1);
            server.on("/model.pkl", (_, _) -> {
                asked.countDown();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            Process process = start("scan", "--no-cache", "-f", "jsonl", evil.toString(), server.url("/model.pkl"));
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            signal(process, "INT");
            // A report is only there if it comes within the second after which the hook ends the process without one.
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(130);
            assertThat(Files.readString(folder.resolve("out"), StandardCharsets.UTF_8))
                    .contains("os.system", "\"kind\":\"interrupted\"", "\"type\":\"summary\"");
            never.countDown();
        }
    }

    @Test
    @Timeout(60)
    void aKilledProcessLeavesNothing() throws IOException, InterruptedException {
        Process process = start("scan", "--no-cache", "-");
        feed(process, new byte[3 << 20]); // nothing known: kept in case its tail says what it is
        signal(process, "KILL");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
            assertThat(left).isEmpty();
        }
    }
}
