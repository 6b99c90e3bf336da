package dev.assay.app.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.app.cli.Cli.Ran;
import dev.assay.app.data.DataStore;
import dev.assay.app.data.Dataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code assay data}, against a server on this machine. */
class DataCommandTest {
    @TempDir
    Path folder;

    private final Map<String, byte[]> files = new HashMap<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private boolean cutsShort;
    private HttpServer server;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        cli = new Cli(folder);
        cli.environment.put("ASSAY_DATA_DIR", folder.resolve("data").toString());
        cli.environment.put("ASSAY_HTTP_RETRIES", "0");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.merge(path, 1, Integer::sum);
        byte[] body = files.get(path);
        String tag = body == null ? "" : "\"" + java.util.Arrays.hashCode(body) + "\"";
        try (exchange) {
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
            } else if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                exchange.getResponseHeaders().add("ETag", tag);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body, 0, cutsShort ? body.length / 2 : body.length);
            }
        }
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static String advisory(String id, String name, String modified) {
        return """
            {"id": "%s", "modified": "%s", "affected": [{"package": {"ecosystem": "npm", "name": "%s"},
             "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}]}
            """.formatted(id, modified, name);
    }

    private static byte[] zip(String... advisories) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < advisories.length; i++) {
                zip.putNextEntry(new ZipEntry(i + ".json"));
                zip.write(advisories[i].getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private Ran update(String... arguments) {
        return cli.run(Stream.concat(
                        Stream.of("data", "update", "--allow-unverified", "--source", "osv=" + base() + "/osv"),
                        Stream.of(arguments))
                .toArray(String[]::new));
    }

    private int check(String purl) {
        return cli.run("check", "--offline", purl).code();
    }

    @Test
    void whatIsFetchedIsKnownToCheckAndScanAndStandsInTheReport() throws IOException {
        files.put("/osv/npm/all.zip", zip(advisory("MAL-9", "never-seen-evil", "2026-01-02T00:00:00Z")));
        assertThat(check("pkg:npm/never-seen-evil")).isEqualTo(ExitCode.INCOMPLETE);
        Ran ran = update("osv/npm");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isEqualTo(ExitCode.CLEAN);
        assertThat(ran.out()).contains("osv/npm", "taken, 1 entry, of 2026-01-02");
        assertThat(check("pkg:npm/never-seen-evil")).isEqualTo(ExitCode.UNSAFE);

        Files.createDirectory(folder.resolve("repo"));
        Files.writeString(folder.resolve("repo/package.json"), "{\"dependencies\": {\"never-seen-evil\": \"^1.0.0\"}}");
        Ran scan = cli.run("scan", "--format", "json", "repo");
        Report report = Report.of(scan.code(), scan.out(), scan.err());
        assertThat(report.json().at("/findings/0/ruleId").stringValue()).isEqualTo("indicator/malicious-package");
        assertThat(report.json().at("/findings/0/evidence/advisories").stringValue())
                .isEqualTo("MAL-9");
        assertThat(report.json().at("/referenceData/1/name").stringValue()).isEqualTo("osv/npm");
        assertThat(report.json().at("/referenceData/1/date").stringValue()).isEqualTo("2026-01-02T00:00:00Z");
        assertThat(report.json().at("/referenceData/1/digest").stringValue()).startsWith("sha256:");
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() throws IOException {
        files.put("/osv/npm/all.zip", zip(advisory("MAL-9", "evil-9", "2026-01-02T00:00:00Z")));
        update("osv/npm");
        Ran again = update("osv/npm");
        assertThat(again.out()).contains("unchanged");
        assertThat(asked).containsEntry("/osv/npm/all.zip", 2);
    }

    @Test
    void anUpdateThatFailsLeavesWhatWasThere() throws IOException {
        files.put("/osv/npm/all.zip", zip(advisory("MAL-9", "evil-9", "2026-01-02T00:00:00Z")));
        update("osv/npm");
        files.put("/osv/npm/all.zip", zip(advisory("MAL-8", "evil-8", "2026-01-03T00:00:00Z")));
        cutsShort = true;
        Ran cut = update("osv/npm");
        assertThat(cut.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(cut.err()).contains("osv/npm: ", "what was there stays");
        cutsShort = false;
        files.put("/osv/npm/all.zip", "<html>sorry</html>".getBytes(UTF_8));
        assertThat(update("osv/npm").code()).isEqualTo(ExitCode.INCOMPLETE);
        files.remove("/osv/npm/all.zip");
        assertThat(update("osv/npm").code()).isEqualTo(ExitCode.INCOMPLETE);
        server.stop(0);
        assertThat(update("osv/npm").code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(check("pkg:npm/evil-9")).isEqualTo(ExitCode.UNSAFE);
        try (Stream<Path> left = Files.list(folder.resolve("data/objects"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void anOlderOrMuchSmallerStateIsNotTakenInSilence() throws IOException {
        files.put(
                "/osv/npm/all.zip",
                zip(
                        advisory("MAL-1", "evil-1", "2026-01-02T00:00:00Z"),
                        advisory("MAL-2", "evil-2", "2026-01-02T00:00:00Z"),
                        advisory("MAL-3", "evil-3", "2026-01-02T00:00:00Z")));
        update("osv/npm");
        files.put(
                "/osv/npm/all.zip",
                zip(
                        advisory("MAL-1", "evil-1", "2025-01-02T00:00:00Z"),
                        advisory("MAL-2", "evil-2", "2025-01-02T00:00:00Z")));
        Ran older = update("osv/npm");
        assertThat(older.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(older.err()).contains("older than what is there");
        files.put("/osv/npm/all.zip", zip(advisory("MAL-1", "evil-1", "2026-02-02T00:00:00Z")));
        assertThat(update("osv/npm").err()).contains("less than half");
        assertThat(check("pkg:npm/evil-3")).isEqualTo(ExitCode.UNSAFE);
        assertThat(update("osv/npm", "--allow-older").code()).isEqualTo(ExitCode.CLEAN);
        assertThat(check("pkg:npm/evil-3")).isEqualTo(ExitCode.INCOMPLETE);
    }

    /** As those of --indicators are: whatever the file is called. */
    @Test
    void filesAreKnownByDigestsOfTheStore() throws IOException {
        byte[] payload = "some payload\n".getBytes(UTF_8);
        Files.createDirectory(folder.resolve("repo"));
        Files.write(folder.resolve("repo/logo.svg"), payload);
        Files.writeString(
                folder.resolve("bad.csv"),
                "ecosystem,name\nsha256,"
                        + dev.assay.engine.cache.Sha256.of("some payload\n").hex() + "\n");
        assertThat(cli.run("scan", "--offline", "repo").code()).isEqualTo(ExitCode.CLEAN);
        assertThat(cli.run("data", "import", "bad.csv").code()).isEqualTo(ExitCode.CLEAN);
        Ran ran = cli.run("scan", "--offline", "repo");
        assertThat(ran.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(ran.out()).contains("logo.svg");
        Files.writeString(folder.resolve("data/catalogue.tsv"), "damaged");
        assertThat(cli.run("scan", "--offline", "repo").code()).isNotEqualTo(ExitCode.UNSAFE);
    }

    @Test
    void popularListsInTheFormsOfTheirPublishersReplaceThoseOfTheBuild() {
        files.put("/pypi.json", """
            {"last_update": "2026-03-01 10:00:00", "rows": [
             {"download_count": 9, "project": "quuxlib"}, {"download_count": 8, "project": "Other_Thing"}]}
            """.getBytes(UTF_8));
        files.put("/npm.js", "export const top = [\n  'quuxify',\n  '@scope/thing'\n]\n".getBytes(UTF_8));
        files.put("/crates", "{\"crates\": [{\"id\": \"quuxrs\"}]}".getBytes(UTF_8));
        assertThat(check("pkg:pypi/quuxlib")).isEqualTo(ExitCode.INCOMPLETE);
        Ran ran = update(
                "--source",
                "popular/pypi=" + base() + "/pypi.json",
                "--source",
                "popular/npm=" + base() + "/npm.js",
                "--source",
                "popular/cargo=" + base() + "/crates",
                "--allow-older",
                "popular");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isEqualTo(ExitCode.CLEAN);
        for (String known :
                new String[] {"pkg:pypi/quuxlib", "pkg:pypi/other-thing", "pkg:npm/quuxify", "pkg:cargo/quuxrs"}) {
            assertThat(check(known)).as(known).isEqualTo(ExitCode.CLEAN);
        }
        assertThat(check("pkg:npm/lodash")).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void filesAreTakenWithoutANetwork() throws IOException {
        Files.write(folder.resolve("all.zip"), zip(advisory("MAL-9", "evil-9", "2026-01-02T00:00:00Z")));
        Files.writeString(folder.resolve("ours.csv"), "ecosystem,name,versions\nnpm,ours,1.0.0\n");
        Files.writeString(folder.resolve("names.txt"), "quuxify\n");
        assertThat(cli.run("data", "import", "all.zip", "--name", "osv/npm").code())
                .isEqualTo(ExitCode.CLEAN);
        assertThat(cli.run("data", "import", "ours.csv").code()).isEqualTo(ExitCode.CLEAN);
        assertThat(cli.run("data", "import", "names.txt", "--popular", "npm", "--allow-older")
                        .code())
                .isEqualTo(ExitCode.CLEAN);
        Ran status = cli.run("data", "status");
        assertThat(status.code()).isEqualTo(ExitCode.CLEAN);
        assertThat(status.out()).contains("osv/npm", "ours ", "popular/npm", "days old", "sha256:");
        assertThat(check("pkg:npm/evil-9")).isEqualTo(ExitCode.UNSAFE);
        assertThat(check("pkg:npm/ours@1.0.0")).isEqualTo(ExitCode.UNSAFE);
        assertThat(check("pkg:npm/quuxify")).isEqualTo(ExitCode.CLEAN);
        assertThat(cli.run("data", "update", "--offline").code()).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void aFileThatIsNoFeedIsRefused() throws IOException {
        Files.writeString(folder.resolve("empty.zip"), "PK\3\4");
        Files.writeString(folder.resolve("prose.txt"), "there are no indicators here\n");
        Files.writeString(folder.resolve("prose.names"), "there are no names\n here, either\n");
        assertThat(cli.run("data", "import", "empty.zip").code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("data", "import", "prose.txt").err()).contains("line 1");
        assertThat(cli.run("data", "import", "prose.names", "--popular", "npm").code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("data", "import", "nowhere.zip").code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("data", "update", "osv/cobol").code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("data", "status").out()).contains("nothing is kept");
    }

    @Test
    void aZipThatIsCutBetweenItsMembersIsRefused() throws IOException {
        byte[] whole = zip(
                advisory("MAL-1", "evil-1", "2026-01-02T00:00:00Z"),
                advisory("MAL-2", "evil-2", "2026-01-02T00:00:00Z"));
        int second = 4;
        while (whole[second] != 'P' || whole[second + 1] != 'K' || whole[second + 2] != 3) {
            second++;
        }
        Files.write(folder.resolve("cut.zip"), java.util.Arrays.copyOf(whole, second));
        Ran ran = cli.run("data", "import", "cut.zip");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("data", "status").out()).contains("nothing is kept");
    }

    @Test
    void damageIsToldAndNeverTakenForSafe() throws IOException {
        Files.write(folder.resolve("all.zip"), zip(advisory("MAL-9", "evil-9", "2026-01-02T00:00:00Z")));
        cli.run("data", "import", "all.zip");
        Path object;
        try (Stream<Path> files = Files.list(folder.resolve("data/objects"))) {
            object = files.findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(object);
        Files.write(object, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        Ran status = cli.run("data", "status");
        assertThat(status.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(status.out()).contains("DAMAGED");
        Files.createDirectory(folder.resolve("repo"));
        Files.writeString(folder.resolve("repo/requirements.txt"), "requests==2.0\n");
        Ran scan = cli.run("scan", "repo");
        assertThat(scan.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(scan.out()).contains("indicators, which cannot be read");
        Ran check = cli.run("check", "--offline", "pkg:npm/lodash", "repo/requirements.txt");
        assertThat(check.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(check.out()).contains("is not judged: reference data cannot be read");
    }

    /** One list for both: what is popular by now is no look-alike, and what it is taken for is. */
    @Test
    void aScanComparesWithTheListsOfTheStore() throws IOException {
        Files.writeString(folder.resolve("names.txt"), "lodahs\nzqxuifyer\n");
        Files.createDirectory(folder.resolve("repo"));
        Files.writeString(
                folder.resolve("repo/package.json"), "{\"dependencies\": {\"lodahs\": \"1\", \"zqxuifyre\": \"1\"}}");
        assertThat(cli.run("scan", "repo").out())
                .contains("lodahs resembles lodash")
                .doesNotContain("zqxuifyre");
        cli.run("data", "import", "names.txt", "--popular", "npm", "--allow-older");
        Ran scan = cli.run("scan", "--format", "json", "repo");
        assertThat(scan.out())
                .contains("zqxuifyre resembles zqxuifyer", "\"popular/npm\"")
                .doesNotContain("lodahs resembles");
        assertThat(cli.run("check", "--offline", "repo/package.json").out())
                .contains("zqxuifyre resembles zqxuifyer")
                .doesNotContain("lodahs resembles");
    }

    /** Who takes two names by mistake would compare with nothing else from then on. */
    @Test
    void aFewNamesAreNotTakenInThePlaceOfManyInSilence() throws IOException {
        Files.writeString(folder.resolve("names.txt"), "quuxify\nquuxifier\n");
        Ran refused = cli.run("data", "import", "names.txt", "--popular", "npm");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err())
                .contains("popular/npm has 2 entries, less than half of the 5000 that come with the build")
                .contains("--allow-older takes it all the same");
        Ran status = cli.run("data", "status");
        assertThat(status.out())
                .contains("nothing is kept")
                .containsPattern("popular/npm +5,000 names, of .*of the build");
        assertThat(status.out()).contains("no look-alikes, for maven, nuget, composer");
        assertThat(check("pkg:npm/lodash")).isEqualTo(ExitCode.CLEAN);

        files.put("/npm.js", "export const top = ['quuxify']\n".getBytes(UTF_8));
        Ran update = update("--source", "popular/npm=" + base() + "/npm.js", "popular/npm");
        assertThat(update.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(update.err())
                .contains("has 1 entry, less than half of the 5000")
                .contains("what was there stays");

        assertThat(cli.run("data", "import", "names.txt", "--popular", "npm", "--allow-older")
                        .code())
                .isEqualTo(ExitCode.CLEAN);
        assertThat(cli.run("data", "status").out())
                .containsPattern("popular/npm +2 names, .*in place of the 5,000 of the build")
                .containsPattern("popular/pypi +5,000 names, .*of the build");
        Files.writeString(folder.resolve("names.txt"), "quuxify\nquuxifier\nquuxifiest\n");
        assertThat(cli.run("data", "import", "names.txt", "--popular", "npm").code())
                .as("compared with what is there by now")
                .isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void whatWasTakenByMistakeIsTakenOutAgain() throws IOException {
        Files.writeString(folder.resolve("names.txt"), "quuxify\n");
        Files.writeString(folder.resolve("ours.csv"), "ecosystem,name\nnpm,evil-x\n");
        cli.run("data", "import", "names.txt", "--popular", "npm", "--allow-older");
        cli.run("data", "import", "ours.csv");
        assertThat(check("pkg:npm/lodash")).isEqualTo(ExitCode.INCOMPLETE);
        Ran unknown = cli.run("data", "remove", "popular/npm", "our");
        assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.err()).contains("nothing that is kept is called our; did you mean ours?");
        assertThat(check("pkg:npm/lodash")).as("all or none").isEqualTo(ExitCode.INCOMPLETE);
        Ran removed = cli.run("data", "remove", "popular/npm");
        assertThat(removed.code()).isEqualTo(ExitCode.CLEAN);
        assertThat(removed.out()).contains("popular/npm      removed");
        assertThat(check("pkg:npm/lodash")).isEqualTo(ExitCode.CLEAN);
        assertThat(check("pkg:npm/evil-x")).isEqualTo(ExitCode.UNSAFE);
        cli.run("data", "remove", "ours");
        assertThat(check("pkg:npm/evil-x")).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(cli.run("data", "status").out()).contains("nothing is kept");
        try (Stream<Path> left = Files.list(folder.resolve("data/objects"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aListThatSaysToBeOlderThanThatOfTheBuildIsNotTakenInSilence() throws IOException {
        StringBuilder names = new StringBuilder("# date: 2020-01-01\n");
        for (int i = 0; i < 6_000; i++) {
            names.append("quux-").append(i).append('\n');
        }
        Files.writeString(folder.resolve("names.txt"), names);
        assertThat(cli.run("data", "import", "names.txt", "--popular", "npm").err())
                .contains("is of 2020-01-01, older than what comes with the build");
        Files.writeString(folder.resolve("names.txt"), names.substring(names.indexOf("\n") + 1));
        assertThat(cli.run("data", "import", "names.txt", "--popular", "npm").code())
                .isEqualTo(ExitCode.CLEAN);
    }

    /** What is missing would be taken for safe by whoever relies on it, also weeks later. */
    @Test
    void whatCouldNotBeReadIsToldAndRemembered() throws IOException {
        String[] advisories = {
            advisory("MAL-1", "evil-1", "2026-01-02T00:00:00Z"),
            "{\"id\": \"MAL-2\", broken",
            advisory("MAL-3", "evil-3", "2026-01-02T00:00:00Z").replace("\"npm\"", "\"cobol\\u001b[2J\""),
            advisory("MAL-4", "evil-4", "2026-01-02T00:00:00Z").replace("\"npm\"", "\"Bitnami\""),
        };
        files.put("/osv/npm/all.zip", zip(advisories));
        for (String becomes : List.of("taken", "unchanged")) {
            Ran ran = update("osv/npm");
            assertThat(ran.code()).as(becomes).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(ran.out()).contains(becomes + ", 1 entry", "NOT READ in 2 places");
            assertThat(ran.err())
                    .contains("osv/npm: 1.json: ", "osv/npm: 2.json: MAL-3: no ecosystem is called 'cobol")
                    .contains("osv/npm: left out as nothing to compare: 1 of Bitnami")
                    .doesNotContain("\u001b");
        }
        Ran status = cli.run("data", "status");
        assertThat(status.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(status.out())
                .contains("NOT READ in 2 places", " 1.json: ", "MAL-3: no ecosystem", "1 of Bitnami")
                .doesNotContain("\u001b");
        assertThat(check("pkg:npm/evil-1")).isEqualTo(ExitCode.UNSAFE);

        files.put("/osv/npm/all.zip", zip(advisories[0], advisories[3]));
        assertThat(update("osv/npm").code())
                .as("what its publisher means for others is no fault")
                .isEqualTo(ExitCode.CLEAN);
        assertThat(cli.run("data", "status").out()).contains("1 of Bitnami").doesNotContain("NOT READ");
    }

    /** As a clone of a repository of advisories. */
    @Test
    void aFolderOfAdvisoriesIsTakenAsAZipOfThemIs() throws IOException {
        Path osv = Files.createDirectories(folder.resolve("clone.d/osv/npm"));
        Files.writeString(osv.resolve("b.json"), advisory("MAL-1", "evil-1", "2026-01-02T00:00:00Z"));
        Files.writeString(osv.resolve("a.json"), advisory("MAL-2", "evil-2", "2026-01-03T00:00:00Z"));
        Files.writeString(folder.resolve("clone.d/README.md"), "x");
        Files.writeString(Files.createDirectory(folder.resolve("clone.d/.git")).resolve("x.json"), "{broken");
        Ran ran = cli.run("data", "import", "clone.d/");
        assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.CLEAN);
        assertThat(ran.out()).contains("clone.d ", "taken, 2 entries, of 2026-01-03");
        assertThat(ran.err()).contains("1 in files that are no .json");
        assertThat(check("pkg:npm/evil-1")).isEqualTo(ExitCode.UNSAFE);
        String digest = digest();
        Files.move(osv.resolve("b.json"), osv.resolve("c.json"));
        cli.run("data", "import", "clone.d");
        assertThat(digest()).isNotEqualTo(digest);
        Files.writeString(osv.resolve("broken.json"), "{\"id\": \"MAL-3\"");
        Ran broken = cli.run("data", "import", "clone.d");
        assertThat(broken.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(broken.err()).contains("clone.d: osv/npm/broken.json: ");
        assertThat(cli.run("check", "--offline", "--indicators", "clone.d", "pkg:npm/lodash")
                        .err())
                .contains("osv/npm/broken.json");
        assertThat(cli.run("data", "import", "clone.d", "--verify", "clone.d=sha256:" + "0".repeat(64))
                        .err())
                .contains("make a zip of it");
        assertThat(cli.run("data", "import", "clone.d", "--popular", "npm").err())
                .contains("a folder is no list of names");
        Files.createDirectory(folder.resolve("empty"));
        assertThat(cli.run("data", "import", "empty").err()).contains("it has no indicators");
    }

    private String digest() throws IOException {
        return new DataStore(folder.resolve("data"))
                .datasets(List.of())
                .getFirst()
                .sourceDigest();
    }

    /** Which can be read once only, as {@code <(curl ...)} of a shell. */
    @Test
    @Timeout(60)
    void aPipeIsTakenAsAFileIs() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "pipes with names");
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString())
                        .start()
                        .waitFor())
                .isZero();
        byte[] zip = zip(advisory("MAL-1", "evil-1", "2026-01-02T00:00:00Z"));
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                Files.write(pipe, zip);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Ran ran = cli.run("data", "import", "pipe", "--name", "osv/npm");
        writer.join();
        assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.CLEAN);
        assertThat(check("pkg:npm/evil-1")).isEqualTo(ExitCode.UNSAFE);
        assertThat(cli.run("data", "import", "-").err()).contains("standard input is the file /dev/stdin");
        assertThat(cli.run("check", "--indicators", "none.csv", "x").err()).contains("--indicators: there is no file ");
    }

    @Test
    void rowsOfEcosystemsThatNobodyKnowsAreToldInEveryFormat() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "ecosystem,name\nnpm,evil-x\ncobol,evil-y\n");
        Files.writeString(
                folder.resolve("b.json"),
                "{\"indicators\": [{\"ecosystem\": \"npm\", \"name\": \"a\"},\n{\"ecosystem\": \"cobol\", \"name\": \"a\"}]}");
        Files.writeString(folder.resolve("c.txt"), "npm evil-x\npkg:cobol/evil-y\n");
        for (String file : List.of("a.csv", "b.json", "c.txt")) {
            Ran ran = cli.run("data", "import", file);
            assertThat(ran.code()).as(file).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(ran.out()).contains("1 entry, NOT READ in 1 place");
            assertThat(ran.err()).contains("line ", "no ecosystem is called 'cobol'");
        }
        assertThat(cli.run("data", "status").out()).contains("no ecosystem is called 'cobol'", "NOT READ");
        Files.writeString(
                folder.resolve("bitnami.json"),
                "[" + advisory("MAL-1", "evil-1", "2026-01-02T00:00:00Z") + ","
                        + advisory("MAL-2", "evil-2", "2026-01-02T00:00:00Z").replace("\"npm\"", "\"Bitnami\"") + "]");
        assertThat(cli.run("check", "--offline", "--indicators", "bitnami.json", "pkg:npm/lodash")
                        .err())
                .contains("bitnami.json: left out as nothing to compare: 1 of Bitnami");
    }

    @Test
    void whatCannotBeWrittenLeavesWhatWasThereAndSaysWhere() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "ecosystem,name\nnpm,evil-x\n");
        cli.run("data", "import", "a.csv");
        DataStore store = new DataStore(folder.resolve("data"));
        Dataset before = store.datasets(List.of()).getFirst();
        assertThatThrownBy(() -> store.put(
                        before,
                        out -> {
                            out.write(1);
                            throw new IOException("No space left on device");
                        },
                        true))
                .isInstanceOf(IOException.class)
                .hasMessage("reference data cannot be kept in " + folder.resolve("data") + ": No space left on device");
        assertThat(store.datasets(List.of())).containsExactly(before);
        assertThat(store.isWhole(before)).isTrue();
        try (Stream<Path> left = Files.list(folder.resolve("data/objects"))) {
            assertThat(left).hasSize(1);
        }
    }

    /** As an update leaves it that was ended by force. */
    @Test
    void whatNobodyWritesAnyLongerIsRemovedByTheNext() throws Exception {
        Files.writeString(folder.resolve("a.csv"), "ecosystem,name\nnpm,evil-x\n");
        cli.run("data", "import", "a.csv");
        Path left = Files.writeString(folder.resolve("data/objects/123.part"), "x");
        try (DataStore.Work _ = new DataStore(folder.resolve("data")).begin()) {
            assertThat(left).doesNotExist();
            Files.writeString(left, "on its way");
            assertThat(ImportProcess.run(folder, "a.csv")).isEqualTo(ExitCode.CLEAN);
            assertThat(left).as("another one writes it").exists();
        }
        assertThat(ImportProcess.run(folder, "a.csv")).isEqualTo(ExitCode.CLEAN);
        assertThat(left).doesNotExist();
    }

    /** Nobody may be left with a store that refuses to be read and to be written. */
    @ParameterizedTest
    @ValueSource(strings = {"", "rubbish", "assay-data 1\nrubbish\n", "assay-data 1\n\u00ff\n", "assay-data 99\n"})
    void aCatalogueThatCannotBeReadSaysWhatToDo(String text) throws IOException {
        Files.writeString(folder.resolve("a.csv"), "ecosystem,name\nnpm,evil-x\n");
        cli.run("data", "import", "a.csv");
        Files.write(folder.resolve("data/catalogue.tsv"), text.getBytes(ISO_8859_1));
        for (String[] command : new String[][] {{"status"}, {"import", "a.csv"}, {"remove", "a"}}) {
            Ran ran =
                    cli.run(Stream.concat(Stream.of("data"), Stream.of(command)).toArray(String[]::new));
            assertThat(ran.code()).isNotEqualTo(ExitCode.CLEAN);
            assertThat(ran.err())
                    .contains(folder.resolve("data") + " is ", "; remove that folder, and take the data again");
        }
        Ran check = cli.run("check", "--offline", "pkg:npm/lodash");
        assertThat(check.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(check.out().replaceAll("\\s+", " ")).contains("take the data again");
    }

    /** The fields that came later are missing there. */
    @Test
    void cataloguesOfEarlierVersionsAreRead() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "ecosystem,name\nnpm,evil-x\ncobol,evil-y\n");
        cli.run("data", "import", "a.csv");
        Path catalogue = folder.resolve("data/catalogue.tsv");
        List<String> lines = Files.readAllLines(catalogue);
        for (int fields : new int[] {10, 12}) {
            String[] all = lines.getLast().split("\t", -1);
            Files.write(
                    catalogue,
                    List.of(lines.getFirst(), String.join("\t", List.of(all).subList(0, fields))));
            assertThat(cli.run("data", "status").code()).as("%d", fields).isEqualTo(ExitCode.CLEAN);
            assertThat(check("pkg:npm/evil-x")).isEqualTo(ExitCode.UNSAFE);
        }
    }

    /** A list that was cut short would still be a list. */
    @Test
    void aDamagedListIsAGapAndNotTheListOfTheBuild() throws IOException {
        Files.writeString(folder.resolve("names.txt"), "lodahs\nzqxuifyer\n");
        cli.run("data", "import", "names.txt", "--popular", "npm", "--allow-older");
        try (Stream<Path> files = Files.list(folder.resolve("data/objects"))) {
            Path object = files.findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(object);
            Files.write(object, java.util.Arrays.copyOf(bytes, bytes.length - "zqxuifyer\n".length()));
        }
        Files.createDirectory(folder.resolve("repo"));
        Files.writeString(folder.resolve("repo/package.json"), "{\"dependencies\": {\"lodahs\": \"1\"}}");
        Ran scan = cli.run("scan", "repo");
        assertThat(scan.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(scan.out()).contains("names of packages are not judged", "popular/npm is damaged");
        Ran check = cli.run("check", "--offline", "lodahs", "pkg:npm/lodash", "repo/package.json", "pkg:pypi/requests");
        assertThat(check.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(check.out()).contains("the list popular/npm");
        Files.writeString(folder.resolve("data/catalogue.tsv"), "assay-data 1\nrubbish\n");
        assertThat(cli.run("check", "--offline", "pkg:npm/lodash").code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(cli.run("scan", "repo").code()).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void theStoreIsNeverTakenFromInsideATarget() throws IOException {
        Files.write(folder.resolve("all.zip"), zip(advisory("MAL-9", "evil-9", "2026-01-02T00:00:00Z")));
        Files.createDirectory(folder.resolve("repo"));
        Files.writeString(folder.resolve("repo/requirements.txt"), "requests==2.0\n");
        cli.environment.put("ASSAY_DATA_DIR", folder.resolve("repo/data").toString());
        cli.run("data", "import", "all.zip");
        assertThat(cli.run("scan", "repo").out()).contains("inside the target");
    }

    @Test
    void everyFileIsTakenOrNone() throws Exception {
        Files.writeString(folder.resolve("one.csv"), "ecosystem,name,version\nnpm,bad-one,1.0.0\n");
        Files.writeString(folder.resolve("two.csv"), "ecosystem,name,version\nnpm,bad-two,1.0.0\n");
        assertThat(cli.run("data", "import", "one.csv", "missing.csv").code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("data", "import", "one.csv", "./one.csv").code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("data", "import", "one.csv", "two.csv", "--name", "x")
                        .code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("data", "status").out()).contains("nothing is kept");
        Cli.Ran taken = cli.run("data", "import", "one.csv", "two.csv");
        assertThat(taken.code()).isEqualTo(ExitCode.CLEAN);
        assertThat(taken.out()).contains("one ").contains("two ");
        assertThat(cli.run("data", "status").out()).contains("one ").contains("two ");
    }
}
