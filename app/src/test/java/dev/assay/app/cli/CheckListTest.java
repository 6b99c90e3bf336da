package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of names for {@code assay check}, in files and on standard input. */
class CheckListTest {
    @TempDir
    Path folder;

    private CheckCli cli;

    @BeforeEach
    void make() {
        cli = new CheckCli(folder);
    }

    /** Longer than what is read before anything is done, ended by NUL or by line feeds, with lines that are no names. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\0"})
    void aListMayBeOfAnyLength(String end) throws Exception {
        StringBuilder list = new StringBuilder();
        int names = 0;
        while (list.length() < TargetList.AHEAD_BYTES + 100_000) {
            list.append("pkg:npm/zq-").append("x".repeat(200)).append(names++).append(end);
        }
        list.append("a".repeat(3 * ListLines.LONGEST_BYTES))
                .append(end)
                .append(end)
                .append("package.json");
        Files.writeString(folder.resolve("names.txt"), list);
        Files.writeString(folder.resolve("package.json"), "{\"dependencies\":{\"zq-last\":\"1\"}}");
        Ran ran = cli.run("check", "--format", "jsonl", "-e", "npm", "--files-from", "names.txt");
        List<String> checked = ran.out()
                .lines()
                .filter(line -> line.contains("\"type\":\"package\""))
                .toList();
        assertThat(checked).hasSize(names + 2);
        for (int i = 0; i < names; i++) {
            assertThat(checked.get(i)).contains("x" + i + "\"");
        }
        assertThat(checked.getLast()).contains("zq-last");
        assertThat(ran.out().lines().reduce("", (one, last) -> last)).contains("\"targets\":[\"names.txt\"]");
        assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void namesComeFromAFileInItsOrder() throws Exception {
        Files.writeString(folder.resolve("names.txt"), "pkg:npm/lodash\n\n  pkg:pypi/reqeusts\npkg:npm/expresss\n");
        Report report = cli.json("--files-from", "names.txt");
        assertThat(report.json()
                        .get("packages")
                        .valueStream()
                        .map(each -> each.get("input").stringValue()))
                .containsExactly("pkg:npm/lodash", "pkg:pypi/reqeusts", "pkg:npm/expresss");
        cli.stdin("pkg:npm/lodash".getBytes(StandardCharsets.UTF_8));
        assertThat(cli.run("check", "--files-from", "-").code()).isEqualTo(ExitCode.CLEAN);
    }

    /** What a list of names is in practice: pasted, commented, printed by tools. */
    @Test
    void standardInputIsAListOfNamesWithWhatToolsPrint() {
        String list = """
            # what we use
            lodash@4.17.21
            requests==2.31.0    # pinned
            numpy==1.26.0 \\

            serde v1.0.1
            PKG:NPM/express
            pkg:npm/@babel/core
            %40types/node
            """;
        cli.stdin(list.getBytes(StandardCharsets.UTF_8));
        Report report = cli.json("-");
        assertThat(report.code()).as(report.json().toString()).isEqualTo(ExitCode.CLEAN);
        assertThat(report.json()
                        .get("packages")
                        .valueStream()
                        .map(each -> each.get("purl").stringValue()))
                .containsExactly(
                        "pkg:npm/lodash@4.17.21",
                        "pkg:pypi/requests@2.31.0",
                        "pkg:pypi/numpy@1.26.0",
                        "pkg:cargo/serde@1.0.1",
                        "pkg:npm/express",
                        "pkg:npm/%40babel/core",
                        "pkg:npm/%40types/node");
        cli.stdin(list.getBytes(StandardCharsets.UTF_8));
        assertThat(cli.run("check", "--files-from", "-").code()).isEqualTo(ExitCode.CLEAN);
    }

    /** Too long to know it beforehand; a short one is wrong usage. */
    @Test
    void aLongListOfNothingIsAGap() throws Exception {
        Files.writeString(folder.resolve("list"), "# nothing\n".repeat(TargetList.AHEAD_BYTES / 5));
        assertThat(cli.json("--files-from", "list").reasons()).containsExactly("is a list that names nothing");
        Files.write(folder.resolve("list"), new byte[2 * TargetList.AHEAD_BYTES]);
        assertThat(cli.json("--files-from", "list").code()).isEqualTo(ExitCode.INCOMPLETE);
        Files.writeString(
                folder.resolve("list"), "# nothing\n".repeat(TargetList.AHEAD_BYTES / 5) + "pkg:npm/lodash\n");
        assertThat(cli.json("--files-from", "list").code()).isEqualTo(ExitCode.CLEAN);
    }

    /** As PowerShell writes it: each second byte is NUL. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void aListInAnotherEncodingIsNoListOfLetters(String encoding) throws Exception {
        Files.write(folder.resolve("list"), "\ufefflodash\n".getBytes(encoding));
        Ran ran = cli.run("check", "--files-from", "list");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("list: is written in UTF-16; UTF-8 is wanted");
        Files.writeString(folder.resolve("list"), "\ufefflodash\nexpress\n");
        assertThat(cli.run("check", "--files-from", "list").code()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void linesOfRequirementsThatNameNothingAreGaps() throws Exception {
        Files.writeString(
                folder.resolve("list"), "-r other.txt\nrequests @ https://e.example/x.whl\n--hash=sha256:00\n");
        Report report = cli.json("--files-from", "list");
        assertThat(report.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.reasons()).hasSize(3).anyMatch(reason -> reason.contains("an address of its own"));
        assertThat(report.json().has("packages")).isFalse();
    }
}
