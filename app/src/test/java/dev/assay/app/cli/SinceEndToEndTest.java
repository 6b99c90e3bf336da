package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.connectors.git.GitFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code --since} as a user meets it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SinceEndToEndTest {
    private static final String WRAPPER = "package org.shop; import javax.crypto.Cipher; public class Ciphers {"
            + " public void on(String cipher) throws Exception { Cipher.getInstance(cipher).doFinal(); } }";
    private static final String CALLER = "package org.shop; class Main { void f(String s) throws Exception {"
            + " new Ciphers().on(\"DES/ECB/PKCS5Padding\"); } }";
    private static final String OLD = "old.py";

    private Path root;
    private Path cache;
    private Path models;

    @BeforeAll
    void make(@TempDir Path folder) throws IOException, GitAPIException, InterruptedException {
        root = Files.createDirectory(folder.resolve("tree"));
        cache = folder.resolve("cache");
        try (GitFolder tree = new GitFolder(root)) {
            byte[] large = new byte[300_000]; // so that the store is worth opening
            Files.write(root.resolve("0-large.bin"), large);
            tree.write(OLD, "import hashlib\nhashlib.md5(b'x')\n").write("Ciphers.java", WRAPPER);
            tree.commit("first");
            tree.write("Main.java", CALLER).write("new.py", "import hashlib\nhashlib.sha1(b'x')\n");
        }
        models = Files.createDirectory(folder.resolve("models"));
        try (GitFolder tree = new GitFolder(models)) {
            tree.write(
                    "model.safetensors.index.json",
                    "{\"weight_map\": {\"a\": \"" + part(1) + "\", \"b\": \"" + part(2) + "\"}}");
            Files.write(models.resolve(part(1)), shard("a"));
            Files.write(models.resolve(part(2)), shard("b"));
            Files.write(models.resolve("0-large.bin"), new byte[300_000]);
            tree.commit("first");
        }
        Thread.sleep(2_100); // until then no identity is trusted
    }

    private static String part(int number) {
        return "model-0000" + number + "-of-00002.safetensors";
    }

    private static byte[] shard(String tensor) {
        String header = "{\"" + tensor + "\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}";
        return ByteBuffer.allocate(9 + header.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length())
                .put(header.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private Cli cli() {
        return new Cli(root);
    }

    @Test
    void onlyWhatHasChangedIsReportedAndTheRestIsCounted() {
        Report report = Report.of(cli(), "--since", "HEAD", ".");
        assertThat(report.findings())
                .allMatch(finding -> finding.startsWith("new.py") || finding.startsWith("Ciphers.java"))
                .isNotEmpty();
        assertThat(report.coverage().get("artifacts").intValue()).isEqualTo(2);
        assertThat(report.coverage().get("notes").toString())
                .contains("files that have not changed since HEAD (", "\":3");
        assertThat(cli().run("scan", "--since", "main", ".").out())
                .contains("passed over", "files that have not changed since main (");
    }

    @Test
    void whatAChangedFileGivesToAnUnchangedOneIsKnownFromTheCacheOrRead() {
        Report cold = Report.of(cli(), "--since", "HEAD", ".");
        assertThat(cold.findings())
                .anyMatch(finding -> finding.startsWith("Ciphers.java"))
                .noneMatch(finding -> finding.startsWith(OLD));
        assertThat(cold.coverage().get("artifacts").intValue()).isEqualTo(2);
        assertThat(cold.coverage().get("notes").toString()).contains("files of these that were read");

        Report whole = Report.of(cli().cache(cache), ".");
        assertThat(whole.findings()).anyMatch(finding -> finding.startsWith("Ciphers.java"));
        Report since = Report.of(cli().cache(cache), "--since", "HEAD", ".");
        assertThat(since.findings())
                .anyMatch(finding -> finding.startsWith("Ciphers.java"))
                .noneMatch(finding -> finding.startsWith(OLD));
        assertThat(since.coverage().get("notes").toString()).doesNotContain("that the cache does not know");
        assertThat(since.performance("bytesRead")).isZero();
    }

    /** In CI nothing is in the cache: which version is taken must not depend on it. */
    @Test
    void whatDecidesVersionsIsReadThoughItHasNotChanged(@TempDir Path folder) throws IOException, GitAPIException {
        String above = "<groupId>org.acme</groupId><artifactId>parent</artifactId><version>1</version>";
        String taken = "<dependency><groupId>org.bad</groupId><artifactId>bad</artifactId>";
        try (GitFolder tree = new GitFolder(folder)) {
            tree.write(
                    "pom.xml",
                    "<project>" + above + "<packaging>pom</packaging><dependencyManagement><dependencies>" + taken
                            + "<version>6.6.6</version></dependency></dependencies></dependencyManagement></project>");
            tree.write("base.txt", "bad==6.6.6\n");
            tree.commit("first");
            tree.write(
                    "child/pom.xml",
                    "<project><parent>" + above + "</parent><artifactId>child</artifactId><dependencies>" + taken
                            + "</dependency></dependencies></project>");
            tree.write("requirements.txt", "-r base.txt\n");
        }
        Files.writeString(folder.resolve("bad.csv"), "ecosystem,name,version\nmaven,org.bad:bad,6.6.6\n");
        Report report = Report.of(new Cli(folder), "--since", "HEAD", "--indicators", "bad.csv", ".");
        assertThat(report.findings()).singleElement().asString().startsWith("child/pom.xml");
    }

    @Test
    void partsThatAreUnchangedAreNotMissingAndDeletedOnesAre() throws IOException {
        Files.write(models.resolve(part(2)), shard("b".repeat(2)));
        Cli cli = new Cli(models);
        assertThat(Report.of(cli, "--since", "HEAD", ".").gaps()).isEmpty();
        Report all = Report.of(new Cli(models).cache(cache), ".");
        assertThat(Report.of(new Cli(models).cache(cache), "--since", "HEAD", ".")
                        .findings())
                .isEqualTo(all.findings())
                .isNotEmpty(); // the index says that b is in it
        Files.delete(models.resolve(part(1)));
        assertThat(Report.of(new Cli(models).cache(cache), "--since", "HEAD", ".")
                        .gaps())
                .isEqualTo(Report.of(new Cli(models), ".").gaps())
                .isNotEmpty();
    }

    @Test
    void itIsAVariableAndAKeyOfAFileThatIsNamed(@TempDir Path folder) throws IOException {
        Cli cli = cli();
        cli.environment.put("ASSAY_SINCE", "HEAD");
        assertThat(Report.of(cli, ".").coverage().get("artifacts").intValue()).isEqualTo(2);
        Path settings = Files.writeString(folder.resolve("assay.yaml"), "since: HEAD\n");
        assertThat(Report.of(cli(), "--config", settings.toString(), ".")
                        .coverage()
                        .get("artifacts")
                        .intValue())
                .isEqualTo(2);
        Cli.Ran found = new Cli(folder).run("scan", root.toString());
        assertThat(found.code()).isEqualTo(ExitCode.USAGE);
        assertThat(found.err()).contains("since is refused in a file that was found");
    }

    @Test
    void whatCannotBeComparedIsAWrongUsage(@TempDir Path elsewhere) {
        for (String[] line : new String[][] {
            {"scan", "--since", "v9", "."},
            {"scan", "--since", "HEAD", elsewhere.toString()},
            {"scan", "--since", "HEAD", "missing"},
            {"scan", "--since", "HEAD", "-"},
            {"scan", "--since", "HEAD", "https://example.org/x"}
        }) {
            Cli.Ran ran = cli().run(line);
            assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).contains("--since: " + line[3] + ": ");
        }
    }

    @Test
    void aDryRunListsWhatHasChanged() {
        assertThat(cli().run("scan", "--dry-run", "--since", "HEAD", ".").out())
                .contains("new.py", "Main.java", "files that have not changed")
                .doesNotContain(OLD);
    }
}
