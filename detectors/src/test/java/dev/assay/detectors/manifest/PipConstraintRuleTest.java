package dev.assay.detectors.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.report.Gap;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What lists of requirements that include one another ask for together. */
class PipConstraintRuleTest {
    private static final Detectors DETECTORS = new Detectors(
            ManifestDecoder.all(),
            List.of(),
            List.of(IncludedFileRule.create(_ -> false), new PipConstraintRule()),
            new RuleBook(List.of(), List.of()),
            Map.of(),
            "together");

    private static RecordedReport scan(String... namesAndTexts) {
        MemoryConnector files = new MemoryConnector();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.file(namesAndTexts[i], namesAndTexts[i + 1].getBytes(UTF_8));
        }
        return new TestScan(DETECTORS).run(files);
    }

    /** Those that are asked for, with their place. */
    private static List<String> asked(String... namesAndTexts) {
        RecordedReport report = scan(namesAndTexts);
        assertThat(report.gaps()).isEmpty();
        return report.dependencies().stream()
                .filter(each -> each.dependency().relation().id().equals("direct"))
                .map(each -> each.location().path() + ":" + each.dependency().line() + " "
                        + each.dependency().coordinates().name() + " "
                        + each.dependency().range())
                .toList();
    }

    @Test
    void whatIsIncludedAsRequirementsIsAskedForWhateverElseIncludesIt() {
        String evil = "s.lst:1 evil ==1";
        assertThat(asked("requirements.txt", "-c s.lst\n-r s.lst\n", "s.lst", "evil==1\n"))
                .containsExactly(evil);
        assertThat(asked("requirements.txt", "-r s.lst\n-c s.lst\n", "s.lst", "evil==1\n"))
                .containsExactly(evil);
        assertThat(asked("requirements.txt", "-c s.lst\n", "requirements-dev.txt", "-r s.lst\n", "s.lst", "evil==1\n"))
                .containsExactly(evil);
        assertThat(asked("requirements.txt", "-r s.lst\n", "requirements-dev.txt", "-c s.lst\n", "s.lst", "evil==1\n"))
                .containsExactly(evil);
        assertThat(asked(
                        "requirements.txt",
                        "-r constraints.txt\n",
                        "constraints.txt",
                        "-r more\n",
                        "more",
                        "evil==1\n"))
                .containsExactly("more:1 evil ==1");
        assertThat(asked(
                        "requirements.txt",
                        "-c constraints.txt\n",
                        "constraints.txt",
                        "-r more\n",
                        "more",
                        "evil==1\n"))
                .isEmpty();
    }

    @Test
    void whatIsPinnedIsToldOfWhoAsksForItTogetherWithThePin() {
        assertThat(asked(
                        "requirements.txt",
                        "Evil.Pkg>=1\nother==2\n-r base.lst\n-c constraints.txt\n",
                        "base.lst",
                        "nested\n",
                        "constraints.txt",
                        "evil_pkg==1.0\nother==3\nnested<4\nnobody==1\n"))
                .containsExactlyInAnyOrder(
                        "requirements.txt:1 evil-pkg >=1",
                        "requirements.txt:2 other ==2",
                        "base.lst:1 nested ",
                        "requirements.txt:1 evil-pkg >=1,==1.0",
                        "base.lst:1 nested <4");
    }

    @Test
    void constraintsOfAnotherListSayNothing() {
        assertThat(asked(
                        "constraints.txt",
                        "evil==1\n",
                        "requirements.txt",
                        "evil\n",
                        "requirements-dev.txt",
                        "-c constraints.txt\nflask\n"))
                .containsExactly("requirements.txt:1 evil ", "requirements-dev.txt:2 flask ");
    }

    @Test
    void eachOfSeveralPinsIsTold() {
        assertThat(asked(
                        "constraints.txt",
                        "a==1; python_version < '3.8'\na==2; python_version >= '3.8'\n",
                        "requirements.txt",
                        "a\n-c constraints.txt\n"))
                .contains("requirements.txt:1 a ==1", "requirements.txt:1 a ==2");
    }

    /** A name asked for and pinned three hundred times each, in another version each time. */
    @Test
    @Timeout(60)
    void pinsWithoutEndAreAGap() {
        StringBuilder pins = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            pins.append("a==").append(i).append('\n');
        }
        String asked = "a\n".repeat(300) + "-c constraints.txt\n";
        assertThat(scan("constraints.txt", pins.toString(), "requirements.txt", asked)
                        .gaps())
                .extracting(Gap::reason)
                .contains("lists of requirements say more together than is compared");
    }
}
