package dev.assay.detectors.indicator.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.TestScan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a stranger wrote, in one file, that becomes part of a program in another one. */
class CalledWorkflowRuleTest {
    private static final String RULE = "indicator/workflow-script-injection";

    private static final String CALLED = """
        on:
          workflow_call:
            inputs:
              t: {type: string}
        jobs:
          say:
            runs-on: ubuntu-latest
            steps:
              - run: echo "${{ inputs.T }}"
        """;

    private static final String ACTION = """
        runs:
          using: composite
          steps:
            - shell: bash
              env:
                TEXT: ${{ inputs.t }}
              run: echo "${{ env.TEXT }}"
        """;

    private static String caller(String on, String job) {
        return "on: " + on + "\njobs:\n  one:\n" + job.indent(4);
    }

    private static String calling(String on, String value) {
        return caller(on, "uses: ./.github/workflows/say.yml\nwith:\n  t: " + value + "\n");
    }

    /** Each as {@code path line severity context}. */
    private static List<String> found(String... namesAndTexts) {
        MemoryConnector files = new MemoryConnector();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.file(namesAndTexts[i], namesAndTexts[i + 1].getBytes(UTF_8));
        }
        return new TestScan(AllDetectors.ALL)
                .run(files).findings().stream()
                        .filter(finding -> finding.ruleId().equals(RULE))
                        .map(finding -> finding.location().path() + " "
                                + finding.location().line() + " " + finding.severity() + " "
                                + finding.evidence().get("context"))
                        .toList();
    }

    @Test
    void anInputOfASiblingIsFollowed() {
        String said = ".github/workflows/say.yml 9 HIGH inputs.t (github.event.issue.title in on.yml)";
        assertThat(found(
                        ".github/workflows/on.yml",
                        calling("issues", "${{ github.event.issue.title }}"),
                        ".github/workflows/say.yml",
                        CALLED))
                .containsExactly(said);
        assertThat(found(
                        ".github/workflows/on.yml",
                        calling("issues", "${{ github.event.issue.title }}").replace("./.github", "$/.github"),
                        ".github/workflows/say.yml",
                        CALLED))
                .containsExactly(said);
        assertThat(found(
                        "x/.github/workflows/on.yml",
                        calling("[push, issues]", "'${{ github.event.issue.title }}: new'"),
                        "x/.github/workflows/say.yml",
                        CALLED,
                        ".github/workflows/say.yml",
                        CALLED))
                .containsExactly("x/" + said);
    }

    @Test
    void anActionOfTheRepositoryIsAsWell() {
        String steps = """
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
              - uses: ./.github/actions/say
                with:
                  t: ${{ github.event.comment.body }}
            """;
        assertThat(found(
                        ".github/workflows/on.yml",
                        caller("issue_comment", steps),
                        ".github/actions/say/action.yml",
                        ACTION))
                .containsExactly(
                        ".github/actions/say/action.yml 4 HIGH inputs.t (github.event.comment.body in on.yml)");
    }

    @Test
    void whatNoStrangerWritesOrReachesIsNothing() {
        for (String each : List.of(
                calling("issues", "${{ github.event.issue.number }}"),
                calling("push", "${{ github.event.issue.title }}"),
                calling("issues", "fixed"),
                calling("issues", "${{ github.event.issue.title }}").replace("say.yml", "other.yml"),
                calling("issues", "${{ github.event.issue.title }}").replace("  t:", "  u:"))) {
            assertThat(found(".github/workflows/on.yml", each, ".github/workflows/say.yml", CALLED))
                    .as(each)
                    .isEmpty();
        }
        assertThat(found(
                        ".github/workflows/on.yml",
                        calling("issues", "${{ github.event.issue.title }}"),
                        ".github/workflows/say.yml",
                        CALLED.replace("- run:", "- if: github.event_name == 'push'\n        run:")))
                .isEmpty();
        assertThat(found(
                        ".github/workflows/on.yml",
                        calling("pull_request", "${{ github.event.pull_request.title }}"),
                        ".github/workflows/say.yml",
                        CALLED))
                .containsExactly(
                        ".github/workflows/say.yml 9 LOW inputs.t (github.event.pull_request.title in on.yml)");
    }
}
