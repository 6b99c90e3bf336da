package dev.assay.detectors.license;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.Catalog;
import dev.assay.detectors.RuleExamples;
import dev.assay.detectors.model.pickle.UserCallables;
import dev.assay.detectors.text.patterns.UserPatterns;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.PathGlob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LicenseRuleTest {
    /** What an example has before the bars: {@code allow: A, B; deny: C}. */
    private static LicensePolicy policy(String lists, @Nullable Severity missing) {
        List<PathGlob> allow = new ArrayList<>();
        List<PathGlob> deny = new ArrayList<>();
        for (String list : Parts.of(lists, ';')) {
            int colon = list.indexOf(':');
            List<PathGlob> into = list.substring(0, colon).strip().equals("allow") ? allow : deny;
            Parts.of(list.substring(colon + 1), ',').forEach(each -> into.add(LicensePolicy.pattern(each)));
        }
        return new LicensePolicy(allow, deny, allow.isEmpty() ? null : Severity.MEDIUM, missing);
    }

    private static TestScan scan(LicensePolicy policy) {
        return new TestScan(Catalog.load("test", UserCallables.NONE, UserPatterns.NONE, policy));
    }

    private static byte[] card(String license) {
        return ("---\nlanguage: en\nlicense: " + license + "\n---\n# A model\n---\nlicense: none\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] safetensors(String metadata) {
        byte[] header = ("{\"__metadata__\":{" + metadata + "}}").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + header.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }

    @Test
    void examplesAreJudgedAsTheRowsSay() {
        for (RuleInfo row : RuleExamples.of("license/")) {
            for (String example : row.match()) {
                assertThat(ids(example)).as(example).contains(row.id());
            }
            for (String example : row.silent()) {
                assertThat(ids(example)).as(example).doesNotContain(row.id());
            }
        }
    }

    private static List<String> ids(String example) {
        int bars = example.indexOf("||");
        String license = example.substring(bars + 2).strip();
        return scan(policy(example.substring(0, bars), null))
                .run("README.md", card('"' + license + '"'))
                .ruleIds();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a | ALLOWED",
                "A | ALLOWED",
                "x | UNKNOWN",
                "d | DENIED",
                "a OR d | ALLOWED",
                "d or x | UNKNOWN",
                "a AND d | DENIED",
                "a AND x | UNKNOWN",
                "a OR x AND d | ALLOWED",
                "(a OR x) AND d | DENIED",
                "((a)) | ALLOWED",
                "a WITH e | ALLOWED",
                "d WITH e | DENIED",
                "w WITH e | ALLOWED",
                "w | UNKNOWN",
                "a OR | UNKNOWN",
                "OR | UNKNOWN",
                "(a | UNKNOWN",
                "a) | UNKNOWN",
                "a WITH | UNKNOWN",
                "a AND AND a | UNKNOWN",
                "a a | UNKNOWN",
                "a / b c | ALLOWED",
                "'' | UNKNOWN",
            })
    void expressionsAreWeighed(String text, Standing expected) {
        LicensePolicy policy = policy("allow: a, w with e, a / b*; deny: d", null);
        assertThat(policy.standing(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "a AND ", "a OR (", ")"})
    void noTextIsTooDeep(String part) {
        assertThat(policy("allow: a", null).standing(part.repeat(50_000))).isEqualTo(Standing.UNKNOWN);
        assertThat(policy("allow: a", null).standing("(".repeat(50) + "a" + ")".repeat(50)))
                .isEqualTo(Standing.ALLOWED);
    }

    @Test
    void licencesAreReadWhereTheyStand() {
        LicensePolicy policy = policy("deny: x-*", null);
        for (String metadata : new String[] {"license", "licence", "modelspec.license"}) {
            Finding denied = scan(policy)
                    .run("m.safetensors", safetensors("\"" + metadata + "\":\"x-1\""))
                    .findings()
                    .getFirst();
            assertThat(denied.ruleId()).isEqualTo("license/denied");
            assertThat(denied.evidence()).containsEntry("license", "x-1");
        }
        for (String file : new String[] {
            "config.json {\"model_type\": \"x\", \"license\": \"x-1\"}",
            "MLmodel flavors: {}\nlicense: x-1",
            "Kitfile package:\n  license: x-1",
            "README.md ---\nlicense: other\nlicense_name: x-1\n---\n",
            "README.md ---\nlicense:\n- mit\n- x-1\n---\n",
            "readme.md ---\r\nlicense: x-1\r\n---\r\n"
        }) {
            int space = file.indexOf(' ');
            byte[] bytes = file.substring(space + 1).getBytes(StandardCharsets.UTF_8);
            assertThat(scan(policy).run(file.substring(0, space), bytes).ruleIds())
                    .as(file)
                    .containsExactly("license/denied");
        }
        assertThat(scan(policy("deny: other", null))
                        .run(
                                "README.md",
                                "---\nlicense: other\nlicense_name: y\n---\n".getBytes(StandardCharsets.UTF_8))
                        .ruleIds())
                .isEmpty();
    }

    /** Not a card, not a licence of a model, or cut off. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md # Title\nlicense: x-1\n",
                "README.md ---\nlicense: x-1\nno end",
                "README.md ---",
                "README.md ----\nlicense: x-1\n---\n",
                "README.md ---\n- license: x-1\n---\n",
                "README.md ---\nlicense: {x-1: x-1}\n---\n",
                "README.md ---\nlicense: [\n---\n",
                "other.md ---\nlicense: x-1\n---\n",
                "package.json {\"license\": \"x-1\"}"
            })
    void whatStatesNoLicenceOfAModelIsSilent(String file) {
        int space = file.indexOf(' ');
        RecordedReport report = scan(policy("deny: x-*", Severity.HIGH))
                .run(file.substring(0, space), file.substring(space + 1).getBytes(StandardCharsets.UTF_8));
        assertThat(report.ruleIds()).isEmpty();
        assertThat(report.gaps()).isEmpty();
    }

    @Test
    void aModelWithoutALicenceIsToldOncePerFolder() throws IOException {
        byte[] bare = safetensors("\"format\":\"pt\"");
        LicensePolicy policy = new LicensePolicy(List.of(), List.of(), null, Severity.HIGH);
        RecordedReport report = scan(policy)
                .run(new MemoryConnector()
                        .file("a/README.md", card("mit"))
                        .file("a/deep/down/m.safetensors", bare)
                        .file("a/n.safetensors", bare)
                        .file("b/own.safetensors", safetensors("\"license\":\"mit\""))
                        .file("b/x.safetensors", bare)
                        .file("b/y.safetensors", bare)
                        .file("c/LICENSE.txt", "Do what you like.".getBytes(StandardCharsets.UTF_8))
                        .file("c/m.safetensors", bare)
                        .file("d/data.json", "{}".getBytes(StandardCharsets.UTF_8))
                        .file("e/in.zip", zip("README.md", card("mit"), "m.safetensors", bare))
                        .file(
                                "f/in.zip",
                                zip("README.md", "hello".getBytes(StandardCharsets.UTF_8), "m.safetensors", bare)));
        assertThat(report.findings())
                .extracting(
                        finding -> finding.ruleId() + " " + finding.location().path())
                .containsExactly("license/missing b/x.safetensors", "license/missing f/in.zip");
        assertThat(report.findings().getFirst().title())
                .isEqualTo("No licence is stated for this model and 1 more beside it");
        assertThat(report.findings()).extracting(Finding::severity).containsOnly(Severity.HIGH);
        assertThat(scan(policy).run("m.safetensors", bare).ruleIds()).containsExactly("license/missing");
    }

    @Test
    void nothingIsSaidUnlessSomebodyAsks() {
        assertThat(scan(LicensePolicy.NONE)
                        .run("m.safetensors", safetensors("\"license\":\"x\""))
                        .findings())
                .isEmpty();
    }

    private static byte[] zip(String one, byte[] content, String other, byte[] otherContent) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(one));
            zip.write(content);
            zip.putNextEntry(new ZipEntry(other));
            zip.write(otherContent);
        }
        return bytes.toByteArray();
    }
}
