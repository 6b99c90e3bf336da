package dev.assay.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.Fixtures.Fixture;
import dev.assay.detectors.crypto.CryptoPolicy;
import dev.assay.detectors.indicator.Campaigns;
import dev.assay.detectors.indicator.IndicatorRule;
import dev.assay.detectors.indicator.Indicators;
import dev.assay.detectors.license.LicensePolicy;
import dev.assay.detectors.model.pickle.UserCallables;
import dev.assay.detectors.name.KnownBad;
import dev.assay.detectors.name.NamePolicy;
import dev.assay.detectors.name.NameRule;
import dev.assay.detectors.text.patterns.UserPatterns;
import dev.assay.detectors.text.suppressions.SuppressionRule;
import dev.assay.engine.decode.Families;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.report.Finding;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A scan for one family says of all fixtures what a scan for all says of that family: no decoder that it needs is left out. */
class FamiliesTest {
    private static final MemoryConnector FILES = new MemoryConnector();
    private static RecordedReport all = new RecordedReport();

    @BeforeAll
    static void scanAll() throws IOException {
        for (Fixture fixture : Fixtures.all()) {
            FILES.file(fixture.path(), fixture.bytes());
        }
        all = scan(Set.of(), FILES);
    }

    private static RecordedReport scan(Set<String> only, MemoryConnector files) {
        return new TestScan(Catalog.load(
                        "families",
                        UserCallables.NONE,
                        UserPatterns.NONE,
                        LicensePolicy.NONE,
                        CryptoPolicy.on(LocalDate.EPOCH),
                        new NameRule(NamePolicy.NONE, KnownBad.NONE),
                        new IndicatorRule(new Indicators(List.of(Campaigns.SOURCE)), _ -> false),
                        SuppressionRule.NONE,
                        new Families(only)))
                .jobs(2)
                .run(files);
    }

    static Stream<String> families() {
        return AllDetectors.ALL.book().all().stream().map(RuleInfo::family).distinct();
    }

    @ParameterizedTest
    @MethodSource("families")
    void oneFamilyHasWhatItHasAmongAll(String family) {
        RecordedReport one = scan(Set.of(family), FILES);
        assertThat(one.findings()).isEqualTo(of(family, all.findings()));
        assertThat(one.assets()).isEqualTo(family.equals(CryptoUse.FAMILY) ? all.assets() : List.of());
        assertThat(one.dependencies()).isEqualTo(Dependency.FAMILIES.contains(family) ? all.dependencies() : List.of());
        assertThat(new HashSet<>(all.gaps())).containsAll(one.gaps());
    }

    private static List<Finding> of(String family, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.ruleId().startsWith(family + "/"))
                .collect(Collectors.toList());
    }

    @Test
    void aSourceInAnEncodingThatNobodyReadsIsAGapForEachFamilyThatReadsPrograms() {
        MemoryConnector file = new MemoryConnector()
                .file("a.py", "# coding: utf-7\nimport hashlib\n".getBytes(StandardCharsets.US_ASCII));
        for (String family : List.of("code", "crypto")) {
            assertThat(scan(Set.of(family), file).gaps()).as(family).hasSize(1);
        }
    }
}
