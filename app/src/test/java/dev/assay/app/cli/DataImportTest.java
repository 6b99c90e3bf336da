package dev.assay.app.cli;

import static dev.assay.app.cli.DataCli.advisory;
import static dev.assay.app.cli.DataCli.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.app.cli.Cli.Ran;
import dev.assay.app.data.DataStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code assay data import} and {@code remove}: files, folders and pipes. */
class DataImportTest {
    @TempDir
    Path folder;

    private DataCli cli;

    @BeforeEach
    void start() throws IOException {
        cli = new DataCli(folder);
    }

    @AfterEach
    void stop() {
        cli.close();
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
        assertThat(status.out())
                .contains(
                        "osv/npm", "ours ", "popular/npm", "days old", "sha256:", " 1 indicator, of ", " 1 name, of ");
        assertThat(cli.check("pkg:npm/evil-9")).isEqualTo(ExitCode.UNSAFE);
        assertThat(cli.check("pkg:npm/ours@1.0.0")).isEqualTo(ExitCode.UNSAFE);
        assertThat(cli.check("pkg:npm/quuxify")).isEqualTo(ExitCode.CLEAN);
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
    void whatWasTakenByMistakeIsTakenOutAgain() throws IOException {
        Files.writeString(folder.resolve("names.txt"), "quuxify\n");
        Files.writeString(folder.resolve("ours.csv"), "ecosystem,name\nnpm,evil-x\n");
        cli.run("data", "import", "names.txt", "--popular", "npm", "--allow-older");
        cli.run("data", "import", "ours.csv");
        assertThat(cli.check("pkg:npm/lodash")).isEqualTo(ExitCode.INCOMPLETE);
        Ran unknown = cli.run("data", "remove", "popular/npm", "our");
        assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.err()).contains("nothing that is kept is called our; did you mean ours?");
        assertThat(cli.check("pkg:npm/lodash")).as("all or none").isEqualTo(ExitCode.INCOMPLETE);
        Ran removed = cli.run("data", "remove", "popular/npm");
        assertThat(removed.code()).isEqualTo(ExitCode.CLEAN);
        assertThat(removed.out()).contains("popular/npm      removed");
        assertThat(cli.check("pkg:npm/lodash")).isEqualTo(ExitCode.CLEAN);
        assertThat(cli.check("pkg:npm/evil-x")).isEqualTo(ExitCode.UNSAFE);
        cli.run("data", "remove", "ours");
        assertThat(cli.check("pkg:npm/evil-x")).isEqualTo(ExitCode.INCOMPLETE);
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
        assertThat(cli.check("pkg:npm/evil-1")).isEqualTo(ExitCode.UNSAFE);
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
        assertThat(cli.check("pkg:npm/evil-1")).isEqualTo(ExitCode.UNSAFE);
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
