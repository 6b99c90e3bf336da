package dev.assay.detectors.autorun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Pipeline;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineReaderTest {
    /** Of each job the machine and the steps, with a line each. */
    private static List<String> jobs(String name, String text) {
        List<String> jobs = new ArrayList<>();
        AutorunFacts.facts(name, text).forEach(fact -> {
            if (fact instanceof Pipeline pipeline) {
                pipeline.jobs().forEach(job -> {
                    job.runners().forEach(label -> jobs.add(job.id() + " on " + label));
                    job.steps()
                            .forEach(step -> jobs.add(job.id() + ": " + step.line() + " "
                                    + step.run().replace("\n", "; ")));
                });
            }
        });
        return jobs;
    }

    @Test
    void the_lines_of_a_job_of_gitlab_are_one_text_and_run_in_the_order_of_the_service() {
        String text = """
                before_script: one
                .base: &base
                  tags: [machine]
                build:
                  <<: *base
                  image: {name: x, entrypoint: [sh]}
                  variables: {a: b}
                  after_script: [last]
                  script:
                    - cd x
                    - !reference [.base, script]
                    - [./y, z]
                  before_script:
                    - first
                """;
        assertThat(jobs(".gitlab-ci.yml", text))
                .containsExactly(
                        ".base on machine",
                        "build on machine",
                        "build: 14 first",
                        "build: 10 cd x; ./y; z",
                        "build: 8 last",
                        ": 1 one");
        assertThat(jobs("rules.gitlab-ci.yml", "a: {script: b}")).containsExactly("a: 1 b");
        assertThat(jobs("rules.yml", "a: {script: b}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".circleci/config.yml     | jobs: {a: {steps: [checkout, {run: x}, {run: {command: y}}, {when: {steps: [{run: z}]}}]}}"
                        + " | 'a: 1 x, a: 1 y, a: 1 z'",
                ".circleci/config.yml     | orbs: {o: {commands: {c: {steps: [{run: x}]}}}}           | 'c: 1 x'",
                ".circleci/config.yml     | workflows: {w: {jobs: [{a: {post-steps: [{run: x}]}}]}}   | ': 1 x'",
                "config.yml               | jobs: {a: {steps: [{run: x}]}}                           | ''",
                "bitbucket-pipelines.yml  | pipelines: {default: [{step: {name: n, script: [x, {pipe: p}, y]}}]} | 'step: 1 x; y'",
                "bitbucket-pipelines.yml  | pipelines: {branches: {m: [{parallel: [{step: {script: [x]}}]}]}}"
                        + " | 'step: 1 x'",
                "azure-pipelines.yml      | steps: [{script: x}, {task: Bash@3, inputs: {script: y}}, {pwsh: z}]"
                        + " | ': 1 x, : 1 y, : 1 z'",
                "azure-pipelines-pr.yml   | stages: [{jobs: [{job: a, pool: {vmImage: m}, steps: [{bash: x}]}]}]"
                        + " | ' on m, : 1 x'",
                ".travis.yml              | script: [b, c]\\ninstall: a                                 | ': 2 a, : 1 b; c'",
                "appveyor.yml             | build_script: [{ps: x}, y]                                | ': 1 y, : 1 x'",
                ".drone.yml               | steps: [{name: n, image: i, commands: [x, y]}]             | ': 1 x; y'",
                ".woodpecker.yml          | steps: {n: {image: i, commands: [x]}}                      | 'steps: 1 x'",
                "buildspec.yml            | phases: {build: {commands: [x]}}                          | 'phases: 1 x'",
                ".buildkite/pipeline.yml  | steps: [{command: x}, wait, {group: g, steps: [{commands: [y]}]}] | ': 1 x, : 1 y'",
                ".semaphore/semaphore.yml | blocks: [{task: {jobs: [{name: n, commands: [x]}]}}]        | ': 1 x'"
            })
    void commands_stand_where_a_service_has_them(String name, String text, String jobs) {
        assertThat(String.join(", ", jobs(name, text.replace("\\n", "\n")))).isEqualTo(jobs);
    }

    @Test
    void what_a_command_installs_in_a_version_is_a_package() {
        assertThat(AutorunFacts.facts(".gitlab-ci.yml", "a: {script: [npm install -g left-pad@1.0.0 other]}"))
                .filteredOn(Dependency.class::isInstance)
                .extracting(fact -> ((Dependency) fact).coordinates().name())
                .containsExactly("left-pad");
    }

    @Test
    void what_no_service_takes_is_a_gap_and_what_has_no_commands_is_nothing() {
        assertThat(AutorunFacts.of(".gitlab-ci.yml", "a: [b\nscript: c")).anyMatch(line -> line.startsWith("gap"));
        assertThat(AutorunFacts.of(".gitlab-ci.yml", "script")).isEmpty();
        assertThat(AutorunFacts.of(".gitlab-ci.yml", "stages: [a]\nb: {script: }"))
                .isEmpty();
    }
}
