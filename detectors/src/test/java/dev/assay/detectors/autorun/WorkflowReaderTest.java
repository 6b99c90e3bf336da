package dev.assay.detectors.autorun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What GitHub runs, however it is written. */
class WorkflowReaderTest {
    @Test
    void a_workflow_hands_down_what_it_says_for_all() {
        String text = """
                name: CI
                on:
                  push:
                  issues: {types: [opened, edited]}
                permissions: read-all
                env: {A: 'a ${{ one }}', B: '${{ two }}'}
                defaults: {run: {shell: bash}}
                jobs:
                  build:
                    needs: [lint]
                    if: ${{ always() }}
                    runs-on: [self-hosted, linux]
                    env: {B: '${{ three }}'}
                    environment: {name: prod}
                    steps:
                      - name: first
                        run: |
                          echo a
                          echo b
                        env: {C: hunter22}
                      - uses: a/b@v1
                        with: {x: y, n: 3}
                  call:
                    uses: ./.github/workflows/x.yml
                    permissions: {contents: write, id-token: write}
                    secrets: inherit
                """;
        Workflow workflow = (Workflow) AutorunFacts.facts("ci.yml", text).getFirst();
        assertThat(workflow.name()).isEqualTo("CI");
        assertThat(workflow.triggers())
                .containsExactly(
                        new Workflow.Trigger("push", List.of()),
                        new Workflow.Trigger("issues", List.of("opened", "edited")));
        Job build = workflow.jobs().getFirst();
        assertThat(build.needs()).containsExactly("lint");
        assertThat(build.runners()).containsExactly("self-hosted", "linux");
        assertThat(build.permissions()).isEqualTo("read-all");
        assertThat(build.environment()).isEqualTo("prod");
        Step first = build.steps().getFirst();
        assertThat(first.run()).isEqualTo("echo a\necho b\n");
        assertThat(first.shell()).isEqualTo("bash");
        assertThat(first.line()).isEqualTo(16);
        assertThat(first.environment().toString()).isEqualTo("{A=${{ one }}, B=${{ three }}, C=}");
        assertThat(build.steps().getLast().inputs().toString()).isEqualTo("{n=3, x=y}");
        Job call = workflow.jobs().getLast();
        assertThat(call.permissions()).isEqualTo("contents: write, id-token: write");
        assertThat(call.inputs().toString()).isEqualTo("{secrets.*=inherit}");
    }

    @Test
    void labels_that_a_matrix_fills_in_are_those_of_the_machine() throws Exception {
        String job = """
                on: push
                jobs:
                  a:
                    runs-on: ${{ matrix.os }}
                    strategy:
                      matrix: %s
                    steps: [{run: echo}]
                """;
        assertThat(runners(job.formatted("{os: [one, two], node: [20], include: [{os: three, x: y}]}")))
                .containsExactly("${{ matrix.os }}", "one", "two", "three");
        assertThat(runners(job.formatted("${{ fromJSON(inputs.all) }}")))
                .containsExactly("${{ matrix.os }}", "${{ fromJSON(inputs.all) }}");
        assertThat(runners(job.formatted("{os: [one]}").replace("${{ matrix.os }}", "two")))
                .containsExactly("two");
    }

    @Test
    void steps_share_the_variables_of_their_job_and_see_only_so_many() {
        StringBuilder text = new StringBuilder("on: push\nenv:\n");
        for (int i = 0; i < 1_000; i++) {
            text.append("  V").append(i).append(": ${{ github.sha }}\n");
        }
        text.append("jobs:\n  a:\n    steps:\n");
        text.append("      - run: echo\n".repeat(100));
        List<Fact> facts = AutorunFacts.facts("ci.yml", text.toString());
        List<Step> steps = ((Workflow) facts.getFirst()).jobs().getFirst().steps();
        assertThat(steps.get(1).environment())
                .hasSize(1_000)
                .isSameAs(steps.getFirst().environment());
        assertThat(steps.getLast().environment()).isEmpty();
        assertThat(AutorunFacts.of("ci.yml", text.toString()))
                .filteredOn(line -> line.startsWith("gap limit"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"on\": push\n\"jobs\":\n  a:\n    steps:\n      - run: echo\n",
                "on : push\njobs :\n  a:\n    steps:\n      - run: echo\n",
                "on: push\n? jobs\n:\n  a:\n    steps:\n      - run: echo\n",
                "on: push\rjobs:\r  a:\r    steps:\r      - run: echo\r",
                "  on: push\n  jobs:\n    a:\n      steps:\n        - run: echo\n",
                "--- !!map\non: push\n!!str jobs:\n  a:\n    steps:\n      - run: echo\n",
                "on: push\n\"\\x6aobs\":\n  a:\n    steps:\n      - run: echo\n",
                "{on: push, jobs: {a: {steps: [{run: echo}]}}}",
                "{\"jobs\":{\"a\":{\"steps\":[{\"run\":\"echo\"}]}},\"on\":\"push\"}"
            })
    void a_workflow_is_known_however_its_keys_are_written(String text) {
        assertThat(AutorunFacts.facts("ci.yml", text)).hasSize(1).first().isInstanceOf(Workflow.class);
    }

    @Test
    void a_workflow_is_known_behind_a_long_comment() {
        String comment = "# nothing to see\n".repeat(25_000);
        String text = "on: push\njobs:\n  a:\n    steps:\n      - run: echo\n";
        assertThat(AutorunFacts.facts("ci.yml", comment + text)).hasSize(1);
        assertThat(AutorunFacts.facts("ci.yml", "name: x\n" + comment + text)).hasSize(1);
        assertThat(AutorunFacts.facts("ci.yml", "services: {}\n" + comment + text))
                .isEmpty();
    }

    @Test
    void the_program_of_an_action_is_not_cut_in_silence() {
        String text = "on: push\njobs:\n  a:\n    steps:\n      - uses: actions/github-script@v7\n        with:\n"
                + "          script: \"/*" + "x".repeat(66_000) + "*/ run(1)\"\n";
        assertThat(AutorunFacts.of("ci.yml", text)).anyMatch(line -> line.startsWith("gap limit"));
    }

    @Test
    void a_list_without_a_trigger_is_no_workflow() {
        assertThat(AutorunFacts.facts("x.yml", "jobs:\n  on:\n  a: {steps: [{run: echo}]}\n"))
                .isEmpty();
    }

    @Test
    void a_composite_action_is_a_job_without_events() {
        String text = "name: x\nruns:\n  using: composite\n  steps:\n    - run: echo\n      shell: sh\n";
        Workflow action = (Workflow) AutorunFacts.facts("action.yml", text).getFirst();
        assertThat(action.triggers()).isEmpty();
        assertThat(action.jobs().getFirst().steps().getFirst().shell()).isEqualTo("sh");
        assertThat(AutorunFacts.facts("action.yml", "name: x\nruns:\n  using: node20\n  main: x.js\n"))
                .isEmpty();
    }

    /** GitHub runs all of these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"on\": push\n'jobs':\n  a:\n    steps:\n      - run: x\n",
                "on : push\njobs :\n  a:\n    steps:\n      - run: x\n",
                "  on: push\n  jobs:\n    a:\n      steps:\n        - run: x\n",
                "{\"on\": push, \"jobs\": {\"a\": {\"steps\": [{\"run\": \"x\"}]}}}\n",
                "--- {on: push, jobs: {a: {steps: [{run: x}]}}}\n",
                "on: push\r\"j\\u006fbs\":\r  a:\r    steps:\r      - run: x\r",
                "on: push\n? jobs\n: a:\n    steps:\n      - run: x\n",
                "name: x\non:\n- push\njobs:\n  a:\n    steps:\n    - run: x\n"
            })
    void a_workflow_is_read_however_its_keys_are_written(String text) {
        assertThat(AutorunFacts.facts("ci.yml", text)).singleElement().isInstanceOf(Workflow.class);
        String padded = "#" + "x".repeat(400_000) + "\n" + text;
        assertThat(AutorunFacts.facts("ci.yml", padded)).singleElement().isInstanceOf(Workflow.class);
    }

    @Test
    void other_yaml_is_nothing() {
        assertThat(AutorunFacts.of("x.yml", "- on: 1\n- jobs: 2\n" + "# x\n".repeat(100_000) + "a: {"))
                .isEmpty();
        assertThat(AutorunFacts.of("x.yml", "kind: x\n" + "# x\n".repeat(100_000) + "a: {"))
                .isEmpty();
        assertThat(AutorunFacts.of("x.yml", "jobs:\n  a: 1\n")).isEmpty();
    }

    private static List<String> runners(String workflow) throws Exception {
        return ((Workflow) AutorunFacts.facts("ci.yml", workflow).getFirst())
                .jobs()
                .getFirst()
                .runners();
    }
}
