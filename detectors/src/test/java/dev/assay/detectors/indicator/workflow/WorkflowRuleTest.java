package dev.assay.detectors.indicator.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.detectors.AllDetectors;
import dev.assay.detectors.RuleExamples;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowRuleTest {
    private static final String RUNS = "indicator/workflow-runs-untrusted";
    private static final String INJECTION = "indicator/workflow-script-injection";

    /** What a head's checkout and a step that runs it look like. */
    private static final String HEAD_RUN = """
            - uses: actions/checkout@v4
              with:
                ref: ${{ github.event.pull_request.head.sha }}
            - run: npm ci
              env:
                T: ${{ secrets.NPM_TOKEN }}
        """;

    private static String workflow(String on, String job, String steps) {
        return "on:\n" + on + "\njobs:\n  one:\n    runs-on: ubuntu-latest\n" + job + "    steps:\n" + steps.indent(4);
    }

    private static List<Finding> findings(String text) {
        return new TestScan(AllDetectors.ALL)
                .run(".github/workflows/x.yml", text.getBytes(StandardCharsets.UTF_8))
                .findings();
    }

    private static List<Severity> severities(String rule, String text) {
        return findings(text).stream()
                .filter(finding -> finding.ruleId().equals(rule))
                .map(Finding::severity)
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> the_rows_report_their_examples() {
        return RuleExamples.of("indicator/workflow-").stream().flatMap(row -> {
            List<String> match = row.match();
            return Stream.concat(match.stream(), row.silent().stream())
                    .map(example -> example(row, example, match.contains(example)));
        });
    }

    private static DynamicTest example(RuleInfo row, String example, boolean reported) {
        return dynamicTest(row.id() + ": " + example, () -> {
            String[] halves = example.split(" \\|\\| ", -1);
            String[] lines = halves[0].split(" \\| ?", -1);
            StringBuilder steps = new StringBuilder();
            for (String line : List.of(lines).subList(1, lines.length)) {
                steps.append(line.replace('¦', '|')).append('\n');
            }
            String job = halves.length > 1 ? "    " + halves[1] + "\n" : "";
            List<String> ids = findings(workflow("  " + lines[0] + ":", job, steps.toString())).stream()
                    .map(Finding::ruleId)
                    .toList();
            if (reported) {
                assertThat(ids).contains(row.id());
            } else {
                assertThat(ids).doesNotContain(row.id());
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                                                     | HIGH",
                "github.event.pull_request.head.repo.full_name == github.repository                     | NONE",
                "github.event.pull_request.head.repo.fork == false                                      | NONE",
                "'!github.event.pull_request.head.repo.fork'                                            | NONE",
                "github.event_name == 'pull_request'                                                    | NONE",
                "github.event_name != 'push'                                                            | HIGH",
                "github.repository == 'a/b'                                                             | HIGH",
                "contains(github.event.pull_request.labels.*.name, 'safe to test')                      | LOW",
                "github.event.pull_request.author_association == 'MEMBER'                               | LOW",
                "contains(fromJSON('[\"OWNER\",\"MEMBER\"]'), github.event.pull_request.author_association) | LOW",
                "github.actor == 'dependabot[bot]'                                                      | LOW",
                "github.actor != 'dependabot[bot]'                                                      | HIGH",
                "github.event.pull_request.merged == true                                               | LOW",
                "contains(github.event.pull_request.title, 'x')                                         | HIGH",
                "github.event.repository.owner.login == 'acme'                                          | HIGH",
                "github.event.pull_request.base.repo.owner.login == 'acme'                              | HIGH",
                "github.event.pull_request.head.repo.owner.login == github.event.repository.owner.login | NONE",
                "github.event.pull_request.head.repo.owner.login == github.repository_owner             | NONE",
                "github.repository_owner == 'a' && startsWith(github.head_ref, 'b')                      | HIGH"
            })
    void a_condition_keeps_strangers_out_or_not(String condition, String severity) {
        String job = condition.isBlank() ? "" : "    if: ${{ " + condition + " }}\n";
        List<Severity> found = severities(RUNS, workflow("  pull_request_target:", job, HEAD_RUN));
        assertThat(found).isEqualTo(severity.equals("NONE") ? List.of() : List.of(Severity.valueOf(severity)));
    }

    /** Read anew for each step and event, it would be a gigabyte of condition. */
    @Test
    void a_long_condition_of_a_job_is_read_once() {
        String condition = "github.event_name != 'push'" + " && github.ref != 'refs/heads/x'".repeat(2_000);
        String on = "  pull_request_target:\n  issue_comment:\n  workflow_run:\n    workflows: [x]";
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            steps.append("- name: s" + i + "\n  run: echo ${{ github.event.comment.body }}\n  if: ")
                    .append(condition, 0, 26 + 33 * (i % 9))
                    .append('\n');
        }
        String text = workflow(on, "    if: " + condition + "\n", steps.toString());
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> assertThat(severities(INJECTION, text)).hasSize(3_000).containsOnly(Severity.HIGH));
    }

    /** The runner takes text with a mark of its byte order. */
    @Test
    void a_workflow_in_utf_16_is_the_same_workflow() {
        byte[] text = ("\ufeff" + workflow("  pull_request_target:", "", HEAD_RUN)).getBytes(StandardCharsets.UTF_16LE);
        for (String path : List.of(".github/workflows/x.yml", "docs/sample.yml")) {
            List<String> ids = new TestScan(AllDetectors.ALL)
                    .run(path, text).findings().stream().map(Finding::ruleId).toList();
            assertThat(ids.contains(RUNS)).isEqualTo(path.startsWith(".github"));
        }
    }

    @Test
    void what_a_job_may_do_decides_how_bad_it_is() {
        String steps = HEAD_RUN.substring(0, HEAD_RUN.indexOf("      env:"));
        String on = "  pull_request_target:";
        assertThat(severities(RUNS, workflow(on, "", steps))).containsExactly(Severity.MEDIUM);
        assertThat(severities(RUNS, workflow(on, "    permissions:\n      contents: write\n", steps)))
                .containsExactly(Severity.HIGH);
        assertThat(severities(RUNS, workflow(on, "    permissions:\n      contents: read\n", steps)))
                .containsExactly(Severity.LOW);
        assertThat(severities(RUNS, workflow(on, "    environment: external\n", HEAD_RUN)))
                .containsExactly(Severity.LOW);
    }

    @Test
    void a_job_waits_for_one_that_keeps_strangers_out() {
        String gate = """
            on: pull_request_target
            jobs:
              gate:
                if: github.event.pull_request.head.repo.full_name == github.repository
                runs-on: ubuntu-latest
                steps:
                - run: 'true'
              build:
                needs: gate
                runs-on: ubuntu-latest
                steps:
            """ + HEAD_RUN;
        assertThat(severities(RUNS, gate)).isEmpty();
        assertThat(severities(RUNS, gate.replace("    needs: gate\n", ""))).containsExactly(Severity.HIGH);
        assertThat(severities(RUNS, gate.replace("needs: gate\n", "needs: gate\n    if: always()\n")))
                .containsExactly(Severity.HIGH);
    }

    /** Who reads steps and who reads packages find the same. */
    @Test
    void a_broken_workflow_is_one_gap() {
        assertThat(new TestScan(AllDetectors.ALL)
                        .run(".github/workflows/x.yml", "on: push\njobs:\n  a: \"x\n".getBytes(StandardCharsets.UTF_8))
                        .gaps())
                .hasSize(1);
    }

    /** GitHub's runner follows anchors: what is kept from strangers in one job is not where its steps are used again. */
    @Test
    void steps_behind_an_alias_are_those_of_the_job_that_has_them() {
        String guard = "    if: github.event.pull_request.head.repo.full_name == github.repository\n";
        String text = workflow("  pull_request_target:", guard, HEAD_RUN).replace("steps:", "steps: &s")
                + "  two:\n    runs-on: ubuntu-latest\n" + guard + "    steps: *s\n";
        assertThat(severities(RUNS, text)).isEmpty();
        int last = text.lastIndexOf(guard);
        String open = text.substring(0, last) + text.substring(last + guard.length());
        assertThat(severities(RUNS, open)).containsExactly(Severity.HIGH);
    }

    @Test
    void an_event_whose_types_only_members_cause_needs_one() {
        assertThat(severities(RUNS, workflow("  pull_request_target:\n    types: [labeled]", "", HEAD_RUN)))
                .containsExactly(Severity.LOW);
        assertThat(severities(RUNS, workflow("  pull_request_target:\n    types: [labeled, opened]", "", HEAD_RUN)))
                .containsExactly(Severity.HIGH);
    }

    @Test
    void an_injection_is_as_bad_as_its_event() {
        String step = "- run: echo ${{ github.event.pull_request.title }}\n";
        assertThat(severities(INJECTION, workflow("  pull_request_target:", "", step)))
                .containsExactly(Severity.HIGH);
        assertThat(severities(INJECTION, workflow("  pull_request:", "", step))).containsExactly(Severity.LOW);
        assertThat(severities(INJECTION, workflow("  workflow_dispatch:", "", step)))
                .isEmpty();
        String discussion = workflow("  discussion:", "", "- run: echo ${{ github.event.discussion.body }}\n");
        assertThat(severities(INJECTION, discussion.replace("ubuntu-latest", "self-hosted")))
                .containsExactly(Severity.CRITICAL);
    }

    @Test
    void a_finding_says_the_line_of_the_step() {
        Finding finding = findings(
                        workflow("  issues:", "", "- run: 'true'\n- run: echo ${{ github.event.issue.body }}\n"))
                .getFirst();
        assertThat(finding.location().line()).isEqualTo(8);
        assertThat(finding.message()).contains("github.event.issue.body").contains("issues");
    }

    @ParameterizedTest
    @CsvSource({
        "/home/a/repo, .github/workflows/x.yml, HEEDED",
        "/home/a/repo/.github/workflows, x.yml, HEEDED",
        "/home/a/repo/.github/workflows/x.yml, '', HEEDED",
        "repos, one/.github/workflows/x.yml, HEEDED",
        "/home/a/tests/repo, .github/workflows/x.yml, HEEDED",
        "repo, tests/fixtures/.github/workflows/x.yml, IDLE",
        "clones, docs/.github/workflows/x.yml, HEEDED",
        "github:acme, templates/.github/workflows/x.yml, HEEDED",
        "clones, acme/examples/.github/workflows/x.yml, PERHAPS",
        "repo, docs/workflows/x.yml, IDLE",
        "repo, .github/dependabot.yml, IDLE"
    })
    void only_what_lies_where_it_is_heeded_is_judged(String target, String path, WorkflowRule.Standing standing) {
        assertThat(WorkflowRule.standing(Location.of(target, path))).isEqualTo(standing);
    }

    @Test
    void where_it_is_in_doubt_that_it_runs_nothing_is_worse_than_low() {
        String text = workflow("  issues:", "", "- run: echo ${{ github.event.issue.title }}\n");
        assertThat(new TestScan(AllDetectors.ALL)
                        .run("acme/examples/.github/workflows/x.yml", text.getBytes(StandardCharsets.UTF_8))
                        .findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.LOW);
    }

    @Test
    void text_around_the_braces_of_a_condition_makes_it_hold() {
        String own = "github.event.pull_request.head.repo.full_name == github.repository";
        String on = "  pull_request_target:";
        assertThat(severities(RUNS, workflow(on, "    if: |\n      ${{ " + own + " }}\n", HEAD_RUN)))
                .containsExactly(Severity.HIGH);
        assertThat(severities(RUNS, workflow(on, "    if: ${{ " + own + " }} && ${{ true }}\n", HEAD_RUN)))
                .containsExactly(Severity.HIGH);
        assertThat(severities(RUNS, workflow(on, "    if: |\n      " + own + "\n", HEAD_RUN)))
                .isEmpty();
        assertThat(severities(RUNS, workflow(on, "    if: >-\n      ${{ " + own + " }}\n", HEAD_RUN)))
                .isEmpty();
    }

    @Test
    void variables_that_name_each_other_are_looked_into_once() {
        String values = "X: \"" + "${{env.Y}}".repeat(1000) + "\"\n";
        String around = values + values.replace("X:", "Y:").replace("env.Y", "env.X");
        String text = "on: issues\nenv:\n" + around.indent(2)
                + "  Z: ${{ github.event.issue.title }}\n"
                + "jobs:\n  one:\n    runs-on: x\n    steps:\n    - run: " + "${{env.X}}".repeat(1000)
                + "${{ env.z }}\n";
        assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> assertThat(severities(INJECTION, text)).containsExactly(Severity.HIGH));
    }

    @Test
    void more_variables_than_can_be_looked_into_are_a_gap() {
        String text = "on: issues\nenv:\n  X: " + "${{ env.y }}".repeat(5_000)
                + "\njobs:\n  one:\n    runs-on: x\n    steps:\n" + "    - run: echo\n".repeat(300);
        assertThat(new TestScan(AllDetectors.ALL)
                        .run(".github/workflows/x.yml", text.getBytes(StandardCharsets.UTF_8))
                        .gaps())
                .extracting(Gap::reason)
                .anyMatch(reason -> reason.startsWith("variables of more than "));
    }

    @Test
    void conditions_and_expressions_may_have_many_terms() {
        String many = "0 || ".repeat(8_000);
        String text = workflow(
                "  issues:",
                "    if: " + many + "github.event.issue.title\n",
                "- run: echo ${{ " + many + "github.event.issue.title }}\n");
        assertThat(severities(INJECTION, text)).containsExactly(Severity.HIGH);
    }

    @Test
    void what_is_edited_has_what_was_there_before() {
        String step = "- run: echo ${{ github.event.changes.body.from }}\n";
        assertThat(severities(INJECTION, workflow("  pull_request_target:\n    types: [opened, edited]", "", step)))
                .containsExactly(Severity.HIGH);
        assertThat(severities(INJECTION, workflow("  issues:\n    types: [opened]", "", step)))
                .isEmpty();
    }

    @Test
    void a_workflow_of_another_repository_is_pinned_and_given_no_more_than_it_needs() {
        String call = "on: push\njobs:\n  one:\n    uses: a/b/.github/workflows/x.yml@main\n    secrets: inherit\n";
        assertThat(findings(call))
                .extracting(Finding::ruleId)
                .containsExactlyInAnyOrder("indicator/workflow-unpinned-action", "indicator/workflow-all-secrets");
        assertThat(findings(call).getFirst().location().line()).isEqualTo(4);
        assertThat(findings(call.replace("a/b/.github/workflows/x.yml@main", "./.github/workflows/x.yml")))
                .isEmpty();
    }
}
