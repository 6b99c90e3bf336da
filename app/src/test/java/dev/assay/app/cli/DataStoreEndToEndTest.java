package dev.assay.app.cli;

import static dev.assay.app.cli.DataCli.advisory;
import static dev.assay.app.cli.DataCli.zip;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.app.cli.Cli.Ran;
import dev.assay.app.data.DataStore;
import dev.assay.app.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code assay data} keeps: how it is found, damaged and written. */
class DataStoreEndToEndTest {
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
            assertThat(cli.check("pkg:npm/evil-x")).isEqualTo(ExitCode.UNSAFE);
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
}
