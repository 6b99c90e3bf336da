package dev.assay.detectors.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.manifest.ruby.EvaluatedGemfileRule;
import dev.assay.engine.report.Gap;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files that a Gemfile evaluates: read where they lie, and a gap where they do not. */
class EvaluatedGemfileRuleTest {
    private static final Detectors DETECTORS = new Detectors(
            ManifestDecoder.all(),
            List.of(),
            List.of(new EvaluatedGemfileRule(_ -> false)),
            new RuleBook(List.of(), List.of()),
            Map.of(),
            "evaluated");

    private static RecordedReport scan(String... namesAndTexts) {
        MemoryConnector files = new MemoryConnector();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.file(namesAndTexts[i], namesAndTexts[i + 1].getBytes(UTF_8));
        }
        return new TestScan(DETECTORS).run(files);
    }

    private static List<String> gaps(RecordedReport report) {
        return report.gaps().stream().map(Gap::reason).toList();
    }

    @Test
    void aFileUnderAnyNameIsRead() {
        RecordedReport report = scan(
                "Gemfile",
                "eval_gemfile 'gemfiles/common.rb'\neval_gemfile(\"more/Gemfile\") if x\n",
                "gemfiles/common.rb",
                "gem 'a', '1'\neval_gemfile '../deep.txt'\n",
                "deep.txt",
                "gem 'b', '1'\n",
                "more/Gemfile",
                "gem 'c', '1'\neval_gemfile '../Gemfile'\n",
                "other.rb",
                "gem 'd', '1'\n");
        assertThat(gaps(report)).isEmpty();
        assertThat(report.dependencies())
                .extracting(each -> each.location().path() + " "
                        + each.dependency().coordinates().name())
                .containsExactlyInAnyOrder("gemfiles/common.rb a", "deep.txt b", "more/Gemfile c");
    }

    @Test
    void whatIsNotThereIsAGap() {
        assertThat(gaps(scan("Gemfile", "gem 'a'\neval_gemfile 'b.rb'\n")))
                .containsExactly("evaluates what was not read as a Gemfile: 'b.rb'");
        assertThat(gaps(scan("Gemfile", "eval_gemfile '../b.rb'\n", "b.rb", "")))
                .containsExactly("evaluates what was not read as a Gemfile: '../b.rb'");
    }
}
