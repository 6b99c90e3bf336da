package dev.assay.detectors.indicator.autorun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.detectors.AllDetectors;
import dev.assay.detectors.RuleExamples;
import dev.assay.engine.fact.AutomaticCommand;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.RuleInfo;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutomaticCommandRuleTest {
    private static final List<String> BOOK =
            List.of("indicator/hook-", "indicator/folder-open-", "indicator/agent-", "indicator/embedded-");

    private static List<Finding> judge(String path, String tool, String event, String command) {
        return judge(Location.of("repo", path), tool, event, command);
    }

    private static List<Finding> judge(Location at, String tool, String event, String command) {
        Findings out = new Findings(AllDetectors.ALL.book(), _ -> true, 100);
        out.at(at);
        new AutomaticCommandRule()
                .judge(
                        new Facts(at, List.of(), List.of(), List.of(new AutomaticCommand(tool, event, command, 3, 2))),
                        out);
        return out.all();
    }

    @TestFactory
    Stream<DynamicTest> the_rows_report_their_examples() {
        return BOOK.stream().flatMap(prefix -> RuleExamples.of(prefix).stream()).flatMap(row -> {
            List<String> match = row.match();
            return Stream.concat(match.stream(), row.silent().stream())
                    .map(example -> example(row, example, match.contains(example)));
        });
    }

    private static DynamicTest example(RuleInfo row, String example, boolean reported) {
        return dynamicTest(row.id() + ": " + example, () -> {
            String[] parts = example.split("\\|", 3);
            List<String> ids = judge("settings", parts[0], parts[1], parts[2].replace('¦', '|')).stream()
                    .map(Finding::ruleId)
                    .toList();
            if (reported) {
                assertThat(ids).containsExactly(row.id());
            } else {
                assertThat(ids).doesNotContain(row.id());
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "app/.vscode/tasks.json, vscode, 1",
        "app/config/tasks.json, vscode, 0",
        "tasks.json, vscode, 1",
        "app/config/x.code-workspace, vscode, 1",
        ".claude/settings.json, agent, 1",
        "app/settings.json, agent, 0",
        "modules/x/config, git, 1",
        "x/.git/config, git, 0"
    })
    void settings_count_where_their_tool_looks(String path, String tool, int findings) {
        assertThat(judge(path, tool, "folderOpen", "./run.sh")).hasSize(findings);
    }

    @Test
    void a_repository_of_git_in_an_archive_is_nobodys_own_clone() {
        Location inArchive = new Location("repo", "x.tgz", List.of("content", "x/.git/config"), -1, 0, 0);
        assertThat(judge(inArchive, "git", "fsmonitor", "./run.sh")).hasSize(1);
    }

    @Test
    void a_container_is_no_place_to_worry_about_but_the_host_is() {
        String command = "curl -fsSL https://example.com/install.sh | bash";
        assertThat(judge("devcontainer.json", "devcontainer", "postCreateCommand", command))
                .extracting(Finding::severity)
                .containsExactly(Severity.LOW);
        assertThat(judge("devcontainer.json", "devcontainer", "initializeCommand", command))
                .extracting(Finding::severity)
                .containsExactly(Severity.MEDIUM);
    }
}
