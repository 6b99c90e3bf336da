package dev.assay.app.cli;

import static dev.assay.connectors.remote.FaultServer.ranges;
import static dev.assay.connectors.remote.FaultServer.status;
import static dev.assay.connectors.remote.FaultServer.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.connectors.remote.FaultServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Addresses as targets, from the command line to the report. */
@Timeout(60)
class HttpTargetTest {
    private final FaultServer server = new FaultServer();

    @TempDir
    Path folder;

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Cli cli() {
        Cli cli = new Cli(folder);
        cli.environment.put("HOME", folder.toString());
        cli.environment.put("ASSAY_HTTP_BACKOFF", "1ms");
        return cli;
    }

    @Test
    void aFileIsJudgedWhereItLiesWithAndWithoutRanges() {
        server.on("/evil.pkl", ranges(Cli.EVIL, "v1")).on("/whole.pkl", whole(Cli.EVIL, ""));
        for (String path : List.of("/evil.pkl", "/whole.pkl")) {
            Cli.Ran ran = cli().run("scan", "--format", "json", server.url(path));
            assertThat(ran.code()).isEqualTo(ExitCode.UNSAFE);
            assertThat(ran.out()).contains("model/pickle-dangerous-callable", "\"requests\": 1", server.url(path));
        }
    }

    @Test
    void whatAModelIsCanBeAskedFromAfar() {
        server.on("/evil.pkl", ranges(Cli.EVIL, "v1"));
        Cli.Ran ran = cli().run("inspect", "--digest", "--format", "json", server.url("/evil.pkl"));
        assertThat(ran.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(ran.out()).contains("\"models\"", "os.system", "\"sha256\"");
    }

    @Test
    void whatCannotBeHadIsAGapAndNotClean() {
        server.on("/page.pkl", whole("<!doctype html><p>Please log in".getBytes(UTF_8), "Content-Type: text/html\r\n"));
        server.on("/forbidden.pkl", status("403 Forbidden", ""));
        Cli.Ran ran = cli().run(
                        "scan",
                        "--format",
                        "jsonl",
                        server.url("/page.pkl"),
                        server.url("/forbidden.pkl"),
                        server.url("/nothing.pkl"));
        assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(ran.out())
                .contains("\"unsupported\"", "a page for people", "\"unreachable\"", "HTTP 403", "HTTP 404");
    }

    @Test
    void secretsAreInNoOutput() throws IOException {
        Files.writeString(folder.resolve(".netrc"), "machine 127.0.0.1 login me password hunter22\n");
        server.on("/evil.pkl", ranges(Cli.EVIL, "v1"));
        String target = server.url("/evil.pkl?X-Amz-Signature=topsecret&token=alsosecret");
        String gone = server.url("/gone.pkl?sig=topsecret");
        for (String format : List.of("text", "json", "jsonl", "sarif")) {
            Cli.Ran ran = cli().run("scan", "--verbose", "--progress", "always", "-f", format, target, gone);
            assertThat(ran.out() + ran.err())
                    .contains("evil.pkl")
                    .doesNotContain("topsecret", "alsosecret", "hunter22");
        }
        Cli.Ran dry = cli().run("scan", "--dry-run", target, gone);
        assertThat(dry.out() + dry.err()).contains("evil.pkl").doesNotContain("topsecret", "alsosecret");
        assertThat(server.asked().getFirst().header("authorization")).startsWith("Basic ");
        assertThat(server.asked().getFirst().path()).contains("topsecret");
    }

    @Test
    void aPasswordInATargetIsRefusedBeforeAnythingIsSent() {
        Cli.Ran ran = cli().run("scan", server.url("/x").replace("//", "//me:hunter22@"));
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.out() + ran.err()).contains("netrc").doesNotContain("hunter22");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void theSizeIsKnownBeforeAnythingIsRead() {
        byte[] large = new byte[1_000_000];
        server.on("/large.bin", ranges(large, "v1"));
        Cli.Ran dry = cli().run("scan", "--dry-run", server.url("/large.bin"));
        assertThat(dry.out()).contains("1,000,000  " + server.url("/large.bin"));
        Cli.Ran ran = cli().run("scan", "--max-size", "1k", server.url("/large.bin"));
        assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(ran.out()).contains("--max-size", "1 request · 0 B received");
    }

    @Test
    void aStreamThatDoesNotTellItsSizeEndsAtTheLimit() {
        server.on("/endless.pkl", (asked, out) -> {
            FaultServer.head(out, "200 OK", "");
            while (true) {
                out.write(new byte[100_000]);
            }
        });
        Cli.Ran ran = cli().run("scan", "--max-size", "1m", server.url("/endless.pkl"));
        assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(ran.out()).contains("larger than the 1048576 bytes that --max-size allows");
    }

    @Test
    void anUnchangedFileIsNotReadAgain() {
        server.on("/evil.pkl", ranges(Cli.EVIL, "v1"));
        Cli cli = cli().cache(folder.resolve("cache"));
        String first = cli.run("scan", "-q", server.url("/evil.pkl")).out();
        Cli.Ran again = cli.run("scan", server.url("/evil.pkl"));
        assertThat(again.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(again.out()).contains("cache hit rate 100 %", "1 request");
        assertThat(cli.run("scan", "-q", server.url("/evil.pkl")).out()).isEqualTo(first);
        server.on("/evil.pkl", ranges(Cli.BENIGN, "v2"));
        assertThat(cli.run("scan", server.url("/evil.pkl")).code()).isEqualTo(ExitCode.CLEAN);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    /** What is on the line is scanned: a compression that nobody asked for hides nothing, and is decoded within limits. */
    @Test
    void anEncodingIsScannedAsWhatItIs() throws IOException {
        server.on("/evil.pkl", whole(gzip(Cli.EVIL), "Content-Encoding: gzip\r\n"));
        assertThat(cli().run("scan", server.url("/evil.pkl")).out()).contains("os.system");
        server.on("/bomb.pkl", whole(gzip(new byte[50_000_000]), "Content-Encoding: gzip\r\n"));
        Cli.Ran ran = cli().run(
                        "scan",
                        "--limits.expansion-free-bytes",
                        "1m",
                        "--limits.expansion-ratio",
                        "10",
                        server.url("/bomb.pkl"));
        assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(ran.out()).contains("limit:", "10 times");
    }

    /** A page's type on a model hides nothing either, and neither does a model's type on a page. */
    @Test
    void whatAServerSaysOfTheTypeIsNotBelieved() {
        server.on("/evil.pkl", whole(Cli.EVIL, "Content-Type: text/html; charset=utf-8\r\n"));
        assertThat(cli().run("scan", server.url("/evil.pkl")).code()).isEqualTo(ExitCode.UNSAFE);
        server.on("/page.pkl", whole("<html>".getBytes(UTF_8), "Content-Type: application/octet-stream\r\n"));
        assertThat(cli().run("scan", server.url("/page.pkl")).code()).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void whatIsKeptOfServersIsCountedAndCleared() throws IOException {
        server.on(
                "/evil.pkl",
                (asked, out) -> (asked.header("if-none-match").equals("\"v1\"")
                                ? status("304 Not Modified", "")
                                : ranges(Cli.EVIL, "v1"))
                        .answer(asked, out));
        Path folder = this.folder.resolve("cache");
        Cli cli = cli().cache(folder);
        String target = server.url("/evil.pkl?token=alsosecret");
        String first = cli.run("scan", "-q", target).out();
        assertThat(cli.run("scan", "-v", target).out()).contains("1 request", "0 B received");
        assertThat(cli.run("scan", "-q", target).out()).isEqualTo(first).isNotEmpty();
        assertThat(cli.run("cache", "stats").out())
                .contains("answers      1 of servers", "0 not asked for, 2 unchanged, 1 sent; " + 2 * Cli.EVIL.length);
        assertThat(cli.run("scan", "--cache", "verify", target).code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(server.asked().getLast().headers()).doesNotContainKey("if-none-match");
        assertThat(cli.run("cache", "cleanup", "--max-age", "30d").out()).contains("Removed 0 old");
        assertThat(cli.run("cache", "clear").out())
                .contains("Removed 3 cache entries"); // facts by version and by digest
        assertThat(cli.run("cache", "stats").out()).contains("answers      0 of servers", "0 unchanged, 0 sent");
        try (var left = Files.list(folder.resolve("responses"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void withoutACacheNothingIsKeptAndNothingIsUsed() {
        server.on("/evil.pkl", ranges(Cli.EVIL, "v1"));
        Path folder = this.folder.resolve("cache");
        for (String off : List.of("--no-cache", "--cache=off")) {
            cli().cache(folder).run("scan", off, server.url("/evil.pkl"));
        }
        assertThat(folder).doesNotExist();
        assertThat(server.asked())
                .allSatisfy(asked -> assertThat(asked.headers()).doesNotContainKey("if-none-match"));
    }

    @Test
    void theTimeForATargetHoldsForTheNetworkToo() {
        server.on("/f.pkl", (asked, out) -> {
            FaultServer.head(out, "200 OK", "Content-Length: 1000\r\n");
            for (int i = 0; i < 1000; i++) {
                out.write(0x80);
                out.flush();
                pause();
            }
        });
        Cli.Ran ran = cli().run("scan", "--timeout", "1s", server.url("/f.pkl"));
        assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(ran.out()).contains("the time for this target is up");
    }

    @Test
    void offlineIsAGap() {
        Cli.Ran ran = cli().run("scan", "--offline", server.url("/evil.pkl"));
        assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(ran.out()).contains("--offline");
        assertThat(server.asked()).isEmpty();
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
