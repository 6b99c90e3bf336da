package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import dev.assay.engine.cache.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the user says of rules, through the command line. */
class PolicyEndToEndTest {
    private static final String DANGEROUS = "model/pickle-dangerous-callable";
    private static final String IGNORED = "{rule: " + DANGEROUS + ", reason: a sample of ours";

    @TempDir
    Path folder;

    Path model;
    Cli cli;

    @BeforeEach
    void makeModel() throws IOException {
        cli = new Cli(folder);
        model = Files.write(
                Files.createDirectories(folder.resolve("models/old")).resolve("m.pkl"), Cli.EVIL);
    }

    private Report scan(String policy, String... more) throws IOException {
        Files.writeString(folder.resolve("own.yaml"), "policy:\n  " + policy + "\n");
        return Report.of(
                cli,
                Stream.concat(Stream.of("--config", "own.yaml", "models"), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static String suppressedBy(Report report) {
        assertThat(report.findings()).isEmpty();
        assertThat(report.code()).isZero();
        assertThat(report.count("suppressed")).isEqualTo(1);
        assertThat(report.json().get("suppressed")).hasSize(1);
        JsonNode only = report.json().get("suppressed").get(0);
        assertThat(only.get("what").stringValue()).isEqualTo(DANGEROUS);
        assertThat(only.get("fingerprint").stringValue()).isNotEmpty();
        return only.get("by").stringValue();
    }

    @Test
    void whatADisabledRuleFindsIsListedWithTheReason() throws IOException {
        assertThat(Report.of(cli, "models").findings()).containsExactly("old/m.pkl " + DANGEROUS);
        String disable = "disable: [{rule: %s, reason: we know}]";
        assertThat(suppressedBy(scan(disable.formatted(DANGEROUS)))).endsWith("own.yaml:2: we know");
        assertThat(suppressedBy(scan(disable.formatted("'model/pickle-*'")))).contains("we know");
        assertThat(suppressedBy(scan(disable.formatted("'**'")))).contains("we know");
        assertThat(scan(disable.formatted("'model/keras-*'")).findings()).hasSize(1);
    }

    @Test
    void everyFormatTellsWhatWasSuppressedAndWhy() throws IOException {
        Report json = scan("ignore: [" + IGNORED + ", paths: ['*.pkl']}]");
        assertThat(suppressedBy(json)).contains("a sample of ours");
        String[] scan = {"scan", "--config", "own.yaml", "--format", "FORMAT", "models"};
        for (String format : new String[] {"text", "json", "jsonl", "sarif"}) {
            scan[4] = format;
            Ran ran = cli.run(scan);
            assertThat(ran.code()).isZero();
            assertThat(ran.out()).as(format).contains("a sample of ours");
        }
        scan[4] = "sarif";
        assertThat(cli.run(scan).out()).contains("\"suppressions\"", "\"justification\"");
        assertThat(cli.run("inspect", "--config", "own.yaml", "--format", "cyclonedx", "models")
                        .out())
                .contains("suppressed");
    }

    @Test
    void aFindingIsIgnoredWhereThePathsSay() throws IOException {
        for (String path : new String[] {"*.pkl", "old/**", "models/old/m.pkl", "**/m.pkl"}) {
            suppressedBy(scan("ignore: [" + IGNORED + ", paths: ['" + path + "', 'x/**']}]"));
        }
        for (String path : new String[] {"m.pt", "new/**", "models/*.pkl"}) {
            assertThat(scan("ignore: [" + IGNORED + ", paths: ['" + path + "']}]")
                            .findings())
                    .hasSize(1);
        }
    }

    @Test
    void aFindingIsIgnoredInTheVeryFile() throws IOException {
        String right = "ignore: [" + IGNORED + ", digests: ['sha256:" + sha256(Cli.EVIL) + "']}]";
        suppressedBy(scan(right));
        Files.write(model, Arrays.copyOf(Cli.EVIL, Cli.EVIL.length + 1));
        assertThat(scan(right).findings()).hasSize(1);
    }

    /** The digest is of what lies in the target, whatever is in it. */
    @Test
    void theDigestOfAnArchiveHoldsForItsMembers() throws IOException {
        byte[] zip = zip(Cli.EVIL);
        Files.write(model, zip);
        assertThat(scan("ignore: [" + IGNORED + ", digests: [" + sha256(Cli.EVIL) + "]}]")
                        .findings())
                .hasSize(1);
        suppressedBy(scan("ignore: [" + IGNORED + ", digests: [" + sha256(zip) + "]}]"));
    }

    /** Each row has its own reason, also where several are bound to digests. */
    @Test
    void theReasonIsOfTheRowWhoseDigestItIs() throws IOException {
        Report report =
                scan("ignore:\n    - {rule: '" + DANGEROUS + "', reason: another, digests: [" + sha256(new byte[1])
                        + "]}\n    - {rule: 'model/*', reason: this one, digests: [" + sha256(Cli.EVIL) + "]}");
        assertThat(suppressedBy(report)).endsWith("own.yaml:4: this one");
    }

    @Test
    void pathsAndDigestsMustBothHold() throws IOException {
        String digest = ", digests: [" + sha256(Cli.EVIL) + "]}]";
        suppressedBy(scan("ignore: [" + IGNORED + ", paths: ['*.pkl']" + digest));
        assertThat(scan("ignore: [" + IGNORED + ", paths: ['*.pt']" + digest).findings())
                .hasSize(1);
    }

    @Test
    void standardInputHasNoDigest() throws IOException {
        Files.writeString(
                folder.resolve("own.yaml"),
                "policy:\n  ignore: [" + IGNORED + ", digests: [" + sha256(Cli.EVIL) + "]}]\n");
        assertThat(cli.stdin(Cli.EVIL).run("scan", "--config", "own.yaml", "-").code())
                .isEqualTo(1);
    }

    @Test
    void aRowExpires() throws IOException {
        String row = "disable: [{rule: " + DANGEROUS + ", reason: x, expires: 2027-06-01}]";
        suppressedBy(scan(row, "--as-of", "2027-05-31"));
        Report after = scan(row, "--as-of", "2027-06-01");
        assertThat(after.code()).isEqualTo(1);
        assertThat(after.err()).contains("own.yaml:2: " + DANGEROUS + " is disabled no longer", "2027-06-01");
    }

    @Test
    void aSeverityTakesThePlaceOfTheFindings() throws IOException {
        Report low = scan("severity: [{rule: " + DANGEROUS + ", severity: low, reason: a sandbox}]");
        assertThat(low.code()).isZero();
        assertThat(low.json().get("findings").get(0).get("severity").stringValue())
                .isEqualTo("low");
        Report last = scan("severity:\n    - {rule: 'model/*', severity: info, reason: x}\n    - {rule: " + DANGEROUS
                + ", severity: high, reason: y}");
        assertThat(last.json().get("findings").get(0).get("severity").stringValue())
                .isEqualTo("high");
    }

    @Test
    void rowsThatChangeNothingAreToldToWhoAsks() throws IOException {
        String policy = "disable: [{rule: 'model/keras-*', reason: never}]\n  severity: [{rule: " + DANGEROUS
                + ", severity: high, reason: always}]";
        assertThat(scan(policy).err()).doesNotContain("no finding");
        assertThat(scan(policy, "-v").err()).contains("own.yaml:2: never").doesNotContain("always");
    }

    /** Facts are kept, judgements are not. */
    @Test
    void rowsTakeEffectOnKeptFacts() throws IOException {
        cli.cache(folder.resolve("cache"));
        Files.setLastModifiedTime(model, FileTime.from(Instant.now().minusSeconds(3600)));
        assertThat(Report.of(cli, "--cache-limit", "10m", "models").code()).isEqualTo(1);
        Report before = Report.of(cli, "models");
        Report after = scan("disable: [{rule: " + DANGEROUS + ", reason: x}]");
        suppressedBy(after);
        for (String figure : new String[] {"cacheHits", "bytesRead"}) {
            assertThat(after.performance(figure)).isEqualTo(before.performance(figure));
        }
        suppressedBy(scan("ignore: [" + IGNORED + ", digests: [" + sha256(Cli.EVIL) + "]}]"));
        assertThat(Report.of(cli, "models").code()).isEqualTo(1);
    }

    @Test
    void aFileThatWasFoundMayOnlyMakeThingsWorse() throws IOException {
        Path found = folder.resolve("assay.yaml");
        for (String row : new String[] {
            "disable: [{rule: " + DANGEROUS + ", reason: x}] # policy.disable",
            "ignore: [" + IGNORED + ", paths: ['*']}] # policy.ignore",
            "severity: [{rule: " + DANGEROUS + ", severity: low, reason: x}] # policy.severity",
            "severity: [{rule: 'model/*', severity: high, reason: x}] # policy.severity"
        }) {
            Files.writeString(found, "policy:\n  " + row.replaceAll(" #.*", "") + "\n");
            Ran ran = cli.run("scan", model.toString());
            assertThat(ran.code()).as(row).isEqualTo(64);
            assertThat(ran.err()).contains("assay.yaml:2", row.replaceAll(".* # ", ""), "--config");
        }
        // os.system is critical although the rule's row might be less: what is worse stays so.
        Files.writeString(found, "policy:\n  severity: [{rule: " + DANGEROUS + ", severity: critical, reason: x}]\n");
        assertThat(cli.run("scan", "-q", model.toString()).out()).contains("critical");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "disable: [{rule: model/pickle-dangerous-callable}] # reason",
                "disable: [{rule: model/pickle-dangerous-callabel, reason: x}] # did you mean model/pickle-dangerous-callable",
                "disable: [{rule: 'model/none-*', reason: x}] # no rule has the id model/none-*",
                "disable: [{rule: '', reason: x}] # a row needs a rule",
                "disable: [{rule: 'model/*', reason: x, paths: ['*']}] # a row has no key paths",
                "disable: {rule: 'model/*'} # a list of rows",
                "ignore: [{rule: 'model/*', reason: x}] # paths or digests",
                "ignore: [{rule: 'model/*', reason: x, paths: ['']}] # not empty",
                "ignore: [{rule: 'model/*', reason: x, paths: []}] # something in it",
                "ignore: [{rule: 'model/*', reason: x, digests: [abc]}] # SHA-256",
                "ignore: [{rule: 'model/*', reason: ' ', paths: [a]}] # reason",
                "ignore: [{rule: 'model/*', reason: x, paths: [a], expires: soon}] # no date",
                "severity: [{rule: 'model/*', reason: x}] # severity",
                "severity: [{rule: 'model/*', reason: x, severity: bad}] # no severity",
                "suppress: [] # not suppress",
                "licenses: {allow: MIT} # a list",
                "licenses: {alow: [MIT]} # a row has no key alow",
                "licenses: {unknown: bad} # no severity",
                "licenses: {} # one of"
            })
    void anErrorInARowIsToldWithItsLine(String text) throws IOException {
        String[] parts = text.split(" # ");
        Files.writeString(folder.resolve("own.yaml"), "jobs: 1\npolicy:\n  " + parts[0] + "\n");
        Ran ran = cli.run("scan", "--config", "own.yaml", "models");
        assertThat(ran.code()).as(ran.out()).isEqualTo(64);
        assertThat(ran.err()).contains("own.yaml:3", parts[1]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policy: {}\npolicy: {}",
                "callables: {deny: [{name: a.B, severity: high, reason: x}]}\ncallables: {}",
                "patterns: []\npatterns: []",
                "profiles: {}\nprofiles: {}",
                "profiles: {a: {jobs: 1},\n  a: {jobs: 2}}",
                "policy: {licenses: {allow: [MIT]},\n  licenses: {deny: [MIT]}}"
            })
    void whatIsThereTwiceIsAnError(String yaml) throws IOException {
        Files.writeString(folder.resolve("own.yaml"), yaml + "\n");
        Ran ran = cli.run("scan", "--config", "own.yaml", "models");
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("own.yaml:2", "is there twice");
    }

    /** The user's own patterns are rules as well, wherever they stand in the file. */
    @Test
    void aPatternOfTheUserIsARule() throws IOException {
        Files.writeString(folder.resolve("models/notes.md"), "made at corp.example");
        Report report =
                scan("disable: [{rule: user/host, reason: x}]\npatterns:\n  - {id: user/host, severity: high, title: t,"
                        + " literal: corp.example, match: [corp.example], silent: [b]}");
        assertThat(report.findings()).containsExactly("old/m.pkl " + DANGEROUS);
        assertThat(report.count("suppressed")).isEqualTo(1);
    }

    @Test
    void licencesAreJudgedFromKeptFactsAndMayBeIgnoredByDigest() throws IOException {
        byte[] header =
                "{\"__metadata__\":{\"license\":\"GPL-3.0-only OR CC-BY-NC-4.0\"}}".getBytes(StandardCharsets.UTF_8);
        byte[] weights = ByteBuffer.allocate(Long.BYTES + header.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
        Path file = Files.write(folder.resolve("models/w.safetensors"), weights);
        Files.delete(model);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
        cli.cache(folder.resolve("cache"));
        assertThat(Report.of(cli, "--cache-limit", "10m", "models").code()).isZero();
        Report before = Report.of(cli, "models");
        Report denied = scan("licenses: {deny: [gpl-*, CC-BY-NC-*]}");
        assertThat(denied.findings()).containsExactly("w.safetensors license/denied");
        assertThat(denied.performance("cacheHits")).isEqualTo(before.performance("cacheHits"));
        assertThat(denied.performance("bytesRead")).isEqualTo(before.performance("bytesRead"));
        assertThat(scan("licenses: {deny: [GPL-*]}").code()).isZero();
        assertThat(scan("licenses: {deny: [GPL-*], unknown: low}").findings())
                .containsExactly("w.safetensors license/unknown");
        assertThat(scan("licenses: {allow: [cc-by-*]}").findings()).isEmpty();
        Report ignored = scan("licenses: {allow: [MIT]}\n  ignore: [{rule: license/*, reason: bought, digests: ["
                + sha256(weights) + "]}]");
        assertThat(ignored.findings()).isEmpty();
        assertThat(ignored.count("suppressed")).isEqualTo(1);
        Files.writeString(folder.resolve("assay.yaml"), "policy: {licenses: {allow: [MIT]}}\n");
        assertThat(cli.run("scan", file.toString()).code()).isEqualTo(1); // a file that was found may add findings
    }

    @Test
    void aModelWithoutALicenceIsToldToWhoAsks() throws IOException {
        assertThat(scan("licenses: {missing: high}\n  disable: [{rule: " + DANGEROUS + ", reason: x}]")
                        .findings())
                .containsExactly("old/m.pkl license/missing");
        Files.writeString(folder.resolve("models/README.md"), "---\nlicense: apache-2.0\n---\n# A model\n");
        assertThat(scan("licenses: {missing: high}\n  disable: [{rule: " + DANGEROUS + ", reason: x}]")
                        .findings())
                .isEmpty();
    }

    private static byte[] zip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("inner.pkl"));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        return Sha256.of(Sha256.digester().digest(bytes)).hex();
    }
}
