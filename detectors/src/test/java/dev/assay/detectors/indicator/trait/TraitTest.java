package dev.assay.detectors.indicator.trait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.detectors.AllDetectors;
import dev.assay.detectors.RuleExamples;
import dev.assay.detectors.indicator.Campaigns;
import dev.assay.detectors.indicator.Feeds;
import dev.assay.detectors.indicator.IndicatorRule;
import dev.assay.detectors.indicator.Indicators;
import dev.assay.engine.fact.AutomaticCommand;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.FileDigest;
import dev.assay.engine.fact.RepositoryTrait;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.RuleInfo;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraitTest {
    private static final List<String> BOOK = List.of("indicator/known-file", "indicator/campaign-");
    private static final Location AT = Location.of("repo", "");

    private static List<Finding> judge(Indicators indicators, Fact fact) {
        Findings out = new Findings(AllDetectors.ALL.book(), _ -> true, 100);
        out.at(AT);
        new IndicatorRule(indicators, _ -> false).judge(new Facts(AT, List.of(), List.of(), List.of(fact)), out);
        assertThat(out.gaps()).isEmpty();
        return out.all();
    }

    private static Fact fact(String kind, String value) {
        for (RepositoryTrait.Kind each : RepositoryTrait.Kind.values()) {
            if (each.id().equals(kind)) {
                return new RepositoryTrait(each, value);
            }
        }
        return kind.equals("command")
                ? new AutomaticCommand("npm", "preinstall", value, 0, 1)
                : new FileDigest(kind, value, 10);
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
            String[] sides = example.split(" \\| ", 2);
            String kind = sides[0].substring(0, sides[0].indexOf(' '));
            String value = sides[0].substring(kind.length() + 1);
            String feed = "ecosystem\tname\n" + kind + "\t" + sides[1] + "\n";
            List<String> ids = judge(Feeds.read(feed).indicators(), fact(kind, value)).stream()
                    .map(Finding::ruleId)
                    .toList();
            if (reported) {
                assertThat(ids).containsExactly(row.id());
            } else {
                assertThat(ids).isEmpty();
            }
        });
    }

    @Test
    void rows_of_the_build_are_found() throws IOException {
        try (Indicators campaigns = new Indicators(List.of(Campaigns.SOURCE))) {
            assertThat(judge(campaigns, fact("repository-description", "Sha1-Hulud: The Second Coming.")))
                    .extracting(Finding::ruleId)
                    .containsExactly("indicator/campaign-repository");
            assertThat(judge(campaigns, fact("runner", "SHA1HULUD"))).hasSize(1);
            assertThat(judge(campaigns, fact("repository-branch", "main"))).isEmpty();
            assertThat(judge(campaigns, fact("command", "cd a && bun run tanstack_runner.js && exit 1")))
                    .extracting(Finding::severity)
                    .containsExactly(Severity.CRITICAL);
            assertThat(judge(campaigns, fact("command", "node setup.mjs")))
                    .extracting(Finding::severity)
                    .containsExactly(Severity.LOW);
            assertThat(judge(campaigns, fact("sha1", "d60ec97eea19fffb4809bc35b91033b52490ca11")))
                    .hasSize(1);
        }
    }

    /** What an expression may give is a label like one that is written. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = " > ",
            quoteCharacter = '`',
            value = {
                "SHA1HULUD > 1",
                "${{ fromJSON('[\"self-hosted\",\"SHA1HULUD\"]') }} > 1",
                "${{ inputs.x || 'SHA1HULUD' }} > 1",
                "${{ inputs.x && 'SHA1HULUD' || 'own' }} > 1",
                "${{ inputs.x == 'SHA1HULUD' && 'own' || 'mine' }} > 0",
                "${{ inputs.SHA1HULUD }} > 0",
            })
    void labels_of_machines_are_found_within_expressions(String label, int found) throws IOException {
        Job job = new Job("a", List.of(), "", List.of(label), "", "", "", new TreeMap<>(), List.of(), 0, 1);
        Fact workflow = new Workflow("", List.of(), List.of(job), 0);
        try (Indicators campaigns = new Indicators(List.of(Campaigns.SOURCE))) {
            assertThat(judge(campaigns, workflow)).hasSize(found);
        }
    }

    @Test
    void an_extension_of_both_registries_is_told_once() {
        Dependency extension = new Dependency(
                new Dependency.Coordinates("vscode-extension", "own", "tool"),
                "",
                "1.0.0",
                "",
                Dependency.Relation.DIRECT,
                Dependency.Scope.DEVELOPMENT,
                List.of(),
                1,
                Dependency.Origin.DEFAULT,
                "",
                0,
                1);
        String feed = "ecosystem,name,versions\nvscode-extension,own/tool,1.0.0\nopenvsx,own/tool,1.0.0\n";
        assertThat(judge(Feeds.read(feed).indicators(), extension))
                .extracting(Finding::ruleId)
                .containsExactly("indicator/malicious-package");
    }

    @Test
    void an_extension_is_looked_up_in_both_registries() throws IOException {
        Dependency extension = new Dependency(
                new Dependency.Coordinates("vscode-extension", "JScearcy", "rust-doc-viewer"),
                "",
                "4.2.1",
                "",
                Dependency.Relation.DIRECT,
                Dependency.Scope.DEVELOPMENT,
                List.of(),
                1,
                Dependency.Origin.DEFAULT,
                "",
                0,
                1);
        try (Indicators campaigns = new Indicators(List.of(Campaigns.SOURCE))) {
            assertThat(judge(campaigns, extension))
                    .extracting(Finding::ruleId)
                    .containsExactly("indicator/malicious-package");
        }
    }

    @Test
    void a_row_that_is_no_digest_is_refused_with_its_line() {
        assertThat(Feeds.read("ecosystem\tname\nsha256\tabc\n").problems)
                .containsExactly("line 2: 'abc' is no SHA-256 in hexadecimal");
        assertThat(Feeds.read("{\"indicators\": [{\"ecosystem\": \"runner\", \"name\": \"*\"}]}").problems)
                .hasSize(1);
        assertThat(Feeds.read("ecosystem\tname\nrepository-description\tA repository that we know\n").problems)
                .isEmpty();
    }
}
