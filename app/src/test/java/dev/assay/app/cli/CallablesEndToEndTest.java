package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The user's own lists of callables, through the command line. */
class CallablesEndToEndTest {
    /** An instance of a class that no list knows, given its state. */
    private static final byte[] NET =
            "\u0080\u0002cmylib.models\nNet\n)\u0081}b.".getBytes(StandardCharsets.ISO_8859_1);

    /** The same class, called with its constructor. */
    private static final byte[] CALLED = "\u0080\u0002cmylib.models\nNet\n)R.".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    Path folder;

    Path model;
    Cli cli;

    @BeforeEach
    void makeModel() throws IOException {
        cli = new Cli(folder);
        model = Files.write(Files.createDirectory(folder.resolve("models")).resolve("m.pkl"), NET);
    }

    private Report scan(String yaml, String... more) throws IOException {
        Files.writeString(folder.resolve("own.yaml"), yaml);
        String[] arguments = new String[more.length + 3];
        arguments[0] = "--config";
        arguments[1] = "own.yaml";
        System.arraycopy(more, 0, arguments, 2, more.length);
        arguments[more.length + 2] = "models";
        return Report.of(cli, arguments);
    }

    private static String allow(String... lines) {
        return "callables:\n  allow:\n    - name: mylib.models.Net\n      reason: our own class\n"
                + (lines.length == 0 ? "" : "      " + String.join("\n      ", lines) + "\n");
    }

    @Test
    void whatIsAllowedDoesNotCountAndIsListedWithTheReason() throws IOException {
        assertThat(Report.of(cli, "models").findings()).containsExactly("m.pkl model/pickle-unknown-callable");
        Report report = scan(allow());
        assertThat(report.code()).isZero();
        assertThat(report.findings()).isEmpty();
        assertThat(report.json().get("suppressed")).hasSize(1);
        assertThat(report.json().get("suppressed").get(0).get("what").stringValue())
                .isEqualTo("model/pickle-unknown-callable");
        assertThat(report.json().get("suppressed").get(0).get("by").stringValue())
                .contains("own.yaml:3", "our own class");
        Ran text = cli.run("scan", "--config", "own.yaml", "--verbose", "models");
        assertThat(text.out()).contains("our own class");
    }

    @Test
    void aRoleAllowsNoMoreThanItSays() throws IOException {
        Files.write(model, CALLED);
        assertThat(scan(allow()).code()).isEqualTo(1);
        assertThat(scan(allow("role: type")).code()).isEqualTo(1);
        assertThat(scan(allow("role: constructor")).code()).isZero();
    }

    @Test
    void aRowHoldsWhereItsPathsSay() throws IOException {
        assertThat(scan(allow("paths: ['models/**']")).code()).isZero();
        assertThat(scan(allow("paths: ['*.pkl']")).code()).isZero();
        assertThat(scan(allow("paths: ['other/**', '**/m.pkl']")).code()).isZero();
        assertThat(scan(allow("paths: ['other/**']")).code()).isEqualTo(1);
    }

    @Test
    void aRowHoldsForTheFilesWithItsDigests() throws IOException {
        String right = "digests: ['sha256:" + sha256(NET) + "']";
        assertThat(scan(allow(right)).code()).isZero();
        assertThat(scan(allow("digests: ['" + sha256(CALLED) + "']")).code()).isEqualTo(1);
        Files.write(model, (new String(NET, StandardCharsets.ISO_8859_1) + " ").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(scan(allow(right)).findings()).hasSize(1);
    }

    @Test
    void aRowExpires() throws IOException {
        String row = allow("expires: 2027-06-01");
        assertThat(scan(row, "--as-of", "2027-05-31").code()).isZero();
        Report after = scan(row, "--as-of", "2027-06-01");
        assertThat(after.code()).isEqualTo(1);
        assertThat(after.err()).contains("own.yaml:3", "mylib.models.Net", "2027-06-01");
    }

    @Test
    void theUserDeniesWhatTheListsAllowAndIsNotOverruled() throws IOException {
        Files.write(model, "ccollections\nOrderedDict\n(tR.".getBytes(StandardCharsets.US_ASCII));
        assertThat(Report.of(cli, "models").code()).isZero();
        String deny = "callables:\n  deny:\n    - {name: %s, severity: high, reason: not with us}\n";
        Report report = scan(deny.formatted("collections.OrderedDict"));
        assertThat(report.findings()).containsExactly("m.pkl model/pickle-dangerous-callable");
        assertThat(report.json().get("findings").get(0).get("severity").stringValue())
                .isEqualTo("high");
        assertThat(report.json().get("findings").get(0).get("message").stringValue())
                .contains("not with us");
        assertThat(scan(deny.formatted("collections.*")).code()).isEqualTo(1);
        assertThat(scan(deny.formatted("collections.deque")).code()).isZero();
    }

    @Test
    void whatTheBuildDeniesIsAllowedOnlyForTheVeryFile() throws IOException {
        Files.write(model, Cli.EVIL);
        String row = "callables:\n  allow:\n    - name: os.system\n      role: constructor\n      reason: a sample\n";
        Files.writeString(folder.resolve("own.yaml"), row);
        Ran refused = cli.run("scan", "--config", "own.yaml", "models");
        assertThat(refused.code()).isEqualTo(64);
        assertThat(refused.err()).contains("own.yaml:3", "os.system", "digests");
        Report allowed = scan(row + "      digests: [" + sha256(Cli.EVIL) + "]\n");
        assertThat(allowed.code()).isZero();
        assertThat(allowed.json().get("suppressed")).hasSize(1);
        Files.write(model, "cos\nsystem\n(S'ls'\ntR.".getBytes(StandardCharsets.US_ASCII));
        assertThat(scan(row + "      digests: [" + sha256(Cli.EVIL) + "]\n").code())
                .isEqualTo(1);
    }

    @Test
    void aNameAllowsNoWalkToIt() throws IOException {
        Files.write(
                model,
                "\u0080\u0004\u008c\u0005mylib\u008c\nmodels.Net\u0093)\u0081.".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(scan(allow()).code()).isEqualTo(1);
        assertThat(scan(allow().replace("mylib.models.Net", "mylib:models.Net")).code())
                .isZero();
    }

    /** Facts are kept, judgements are not: a row counts at once and nothing is read again. */
    @Test
    void rowsTakeEffectOnKeptFacts() throws IOException {
        cli.cache(folder.resolve("cache"));
        Files.setLastModifiedTime(model, FileTime.from(Instant.now().minusSeconds(3600)));
        assertThat(Report.of(cli, "--cache-limit", "10m", "models").code()).isEqualTo(1);
        Report before = Report.of(cli, "models");
        Report allowed = scan(allow());
        assertThat(before.code()).isEqualTo(1);
        assertThat(allowed.code()).isZero();
        assertThat(allowed.performance("cacheHits")).isEqualTo(before.performance("cacheHits"));
        assertThat(allowed.performance("bytesRead")).isEqualTo(before.performance("bytesRead"));
        assertThat(scan(allow("digests: [" + sha256(NET) + "]")).code()).isZero();
        assertThat(Report.of(cli, "models").code()).isEqualTo(1);
    }

    @Test
    void aFileThatWasFoundMayDenyAndNotAllow() throws IOException {
        Files.writeString(folder.resolve("assay.yaml"), "jobs: 1\n" + allow());
        Ran found = cli.run("scan", model.toString());
        assertThat(found.code()).isEqualTo(64);
        assertThat(found.err()).contains("assay.yaml:3: the key callables.allow is refused", "--config");
        Files.write(model, "ccollections\nOrderedDict\n(tR.".getBytes(StandardCharsets.US_ASCII));
        Files.writeString(
                folder.resolve("assay.yaml"),
                "callables:\n  deny:\n    - {name: collections.OrderedDict, severity: high, reason: no}\n");
        assertThat(cli.run("scan", model.toString()).code()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "allow: [{name: a.B}] # reason",
                "allow: [{name: a.B, reason: ''}] # reason",
                "allow: [{reason: x}] # name",
                "allow: [{name: Net, reason: x}] # no name of a callable",
                "allow: [{name: 'a b.C', reason: x}] # no name of a callable",
                "allow: [{name: 'a.*', reason: x}] # no name of a callable",
                "allow: [{name: a.B, reason: x, role: maker}] # constructor",
                "allow: [{name: a.B, reason: x, path: [y]}] # a row has no key path",
                "allow: [{name: a.B, reason: x, paths: y}] # a list",
                "allow: [{name: a.B, reason: x, paths: ['']}] # empty",
                "allow: [{name: a.B, reason: x, digests: [abc]}] # SHA-256",
                "allow: [{name: a.B, reason: x, expires: soon}] # no date",
                "allow: [{name: a.B, reason: x, severity: high}] # a row has no key severity",
                "allow: {name: a.B} # a list of rows",
                "deny: [{name: a.B, reason: x}] # severity",
                "deny: [{name: a.B, reason: x, severity: awful}] # no severity",
                "deny: [{name: a.B, severity: high}] # reason",
                "deny: [{name: '*', severity: high, reason: x}] # no name of a callable",
                "permit: [] # allow and deny"
            })
    void anErrorInARowIsToldWithItsLine(String text) throws IOException {
        String[] parts = text.split(" # ");
        Files.writeString(folder.resolve("own.yaml"), "jobs: 1\ncallables:\n  " + parts[0] + "\n");
        Ran ran = cli.run("scan", "--config", "own.yaml", "models");
        assertThat(ran.code()).as(ran.out()).isEqualTo(64);
        assertThat(ran.err()).contains("own.yaml:3", parts[1]);
    }

    @Test
    void aNameOnBothListsIsAnError() throws IOException {
        Files.writeString(
                folder.resolve("own.yaml"),
                allow() + "  deny:\n    - {name: mylib.models.Net, severity: high, reason: x}\n");
        Ran ran = cli.run("scan", "--config", "own.yaml", "models");
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("own.yaml:3", "own.yaml:6", "denied as well");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
