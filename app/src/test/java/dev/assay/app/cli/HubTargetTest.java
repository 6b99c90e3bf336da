package dev.assay.app.cli;

import static dev.assay.connectors.remote.FaultServer.head;
import static dev.assay.connectors.remote.FaultServer.ranges;
import static dev.assay.connectors.remote.FaultServer.status;
import static dev.assay.connectors.remote.FaultServer.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.connectors.remote.FaultServer;
import dev.assay.connectors.remote.FaultServer.Behaviour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Repositories of a hub, in the shapes of its API, from the command line to the report. */
@Timeout(60)
class HubTargetTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String TOKEN = "hf_thisIsTheToken";

    private final FaultServer hub = new FaultServer();

    @TempDir
    Path folder;

    @AfterEach
    void stop() throws IOException {
        hub.close();
    }

    private Cli cli() {
        Cli cli = new Cli(folder);
        cli.environment.put("HOME", folder.toString());
        cli.environment.put("HF_ENDPOINT", hub.url(""));
        cli.environment.put("HF_TOKEN", TOKEN);
        cli.environment.put("ASSAY_HTTP_BACKOFF", "1ms");
        return cli;
    }

    private static Behaviour json(String body, String tag, String headers) {
        return (asked, out) -> {
            if (asked.header("if-none-match").equals(tag)) {
                head(out, "304 Not Modified", "ETag: " + tag + "\r\n");
                return;
            }
            whole(body.getBytes(UTF_8), "ETag: " + tag + "\r\nContent-Type: application/json\r\n" + headers)
                    .answer(asked, out);
        };
    }

    private static String file(String path, byte[] content, boolean large) {
        String lfs = large
                ? ",\"lfs\":{\"oid\":\"" + sha256(content) + "\",\"size\":" + content.length + ",\"pointerSize\":1}"
                : "";
        return "{\"type\":\"file\",\"oid\":\"" + "a".repeat(40) + "\",\"size\":" + content.length + ",\"path\":\""
                + path + "\"" + lfs + "}";
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A repository of two pages with three files, one of them behind a redirect as large files are. */
    private void serve(String kind, String prefix) {
        String api = "/api/" + kind + "/org/name/";
        hub.on(api + "revision/main", json("{\"id\":\"org/name\",\"sha\":\"" + COMMIT + "\"}", "W/\"r\"", ""));
        String first = "[{\"type\":\"directory\",\"oid\":\"x\",\"size\":0,\"path\":\"sub\"},"
                + file("evil.pkl", Cli.EVIL, true) + "," + file("good.pkl", Cli.BENIGN, false) + "]";
        String second = "[" + file("sub/a b#c.pkl", Cli.BENIGN, false) + "]";
        hub.on(
                api + "tree/" + COMMIT,
                (asked, out) -> json(
                                asked.path().contains("cursor=two") ? second : first,
                                "\"t\"",
                                asked.path().contains("cursor")
                                        ? ""
                                        : "Link: <https://elsewhere.example/x?recursive=true&cursor=two>; rel=\"next\"\r\n")
                        .answer(asked, out));
        String resolve = "/" + prefix + "org/name/resolve/" + COMMIT + "/";
        hub.on(resolve + "evil.pkl", status("302 Found", "Location: /cdn/evil\r\n"));
        hub.on("/cdn/evil", ranges(Cli.EVIL, "cdn"));
        hub.on(resolve + "good.pkl", ranges(Cli.BENIGN, "g"));
        hub.on(resolve + "sub/a%20b%23c.pkl", whole(Cli.BENIGN, ""));
    }

    @ParameterizedTest
    @CsvSource({"models,'',''", "datasets,datasets/,datasets/", "spaces,spaces/,spaces/"})
    void everyFileIsJudgedAtOneCommit(String kind, String prefix, String shown) {
        serve(kind, prefix);
        for (String target : List.of("hf://" + shown + "org/name", hub.url("/" + shown + "org/name/tree/main"))) {
            Cli.Ran ran = cli().run("scan", "-f", "jsonl", target);
            assertThat(ran.code()).isEqualTo(ExitCode.UNSAFE);
            assertThat(ran.out()).contains("model/pickle-dangerous-callable", "\"evil.pkl\"", "\"artifacts\":3");
            assertThat(ran.out() + ran.err()).doesNotContain(TOKEN);
        }
        assertThat(hub.asked())
                .filteredOn(asked -> asked.path().contains("/resolve/"))
                .isNotEmpty()
                .allMatch(asked -> asked.path().contains(COMMIT))
                .allMatch(asked -> asked.header("authorization").equals("Bearer " + TOKEN));
    }

    @Test
    void aModelThatIsNotAllThereIsAGap() {
        byte[] index =
                "{\"weight_map\":{\"a\":\"m-1-of-2.safetensors\",\"b\":\"m-2-of-2.safetensors\"}}".getBytes(UTF_8);
        byte[] shard = "\2\0\0\0\0\0\0\0{}".getBytes(UTF_8);
        hub.on("/api/models/org/name/revision/main", json("{\"sha\":\"" + COMMIT + "\"}", "W/\"r\"", ""));
        String listing = "[" + file("m-1-of-2.safetensors", shard, true) + ","
                + file("m.safetensors.index.json", index, false) + "]";
        hub.on("/api/models/org/name/tree/" + COMMIT, json(listing, "\"t\"", ""));
        hub.on("/org/name/resolve/" + COMMIT + "/m-1-of-2.safetensors", ranges(shard, "s"));
        hub.on("/org/name/resolve/" + COMMIT + "/m.safetensors.index.json", ranges(index, "i"));
        Cli.Ran ran = cli().run("scan", "hf://org/name");
        assertThat(ran.out())
                .contains("not all of the model is there", "'m-2-of-2.safetensors'", "model/shard-tensor-absent");
        assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void oneFileOfARepository() {
        serve("models", "");
        for (String target : List.of(
                "hf://org/name/good.pkl", "hf://org/name@main/good.pkl", hub.url("/org/name/blob/main/good.pkl"))) {
            Cli.Ran ran = cli().run("scan", target);
            assertThat(ran.code()).isEqualTo(ExitCode.CLEAN);
            assertThat(ran.out()).contains("1 file ");
        }
        Cli.Ran none = cli().run("scan", "hf://org/name/none.pkl");
        assertThat(none.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(none.out()).contains("unreachable", "nothing of that name");
    }

    @Test
    void unchangedItCostsOneConditionalRequest() {
        serve("models", "");
        Cli cli = cli().cache(folder.resolve("cache"));
        String first = cli.run("scan", "-q", "hf://org/name").out();
        int asked = hub.asked().size();
        assertThat(cli.run("scan", "-q", "hf://org/name").out())
                .isEqualTo(first)
                .isNotEmpty();
        assertThat(hub.asked().subList(asked, hub.asked().size()))
                .singleElement()
                .satisfies(each -> assertThat(each.header("if-none-match")).isEqualTo("W/\"r\""));
        assertThat(cli.run("scan", "hf://org/name").out()).contains("1 request · 0 B received", "cache hit rate 100 %");
        assertThat(cli.run("cache", "clear").code()).isZero();
        cli.run("scan", "-q", "hf://org/name");
        assertThat(hub.asked()).hasSizeGreaterThan(asked + 4);
    }

    @Test
    void nothingThatIsKeptHoldsTheToken() throws IOException {
        serve("models", "");
        cli().cache(folder.resolve("cache")).run("scan", "hf://org/name");
        List<Path> files;
        try (var all = Files.walk(folder.resolve("cache"))) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertThat(files).hasSizeGreaterThan(2);
        for (Path file : files) {
            assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain(TOKEN);
        }
    }

    @Test
    void theTokenStaysWithTheHub() throws IOException {
        try (FaultServer cdn = new FaultServer()) {
            serve("models", "");
            cdn.on("/evil", ranges(Cli.EVIL, "cdn"));
            hub.on(
                    "/org/name/resolve/" + COMMIT + "/evil.pkl",
                    status("302 Found", "Location: " + cdn.url("/evil") + "\r\n"));
            Cli.Ran refused = cli().run("scan", "--include", "evil.pkl", "hf://org/name");
            assertThat(refused.out()).contains("private address");
            assertThat(cdn.asked()).isEmpty();
            Cli.Ran ran = cli().run("scan", "--allow-private-hosts", "--include", "evil.pkl", "hf://org/name");
            assertThat(ran.code()).isEqualTo(ExitCode.UNSAFE);
            assertThat(cdn.asked())
                    .isNotEmpty()
                    .allSatisfy(asked -> assertThat(asked.headers()).doesNotContainKey("authorization"));
        }
    }

    @Test
    void bytesThatAreNotThoseOfTheListingAreAGap() {
        serve("models", "");
        byte[] other = new String(Cli.EVIL, UTF_8).replace("id", "ls").getBytes(UTF_8);
        hub.on("/cdn/evil", ranges(other, "cdn"));
        hub.on("/org/name/resolve/" + COMMIT + "/good.pkl", ranges(new byte[77], "g"));
        Cli.Ran ran = cli().cache(folder.resolve("cache")).run("scan", "-f", "jsonl", "hf://org/name");
        assertThat(ran.out())
                .contains("the hub lists 5 bytes and sends 77", "do not have the digest that their source lists");
    }

    @Test
    void aDryRunListsSizesAndReadsNothing() {
        serve("models", "");
        Cli.Ran dry = cli().run("scan", "--dry-run", "hf://org/name");
        assertThat(dry.out())
                .contains("hf://org/name/evil.pkl", "hf://org/name/sub/a b%23c.pkl", "31 bytes in 3 files");
        assertThat(hub.asked()).noneMatch(asked -> asked.path().contains("/resolve/"));
    }

    @Test
    void hostileNamesLeadNowhere() {
        String api = "/api/models/org/name/";
        hub.on(api + "revision/main", json("{\"sha\":\"" + COMMIT + "\"}", "\"r\"", ""));
        String names = String.join(
                ",",
                file("../../../api/whoami.pkl", Cli.EVIL, false),
                file("/etc/passwd", Cli.EVIL, false),
                file("a/../b.pkl", Cli.EVIL, false),
                file("a//b.pkl", Cli.EVIL, false),
                file("n".repeat(10_000), Cli.EVIL, false),
                file("esc\\u001b[2J.pkl", Cli.EVIL, false));
        hub.on(api + "tree/" + COMMIT, json("[" + names + "]", "\"t\"", ""));
        Cli.Ran ran = cli().run("scan", "hf://org/name");
        assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(ran.out()).contains("6 gaps", "a name that no file can have").doesNotContain("\u001b[2J");
        assertThat(hub.asked())
                .filteredOn(asked -> !asked.path().startsWith("/api/models/org/name/"))
                .extracting(FaultServer.Asked::path)
                .containsOnly("/org/name/resolve/" + COMMIT + "/esc%1B[2J.pkl");
    }

    @Test
    void aListingWithoutAnEndEnds() {
        String api = "/api/models/org/name/";
        hub.on(api + "revision/main", json("{\"sha\":\"" + COMMIT + "\"}", "\"r\"", ""));
        hub.on(
                api + "tree/" + COMMIT,
                json(
                        "[" + file("good.pkl", Cli.BENIGN, false) + "]",
                        "\"t\"",
                        "Link: </x?cursor=1>; rel=\"next\"\r\n"));
        hub.on("/org/name/resolve/" + COMMIT + "/good.pkl", ranges(Cli.BENIGN, "g"));
        Cli.Ran ran = cli().run("scan", "hf://org/name");
        assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(ran.out()).contains("does not come to an end");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"sha\":\"main\"}', does not tell which commit",
        "'[]', no listing",
        "'{\"sha\":', ends early",
        "'<html>', malformed",
        "'{\"sha\":12}', does not tell which commit"
    })
    void anAnswerThatMakesNoSenseIsAGap(String body, String reason) {
        hub.on("/api/models/org/name/revision/main", json(body, "\"r\"", ""));
        Cli.Ran ran = cli().run("scan", "hf://org/name");
        assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(ran.out()).contains(reason);
    }

    @Test
    void withoutAccessItSaysSo() {
        hub.on("/api/models/org/name/revision/main", status("401 Unauthorized", ""));
        Cli.Ran ran = cli().run("scan", "hf://org/name");
        assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(ran.out()).contains("unreachable", "asks for a login (HTTP 401)");
    }

    @Test
    void theTimeForATargetHoldsForItsListingToo() {
        hub.on("/api/models/org/name/revision/main", (_, _) -> {
            try {
                Thread.sleep(30_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Cli.Ran ran = cli().run("scan", "--timeout", "500ms", "hf://org/name");
        assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(ran.out()).contains("the time for this target is up");
    }
}
