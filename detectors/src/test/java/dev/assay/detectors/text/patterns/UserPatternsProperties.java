package dev.assay.detectors.text.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.detectors.Catalog;
import dev.assay.detectors.license.LicensePolicy;
import dev.assay.detectors.model.pickle.UserCallables;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Patterns of the user over texts that are longer than the pieces in which they are read. */
class UserPatternsProperties {
    private static final String WORD = "Projekt-Löwe";

    private static UserPattern pattern(String id, Sought sought) {
        return new UserPattern(
                new RuleInfo(id, Severity.HIGH, "t", "w", "r", List.of(), List.of(), List.of()), sought, List.of());
    }

    private static RecordedReport scan(byte[] text, UserPattern... patterns) {
        UserPatterns all = new UserPatterns(List.of(patterns));
        return new TestScan(Catalog.load("test", UserCallables.NONE, all, LicensePolicy.NONE)).run("a.txt", text);
    }

    private static byte[] padded(int before, String what, int after) {
        byte[] word = what.getBytes(StandardCharsets.UTF_8);
        byte[] text = new byte[before + word.length + after];
        Arrays.fill(text, (byte) ' ');
        System.arraycopy(word, 0, text, before, word.length);
        return text;
    }

    /** Blocks are of some 64 KB or a multiple: the places around all such borders are among these. */
    @Property(tries = 80)
    void whatLiesAcrossABorderIsFoundOnceAtItsPlace(
            @ForAll @IntRange(max = 5) int block,
            @ForAll @IntRange(min = -5_000, max = 5_000) int shift,
            @ForAll @IntRange(max = 10_000) int after) {
        int before = Math.max(0, block * (64 << 10) + shift);
        RecordedReport report = scan(
                padded(before, WORD, after),
                pattern("user/literal", Sought.Exact.of(WORD)),
                pattern("user/regex", Sought.Regex.of("\\bProjekt-L.we(\\s|$)")));
        assertThat(report.findings())
                .extracting(
                        finding -> finding.ruleId() + "@" + finding.location().offsetBytes())
                .containsExactlyInAnyOrder("user/literal@" + before, "user/regex@" + before);
    }

    @Property(tries = 30)
    void theFirstPlaceIsTold(
            @ForAll @IntRange(max = 200_000) int before, @ForAll @IntRange(max = 200_000) int between) {
        RecordedReport report = scan(
                padded(before, "ab1" + " ".repeat(between) + "ab2", 9),
                pattern("user/regex", Sought.Regex.of("ab\\d")));
        assertThat(report.findings()).hasSize(1);
        assertThat(report.findings().getFirst().location().offsetBytes()).isEqualTo(before);
        assertThat(report.findings().getFirst().evidence()).containsEntry("text", "ab1");
    }

    @Example
    void aLineBeginsWhereOneEndsAndNotWhereAPieceDoes() {
        UserPattern atLine = pattern("user/line", Sought.Regex.of("^x"));
        byte[] line = "y".repeat(400_000).replace("yyy", "yyx").getBytes(StandardCharsets.US_ASCII);
        assertThat(scan(line, atLine).findings()).isEmpty();
        line[300_000] = '\n';
        line[300_001] = 'x';
        assertThat(scan(line, atLine).findings().getFirst().location().offsetBytes())
                .isEqualTo(300_001);
    }

    @Example
    void whatWouldCostTooMuchIsRefusedBeforeItIsCompiled() {
        for (String text :
                List.of("a{1000}{1000}", "(a{900}){900}", "((((a{99}){99}){99}){99}){99}", "(((b+){30}){30}){30}")) {
            assertThatThrownBy(() -> Sought.Regex.of(text)).as(text).hasMessageContaining("repeats");
        }
        assertThat(Sought.Regex.of("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").written())
                .startsWith("regex ");
    }

    @Example
    void theVersionTellsWhatIsLookedForAndNotWhatIsSaid() {
        UserPattern one = pattern("user/one", Sought.Exact.of("abc"));
        UserPattern said = new UserPattern(
                new RuleInfo("user/one", Severity.LOW, "T", "W", "R", List.of(), List.of(), List.of()),
                one.sought(),
                List.of());
        String version = new UserPatterns(List.of(one)).version();
        assertThat(new UserPatterns(List.of(said)).version()).isEqualTo(version);
        assertThat(new UserPatterns(List.of(pattern("user/two", one.sought()))).version())
                .isNotEqualTo(version);
        assertThat(new UserPatterns(List.of(pattern("user/one", Sought.Regex.of("abc")))).version())
                .isNotEqualTo(version);
        assertThat(UserPatterns.NONE.version()).isEmpty();
    }
}
