package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import dev.assay.app.render.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code assay diff}: reports and targets. */
class DiffCommandTest {
    private static final Path GOLDEN =
            Path.of("src", "test", "resources", "golden").toAbsolutePath();

    @TempDir
    Path folder;

    Cli cli;

    @BeforeEach
    void makeCli() {
        cli = new Cli(folder);
    }

    @Test
    void theSameReportHasNoChange() {
        Ran ran = cli.run("diff", golden("full.json"), golden("full.jsonl"));
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("findings added, 0 removed").doesNotContain("+ ", "- ");
    }

    @Test
    void whatIsNewAndBadEnoughFails() throws IOException {
        Ran ran = cli.run("diff", golden("empty.json"), golden("crypto.jsonl"));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains(
                        "+ high Cryptography to replace [crypto/broken-hash]",
                        "+ algorithm MD5",
                        "22 cryptographic assets added");
        assertThat(ran.out().indexOf("+ high")).isLessThan(ran.out().indexOf("+ medium"));
        assertThat(cli.run("diff", "--fail-on", "critical", golden("empty.json"), golden("crypto.json"))
                        .code())
                .as("only a gap is left to tell")
                .isEqualTo(2);
        assertThat(cli.run("diff", golden("crypto.json"), golden("empty.json")).code())
                .as("all was removed")
                .isZero();
    }

    @Test
    void jsonKeepsToItsSchema() throws IOException {
        Ran ran = cli.run("diff", "--format", "json", golden("full.json"), golden("crypto.json"));
        assertThat(Schemas.errors("/dev/assay/app/render/assay-diff-1.schema.json", ran.out()))
                .isEmpty();
        JsonNode diff = new JsonMapper().readTree(ran.out());
        assertThat(diff.at("/findings/addedCount").intValue()).isEqualTo(4);
        assertThat(diff.at("/findings/added/0/ruleId").stringValue()).isEqualTo("crypto/broken-hash");
        assertThat(diff.at("/cryptoAssets/added")).hasSize(22);
        assertThat(diff.at("/gaps/added/0/kind").stringValue()).isEqualTo("encrypted");
        assertThat(diff.at("/gaps/removedCount").intValue()).isPositive();
    }

    @Test
    void targetsAreScanned() throws IOException {
        Files.write(Files.createDirectory(folder.resolve("old")).resolve("a.pkl"), Cli.BENIGN);
        Path fresh = Files.createDirectory(folder.resolve("new"));
        Files.write(fresh.resolve("a.pkl"), Cli.BENIGN);
        Files.write(fresh.resolve("b.pkl"), Cli.EVIL);
        Ran ran = cli.run("diff", "old", "new");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("+ critical", "new/b.pkl", "0 removed");
        assertThat(cli.run("diff", "new", "old").code()).isZero();
        assertThat(cli.run("diff", "new", "new").code()).isZero();
    }

    /** A caller elsewhere says which cipher it is: the finding and the asset are news of the file that did not change. */
    @Test
    void whatACallerInAnotherFileGivesIsNews() throws IOException {
        for (String side : new String[] {"old", "new"}) {
            Files.createDirectories(folder.resolve(side));
            Files.writeString(
                    folder.resolve(side + "/Ciphers.java"),
                    "package org.shop; import javax.crypto.Cipher; public class Ciphers { public void on(String name)"
                            + " throws Exception { Cipher.getInstance(name).doFinal(); } }");
        }
        Files.writeString(
                folder.resolve("new/Main.java"),
                "package org.shop; class Main { void f() throws Exception { new Ciphers().on(\"DES/ECB/PKCS5Padding\"); } }");
        Ran ran = cli.run("diff", "--only", "crypto", "--format", "json", "old", "new");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("crypto/broken-cipher").contains("\"algorithm\": \"DES\"");
        Ran back = cli.run("diff", "--only", "crypto", "new", "old");
        assertThat(back.code()).isZero();
        assertThat(back.out()).contains("- ").contains("DES");
    }

    @Test
    void aMovedFindingIsNone() throws IOException {
        Files.write(Files.createDirectories(folder.resolve("old/x")).resolve("b.pkl"), Cli.EVIL);
        Files.write(Files.createDirectories(folder.resolve("new/y")).resolve("b.pkl"), Cli.EVIL);
        assertThat(cli.run("diff", "old", "new").code()).isZero();
    }

    /** Copies of a file have the same fingerprints. */
    @Test
    void aRenamedFileIsNoChange() throws IOException {
        Path old = Files.createDirectory(folder.resolve("old"));
        Path fresh = Files.createDirectory(folder.resolve("new"));
        Files.write(old.resolve("a.pkl"), Cli.EVIL);
        Files.write(fresh.resolve("b.pkl"), Cli.EVIL);
        Ran ran = cli.run("diff", "old", "new");
        assertThat(ran.code()).as(ran.out()).isZero();
        assertThat(ran.out()).contains("0 findings added, 0 removed, 1 unchanged");
        assertThat(cli.run("diff", "old/a.pkl", "new/b.pkl").out()).contains("0 findings added, 0 removed");
        Files.write(fresh.resolve("c.pkl"), Cli.EVIL);
        assertThat(cli.run("diff", "old", "new").out())
                .as("one of two is a copy")
                .contains("1 finding added, 0 removed, 1 unchanged");
        Files.delete(fresh.resolve("c.pkl"));
        Files.write(fresh.resolve("a.pkl"), Cli.BENIGN);
        Files.writeString(old.resolve("a.py"), "import hashlib\nhashlib.md5(b)\n");
        Files.writeString(fresh.resolve("b.py"), "import hashlib\n\nhashlib.md5(b)\n");
        assertThat(cli.run("diff", "--only", "crypto", "old", "new").out())
                .as("another line: another file")
                .contains("1 finding added, 1 removed, 0 unchanged");
    }

    @Test
    void copiesAreCounted() throws IOException {
        copies("old", "g", "s", "v");
        copies("new", "g", "s", "yy", "zz");
        copies("less", "g");
        Ran more = cli.run("diff", "old", "new");
        assertThat(more.code()).isEqualTo(1);
        assertThat(more.out()).contains("new/zz/a.pkl", " added, 0 removed").doesNotContain("new/yy/a.pkl", "/g/");
        Ran less = cli.run("diff", "old", "less");
        assertThat(less.code()).isZero();
        assertThat(less.out())
                .contains("0 findings added, 2 removed", "old/s/a.pkl", "old/v/a.pkl")
                .doesNotContain("/g/");
        assertThat(cli.run("scan", "--quiet", "--output", "json=old.json", "old")
                        .code())
                .isEqualTo(1);
        assertThat(cli.run("scan", "--baseline", "old.json", "new").code()).isEqualTo(1);
        assertThat(cli.run("scan", "--baseline", "old.json", "less").code()).isZero();
        assertThat(cli.run("scan", "--baseline", "old.json", "old/v").code()).isZero();
    }

    private void copies(String root, String... folders) throws IOException {
        for (String each : folders) {
            Files.write(
                    Files.createDirectories(folder.resolve(root).resolve(each)).resolve("a.pkl"), Cli.EVIL);
        }
    }

    /** Else all that the report was not to look for would be news. */
    @Test
    void aTargetIsScannedAsTheReportWas() throws IOException {
        copies("old", "g", "s");
        Files.writeString(folder.resolve("old/a.py"), "import hashlib\nhashlib.md5(b'x').hexdigest()\n");
        for (String form : new String[] {"json", "jsonl"}) {
            cli.run("scan", "--facts", "--only", "crypto", "--output", form + "=only", "old");
            Ran ran = cli.run("diff", "only", "old");
            assertThat(ran.code()).isZero();
            assertThat(ran.out()).contains("0 findings added, 0 removed").doesNotContain("0 unchanged");
            assertThat(cli.run("diff", "--only", "model", "only", "old").code()).isEqualTo(1);
            cli.run("scan", "--facts", "--include", "g/**", "--output", form + "=only", "old");
            assertThat(cli.run("diff", "old", "only").out()).contains("0 findings added, 0 removed");
        }
    }

    /** They would be scanned, and all of the other side would be added or removed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "full.sarif",
                "full.csv",
                "crypto.csv",
                "crypto.cyclonedx",
                "crypto.cyclonedx-1.6",
                "full.spdx",
                "full.junit",
                "full.html"
            })
    void aReportInAnotherFormIsRefused(String other) {
        Ran ran = cli.run("diff", golden("full.json"), golden(other));
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(other + ": a report as ", "--format json or jsonl");
        assertThat(cli.run("diff", golden(other), golden("full.json")).code()).isEqualTo(64);
    }

    @Test
    void whatOnlyOneSideListsIsSaid() {
        Ran ran = cli.run("diff", golden("crypto.json"), golden("full.json"));
        assertThat(ran.err()).contains("full.json lists no cryptography").contains("--facts");
        assertThat(cli.run("diff", golden("crypto.json"), golden("crypto.jsonl"))
                        .err())
                .isEmpty();
    }

    @Test
    void aReportThatWasCutOffIsRefused() throws IOException {
        Files.writeString(
                folder.resolve("half.jsonl"),
                "{\"type\":\"finding\",\"ruleId\":\"a/b\",\"severity\":\"high\",\"fingerprint\":\"aa\"}\n");
        Ran ran = cli.run("diff", golden("full.json"), "half.jsonl");
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("half.jsonl: a report without its end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"diff", "diff a", "diff a b c", "diff --format sarif a b"})
    void wrongUsageIsSaid(String line) {
        assertThat(cli.run(line.split(" ")).code()).isEqualTo(64);
    }

    @Test
    void aReportOrTargetThatIsNotThereIsWrongUsage() throws IOException {
        Files.write(folder.resolve("a.pkl"), Cli.EVIL);
        for (String[] sides : new String[][] {{"none.json", "a.pkl"}, {"a.pkl", "none"}, {"a\0b", "a.pkl"}}) {
            Ran ran = cli.run("diff", sides[0], sides[1]);
            assertThat(ran.code()).as(String.join(" ", sides)).isEqualTo(64);
            assertThat(ran.out()).isEmpty();
        }
        assertThat(cli.run("diff", "none.json", "a.pkl").err()).contains("none.json: no such file or folder");
    }

    private static String golden(String name) {
        return GOLDEN.resolve(name).toString();
    }
}
