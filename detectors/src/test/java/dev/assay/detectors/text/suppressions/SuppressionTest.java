package dev.assay.detectors.text.suppressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.Catalog;
import dev.assay.detectors.crypto.CryptoPolicy;
import dev.assay.detectors.indicator.IndicatorRule;
import dev.assay.detectors.indicator.Indicators;
import dev.assay.detectors.license.LicensePolicy;
import dev.assay.detectors.model.pickle.UserCallables;
import dev.assay.detectors.name.KnownBad;
import dev.assay.detectors.name.NamePolicy;
import dev.assay.detectors.name.NameRule;
import dev.assay.detectors.text.Texts;
import dev.assay.detectors.text.patterns.UserPatterns;
import dev.assay.engine.decode.Families;
import dev.assay.engine.report.Finding;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuppressionTest {
    private static final LocalDate DAY = LocalDate.of(2026, 5, 1);
    private static final String RAW = "network/raw-address";
    private static final String URL = "u = 'http://45.12.3.4/a'";
    private static final String ASKED = "assay:ignore " + RAW + " reason=our own server";

    private static RecordedReport scan(boolean trusted, String name, String text) {
        return scan(trusted, new MemoryConnector().file(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static RecordedReport scan(boolean trusted, MemoryConnector files) {
        return new TestScan(Catalog.load(
                        "suppressions",
                        UserCallables.NONE,
                        UserPatterns.NONE,
                        LicensePolicy.NONE,
                        CryptoPolicy.on(DAY),
                        new NameRule(NamePolicy.NONE, KnownBad.NONE),
                        new IndicatorRule(Indicators.NONE, _ -> false),
                        new SuppressionRule(trusted, DAY),
                        Families.ALL))
                .run(files);
    }

    private static List<String> told(String text) {
        return scan(true, "a.conf", text).findings().stream()
                .map(Finding::ruleId)
                .toList();
    }

    @Test
    void examplesAreWhatTheyShow() {
        for (RuleInfo rule : Texts.rules(SuppressionRule.FAMILY + "/")) {
            rule.match().forEach(text -> assertThat(told(text)).as(text).contains(rule.id()));
            rule.silent().forEach(text -> assertThat(told(text)).as(text).doesNotContain(rule.id()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s # %s",
                "# %2$s\n%1$s",
                "\t//  %2$s\r\n%1$s\r\n",
                "-- %2$s\n\n%1$s",
                "<!-- %2$s -->\n%1$s",
                "/* %2$s */ %1$s",
                "%1$s {# %2$s #}",
                "; assay:ignore crypto/ecb-mode reason=x\n; %2$s\n; assay:ignore crypto/ecb-mode reason=x\n%1$s",
                "{\"//\": \"%2$s\",\n\"a\": \"%1$s\"}",
                "# assay:ignore crypto/ecb-mode, network/raw-address expires=2026-05-02 reason=\"our own, server\"\n%1$s",
                "# assay:ignore network/raw-address reason=our own expires=2026-05-02\n%1$s"
            })
    void aCommentIsForItsLineOrTheNext(String form) {
        RecordedReport report = scan(true, "a.conf", String.format(form, URL, ASKED));
        assertThat(report.findings()).isEmpty();
        assertThat(report.suppressed()).singleElement().satisfies(each -> {
            assertThat(each.what()).isEqualTo(RAW);
            assertThat(each.by())
                    .startsWith("assay:ignore")
                    .contains(": our own")
                    .doesNotContain("+");
            assertThat(each.inSource()).isTrue();
            assertThat(each.location().path()).isEqualTo("a.conf");
            assertThat(each.location().offsetBytes()).isPositive();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# %2$s\nx = 1\n%1$s",
                "%1$s\n# %2$s",
                "x = 1 # %2$s\n%1$s",
                "# assay:ignore network/onion-address reason=x\n%1$s",
                "# assay:ignore network/raw-address\n%1$s",
                "# assay:ignore network/raw-address reason=\n%1$s",
                "# assay:ignore network/raw-address reason=x expires=2026-05-01\n%1$s",
                "# assay:ignore network/* reason=x\n%1$s",
                "# not-assay:ignored network/raw-address reason=x\n%1$s"
            })
    void otherLinesAndOthersWordsDoNotCount(String form) {
        assertThat(told(String.format(form, URL, ASKED))).contains(RAW);
    }

    @Test
    void whatIsExpiredSaysSo() {
        RecordedReport report = scan(true, "a.conf", URL + " # " + ASKED + " expires=2026-05-01");
        assertThat(report.findings())
                .extracting(Finding::title)
                .anySatisfy(title -> assertThat(title).contains("it expired on 2026-05-01"));
        assertThat(report.suppressed()).isEmpty();
    }

    @Test
    void aTargetThatNobodyTrustsHasNoSay() {
        RecordedReport report = scan(false, "a.conf", URL + " # " + ASKED + "\n# assay:ignore\n");
        assertThat(report.ruleIds()).containsExactly(RAW);
        assertThat(report.suppressed()).isEmpty();
        assertThat(report.summary().coverage().notes())
                .containsEntry("suppressions in comments that were not obeyed (--trust-target)", 2L);
    }

    @Test
    void itIsForCryptographyInProgramsAndSettings() {
        String python = "import hashlib\nhashlib.md5(b'x')  # assay:ignore crypto/broken-hash reason=a name of a file\n"
                + "hashlib.md5(b'y')\n";
        RecordedReport report = scan(true, "a.py", python);
        assertThat(report.findings()).extracting(each -> each.location().line()).containsExactly(3);
        assertThat(report.suppressed()).hasSize(1);
        String java = "package a; class A { void f() throws Exception {\n// assay:ignore crypto/broken-hash reason=x\n"
                + "java.security.MessageDigest.getInstance(\"MD5\").digest(); } }";
        assertThat(scan(true, "A.java", java).ruleIds()).doesNotContain("crypto/broken-hash");
        assertThat(scan(false, "A.java", java).ruleIds()).contains("crypto/broken-hash");
    }

    @Test
    void aTextInQuotesIsNoComment() {
        String ignore = "assay:ignore crypto/broken-hash reason=x";
        String python = "import hashlib\n%s; i = hashlib.md5(b'9')%s\n";
        assertThat(scan(true, "a.py", String.format(python, "s = '# " + ignore + "'", ""))
                        .ruleIds())
                .contains("crypto/broken-hash");
        for (String comment : new String[] {"# ", "# it's ", "# \"", "# don't say '' "}) {
            assertThat(scan(true, "a.py", String.format(python, "s = 'a'", " " + comment + ignore))
                            .ruleIds())
                    .as(comment)
                    .doesNotContain("crypto/broken-hash");
        }
    }

    @Test
    void itIsForWhatOnlyAllFilesShow() {
        String wrapper = "package a; class Ciphers { void on(String name) throws Exception {\n%s\n"
                + "javax.crypto.Cipher.getInstance(name).doFinal(); } }";
        byte[] caller =
                "package a; class Main { void f() throws Exception { new Ciphers().on(\"DES/ECB/PKCS5Padding\"); } }"
                        .getBytes(StandardCharsets.UTF_8);
        String asked = "// assay:ignore crypto/broken-cipher crypto/ecb-mode reason=old files are read so";
        for (String comment : List.of("", asked)) {
            byte[] bytes = String.format(wrapper, comment).getBytes(StandardCharsets.UTF_8);
            RecordedReport report =
                    scan(true, new MemoryConnector().file("Ciphers.java", bytes).file("Main.java", caller));
            assertThat(report.ruleIds().contains("crypto/broken-cipher")).isEqualTo(comment.isEmpty());
            assertThat(report.suppressed()).hasSize(comment.isEmpty() ? 0 : 2);
        }
    }

    @Test
    void itDoesNotDependOnWhereBlocksEnd() {
        String line = URL + " # " + ASKED + "\n";
        for (int before : new int[] {131_000, 131_040, 131_072 - 30, 131_072, 200_000, 262_100}) {
            RecordedReport report = scan(true, "a.conf", "x = 1\n".repeat(before / 6) + line + URL + "b\n");
            assertThat(report.suppressed()).hasSize(1);
        }
    }
}
