package dev.assay.detectors.name;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.detectors.Catalog;
import dev.assay.detectors.crypto.CryptoPolicy;
import dev.assay.detectors.indicator.IndicatorRule;
import dev.assay.detectors.indicator.Indicators;
import dev.assay.detectors.license.LicensePolicy;
import dev.assay.detectors.model.pickle.UserCallables;
import dev.assay.detectors.text.patterns.UserPatterns;
import dev.assay.detectors.text.suppressions.SuppressionRule;
import dev.assay.engine.decode.Families;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names of dependencies in a scan. */
class NameRuleTest {
    private static RecordedReport scan(Detectors detectors, String name, String text) {
        return new TestScan(detectors).run(name, text.getBytes(UTF_8));
    }

    /** Without the family whose rule else says what is known of packages. */
    private static Detectors detectors(NamePolicy policy, KnownBad bad) {
        return detectors(policy, bad, new Families(Set.of("package")));
    }

    private static Detectors detectors(NamePolicy policy, KnownBad bad, Families families) {
        return Catalog.load(
                "names",
                UserCallables.NONE,
                UserPatterns.NONE,
                LicensePolicy.NONE,
                CryptoPolicy.on(LocalDate.EPOCH),
                new NameRule(policy, bad),
                new IndicatorRule(Indicators.NONE, _ -> false),
                SuppressionRule.NONE,
                families);
    }

    private static List<String> told(RecordedReport report) {
        return report.findings().stream()
                .filter(finding -> finding.family().equals("package"))
                .map(finding -> finding.ruleId() + " " + finding.location().line() + " " + finding.title())
                .toList();
    }

    @Test
    void aNameIsReportedWhereItStandsFirst() {
        String lock = """
            version = 4
            [[package]]
            name = "serde"
            version = "1.0.0"
            source = "registry+https://github.com/rust-lang/crates.io-index"
            [[package]]
            name = "rustdecimal"
            version = "1.0.0"
            source = "registry+https://github.com/rust-lang/crates.io-index"
            [[package]]
            name = "rustdecimal"
            version = "2.0.0"
            source = "registry+https://github.com/rust-lang/crates.io-index"
            """;
        assertThat(told(scan(AllDetectors.ALL, "Cargo.lock", lock)))
                .singleElement()
                .asString()
                .startsWith("package/lookalike 6 ")
                .contains("rust-decimal");
    }

    /** Which package that is nobody knows: neither impossible, nor clean. */
    @Test
    void aVariableThatNothingDecidesIsAGap() {
        RecordedReport report = scan(AllDetectors.ALL, "pom.xml", """
            <project><modelVersion>4.0.0</modelVersion>
            <groupId>a.b</groupId><artifactId>c-${own}</artifactId><version>1</version>
            <dependencies>
            <dependency><groupId>org.x</groupId><artifactId>old_${scala.version}</artifactId><version>1</version></dependency>
            <dependency><groupId>org.x</groupId><artifactId>new_${scala.version}</artifactId><version>1</version></dependency>
            <dependency><groupId>${other}</groupId><artifactId>one</artifactId><version>1</version></dependency>
            <dependency><groupId>${project.groupId}</groupId><artifactId>two</artifactId><version>1</version></dependency>
            <dependency><groupId>org.$x</groupId><artifactId>three</artifactId><version>1</version></dependency>
            </dependencies></project>
            """);
        assertThat(told(report)).singleElement().asString().startsWith("package/impossible-name 8 org.$x:three");
        assertThat(report.gaps())
                .extracting(gap -> gap.kind() + " " + gap.location().line() + " " + gap.reason())
                .containsExactly(
                        "UNSUPPORTED 4 the name org.x:old_${scala.version} and 1 more have a variable that nothing"
                                + " decides and are not judged: ${scala.version}",
                        "UNSUPPORTED 6 the name ${other}:one has a variable that nothing decides and is not judged:"
                                + " ${other}");
    }

    @Test
    void whatNoRegistryIsAskedForIsLeftAlone() {
        assertThat(told(scan(AllDetectors.ALL, "package.json", """
            {"name": "lodahs", "dependencies": {
              "expresss": "file:../expresss",
              "recat": "workspace:*",
              "chlak": "github:somebody/chlak"}}
            """))).isEmpty();
        RecordedReport unheardOf = scan(AllDetectors.ALL, "requirements.txt", "never-heard-of-it-at-all\n");
        assertThat(unheardOf.findings()).isEmpty();
        assertThat(unheardOf.gaps()).isEmpty();
    }

    @Test
    void goItselfIsNoModule() {
        assertThat(told(scan(AllDetectors.ALL, "bom.json", """
            {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": [
              {"type": "library", "name": "stdlib", "version": "1.22.0", "purl": "pkg:golang/stdlib@1.22.0"}]}
            """))).isEmpty();
    }

    @Test
    void whatOnlyDevelopersOfAnInstalledPackageTakeIsLeftAlone() {
        String manifest = "{\"name\": \"a\", \"devDependencies\": {\"lodahs\": \"1.0.0\"}}";
        assertThat(told(scan(AllDetectors.ALL, "node_modules/a/package.json", manifest)))
                .isEmpty();
        assertThat(told(scan(AllDetectors.ALL, "a/package.json", manifest))).hasSize(1);
        assertThat(told(scan(AllDetectors.ALL, "node_modules/a/package.json", manifest.replace("devD", "d"))))
                .hasSize(1);
    }

    @Test
    void whatIsKnownToBeBadIsReportedOfThePackageItselfAsWell() {
        KnownBad bad = (name, version) ->
                name.canonical().equals("plain-crypto") ? Optional.of("MAL-0000-1") : Optional.empty();
        Detectors detectors = detectors(NamePolicy.NONE, bad);
        assertThat(told(scan(detectors, "package.json", "{\"name\": \"plain-crypto\", \"version\": \"1.0.0\"}")))
                .singleElement()
                .asString()
                .startsWith("package/known-malicious");
        assertThat(told(scan(detectors, "requirements.txt", "plain-crypto\n")))
                .singleElement()
                .asString()
                .startsWith("package/known-malicious 1");
    }

    @Test
    void whatTheUserAllowsIsListedAsSuppressedButNotWhatIsKnownToBeBad() {
        NamePolicy policy = new NamePolicy(
                Map.of(
                        PackageName.of(Ecosystem.NPM, "lodahs"), "our fork",
                        PackageName.of(Ecosystem.NPM, "plain-crypto"), "never mind"),
                Set.of("@acme/"));
        KnownBad bad = (name, version) ->
                name.canonical().equals("plain-crypto") ? Optional.of("MAL-0000-1") : Optional.empty();
        RecordedReport report = scan(
                detectors(policy, bad),
                "package.json",
                "{\"dependencies\": {\"lodahs\": \"1\", \"plain-crypto\": \"1\", \"@acme/lodahs\": \"1\"}}");
        assertThat(report.findings()).extracting(Finding::ruleId).containsExactly("package/known-malicious");
        assertThat(report.suppressed()).extracting(Suppressed::by).containsExactly("our fork");
    }

    @Test
    void aThousandFilesWithTheSameNameSayTheSame() {
        NameRule rule = new NameRule(NamePolicy.NONE, KnownBad.NONE);
        Detectors detectors = Catalog.load(
                "names",
                UserCallables.NONE,
                UserPatterns.NONE,
                LicensePolicy.NONE,
                CryptoPolicy.on(LocalDate.EPOCH),
                rule,
                new IndicatorRule(Indicators.NONE, _ -> false),
                SuppressionRule.NONE,
                Families.ALL);
        List<String> first = told(scan(detectors, "requirements.txt", "reqeusts\n"));
        assertThat(first).hasSize(1);
        assertThat(told(scan(detectors, "requirements.txt", "reqeusts\n"))).isEqualTo(first);
    }
}
