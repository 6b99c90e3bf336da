package dev.assay.detectors.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.detectors.AllDetectors;
import dev.assay.detectors.RuleExamples;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndicatorRuleTest {
    private static final Location AT = Location.of("repo", "package-lock.json");

    static Dependency dependency(
            String ecosystem, String name, String version, String range, Relation relation, Origin origin) {
        int slash = name.lastIndexOf('/');
        return new Dependency(
                new Coordinates(ecosystem, slash < 0 ? "" : name.substring(0, slash), name.substring(slash + 1)),
                "",
                version,
                range,
                relation,
                Scope.RUNTIME,
                relation == Relation.TRANSITIVE ? List.of("a@1.0.0", "b@2.0.0") : List.of(),
                1,
                origin,
                "",
                42,
                7);
    }

    private static Dependency locked(String ecosystem, String name, String version) {
        return dependency(ecosystem, name, version, "", Relation.TRANSITIVE, Origin.DEFAULT);
    }

    private static Dependency ranged(String ecosystem, String name, String range) {
        return dependency(ecosystem, name, "", range, Relation.DIRECT, Origin.DEFAULT);
    }

    static Findings judge(String feed, Dependency... dependencies) {
        return judge(Feeds.read(feed).indicators(), dependencies);
    }

    private static Findings judge(Indicators indicators, Dependency... dependencies) {
        Findings out = new Findings(AllDetectors.ALL.book(), _ -> true, 100);
        out.at(AT);
        new IndicatorRule(
                        indicators,
                        dependency -> dependency.coordinates().namespace().equals("@own"))
                .judge(new Facts(AT, List.of("npm-lock"), List.of(), List.of(dependencies)), out);
        return out;
    }

    private static List<String> ids(Findings out) {
        return out.all().stream().map(Finding::ruleId).toList();
    }

    @TestFactory
    Stream<DynamicTest> the_rows_report_their_examples() {
        return Stream.of("indicator/malicious-", "indicator/vulnerable-")
                .flatMap(prefix -> RuleExamples.of(prefix).stream())
                .flatMap(row -> Stream.concat(
                        row.match().stream().map(example -> example(row.id(), example, true)),
                        row.silent().stream().map(example -> example(row.id(), example, false))));
    }

    private static DynamicTest example(String id, String example, boolean reported) {
        return dynamicTest(id + ": " + example, () -> {
            String[] sides = example.split(" \\| ", -1);
            String[] words = sides[0].split(" ", 3);
            boolean vulnerable = sides[1].endsWith(" vulnerable");
            String line = vulnerable ? sides[1].substring(0, sides[1].lastIndexOf(' ')) : sides[1];
            String[] known = line.split(" ", 3);
            String feed = "ecosystem\tname\tversions\tkind\n" + known[0] + "\t" + known[1] + "\t"
                    + (known.length < 3 ? "" : known[2]) + "\t" + (vulnerable ? "vulnerable" : "malicious") + "\n";
            boolean isRange = "^~<>".indexOf(words[2].charAt(0)) >= 0;
            Dependency dependency =
                    isRange ? ranged(words[0], words[1], words[2]) : locked(words[0], words[1], words[2]);
            if (reported) {
                assertThat(ids(judge(feed, dependency))).containsExactly(id);
            } else {
                assertThat(ids(judge(feed, dependency))).doesNotContain(id);
            }
        });
    }

    /** What stands in the place of a version may be a whole reference, an alias, or none. */
    @ParameterizedTest
    @CsvSource({
        "docker, owner/name, owner/name, owner/name of any version",
        "docker, owner/name, owner/name:${TAG}, owner/name ${TAG}",
        "npm, debug, npm:debug, debug of any version",
        "npm, debug, npm:debug@^4.4.0, debug ^4.4.0",
        "npm, debug, catalog:, debug of any version",
        "npm, debug, ^4.4.0, debug ^4.4.0"
    })
    void a_title_names_a_package_once(String ecosystem, String name, String range, String shown) {
        Findings out = judge(ecosystem + " " + name + " *\n", ranged(ecosystem, name, range));
        assertThat(out.all().getFirst().evidence()).containsEntry("package", shown);
    }

    @Test
    void a_finding_says_the_way_and_the_line() {
        Findings out = judge("npm debug 4.4.2\n", locked("npm", "debug", "4.4.2"));
        Finding finding = out.all().getFirst();
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.location().line()).isEqualTo(7);
        assertThat(finding.message()).contains("do harm. It comes in by way of a@1.0.0 > b@2.0.0. Such");
        assertThat(finding.evidence().get("way")).startsWith("It comes in");
        assertThat(finding.evidence()).containsEntry("purl", "pkg:npm/debug@4.4.2");
    }

    /** Who asks for a release may be given what somebody has built of it; a lockfile has taken one. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            1.0+cpu; ==1.0; 1.0; indicator/malicious-if-taken
            1.0+cpu; ==1.0+cpu; 1.0+cpu; indicator/malicious-package
            1.0+cpu; ==1.0+cuda; 1.0+cuda; ''
            1.0+cpu; ==1.1; 1.1; ''
            1.0+cpu; ''; 1.0; ''
            1.0; ==1.0; 1.0; indicator/malicious-package
            """)
    void a_release_that_is_asked_for_may_become_a_build_of_it(String bad, String range, String version, String rule) {
        Dependency asked = dependency("pypi", "torch", version, range, Relation.DIRECT, Origin.DEFAULT);
        assertThat(String.join(" ", ids(judge("pypi torch " + bad + "\n", asked))))
                .isEqualTo(rule);
    }

    @Test
    void a_package_that_is_bad_altogether_needs_no_version() {
        assertThat(ids(judge("npm evil\n", ranged("npm", "evil", "^1.0.0"), locked("npm", "evil", "no-version"))))
                .containsExactly("indicator/malicious-package", "indicator/malicious-package");
    }

    @Test
    void a_version_that_cannot_be_compared_is_a_gap() {
        Findings out = judge("pypi x >=1.0\n", locked("pypi", "x", "2013b-legacy"), locked("pypi", "x", "0.9"));
        assertThat(out.all()).isEmpty();
        assertThat(out.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("x 2013b-legacy", "cannot be compared"));
    }

    @ParameterizedTest
    @CsvSource({"next", "workspace:*", "catalog:", "''"})
    void a_range_that_cannot_be_read_may_become_anything(String range) {
        assertThat(ids(judge("npm debug 4.4.2\n", ranged("npm", "debug", range))))
                .containsExactly("indicator/malicious-if-taken");
    }

    @Test
    void what_lies_beside_the_project_or_is_its_own_is_no_package_of_the_registry() {
        assertThat(judge(
                                "npm debug\nnpm @own/debug\n",
                                dependency(
                                        "npm",
                                        "debug",
                                        "1.0.0",
                                        "",
                                        Relation.DIRECT,
                                        new Origin(Origin.Kind.PATH, "../x")),
                                dependency(
                                        "npm",
                                        "debug",
                                        "1.0.0",
                                        "",
                                        Relation.DIRECT,
                                        new Origin(Origin.Kind.WORKSPACE, "")),
                                locked("npm", "@own/debug", "1.0.0"))
                        .all())
                .isEmpty();
    }

    @Test
    void a_repository_is_compared_by_its_address() {
        Origin origin = new Origin(Origin.Kind.GIT, "https://github.com/o/r.git#bad1");
        Dependency taken = dependency("npm", "whatever", "", "github:o/r#bad1", Relation.DIRECT, origin);
        assertThat(ids(judge("GIT github.com/o/r bad1\n", taken))).containsExactly("indicator/malicious-package");
        assertThat(ids(judge("GIT github.com/o/r bad2\n", taken))).isEmpty();
    }

    /** A registry's package of a commit that is bad; of another commit its own name tells enough. */
    @Test
    void what_a_package_was_made_of_is_compared_too() {
        Origin origin = new Origin(Origin.Kind.REGISTRY, "", "https://github.com/o/r.git#bad1");
        Dependency taken = dependency("composer", "v/p", "1.0.0", "", Relation.DIRECT, origin);
        assertThat(ids(judge("git github.com/o/r bad1\n", taken))).containsExactly("indicator/malicious-package");
        for (String feed : List.of("git github.com/o/r bad2\n", "git github.com/o/r v1.0.0\n", "npm v/p 1.0.0\n")) {
            Findings findings = judge(feed, taken);
            assertThat(findings.all()).as(feed).isEmpty();
            assertThat(findings.gaps()).as(feed).isEmpty();
        }
        assertThat(ids(judge("composer v/p 1.0.0\n", taken))).containsExactly("indicator/malicious-package");
    }

    /** As people copy it, with the revision behind it or in it, and of all revisions. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/o/r",
                "https://github.com/O/R.git",
                "https://github.com/o/r/ bad1",
                "https://github.com/o/r@bad1",
                "https://github.com/o/r.git#bad1",
                "git@github.com:o/r.git bad1",
                "git@github.com:o/r.git@bad1",
                "ssh://git@github.com/o/r.git",
                "https://github.com/o/*"
            })
    void a_repository_is_named_by_any_of_its_addresses(String address) {
        Origin origin = new Origin(Origin.Kind.GIT, "https://github.com/o/r.git#bad1");
        Dependency taken = dependency("npm", "whatever", "", "github:o/r#bad1", Relation.DIRECT, origin);
        assertThat(ids(judge("git " + address + "\n", taken))).containsExactly("indicator/malicious-package");
        Origin other = new Origin(Origin.Kind.GIT, "https://github.com/p/r.git#bad1");
        assertThat(ids(judge(
                        "git " + address + "\n",
                        dependency("npm", "whatever", "", "github:p/r#bad1", Relation.DIRECT, other))))
                .isEmpty();
    }

    @Test
    void images_of_another_registry_are_others() {
        String feed = "docker ghcr.io/o/i 1\n";
        Origin elsewhere = new Origin(Origin.Kind.REGISTRY, "ghcr.io");
        assertThat(ids(judge(feed, dependency("docker", "o/i", "1", "", Relation.DIRECT, elsewhere))))
                .containsExactly("indicator/malicious-package");
        assertThat(ids(judge(feed, locked("docker", "o/i", "1")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker.io", "index.docker.io", ""})
    void the_registry_of_docker_may_be_named_or_not(String registry) {
        Origin origin = new Origin(Origin.Kind.REGISTRY, registry);
        for (String feed : List.of("docker node 1\n", "docker docker.io/library/node 1\n")) {
            assertThat(ids(judge(feed, dependency("docker", "library/node", "1", "", Relation.DIRECT, origin))))
                    .containsExactly("indicator/malicious-package");
        }
    }

    @Test
    void what_one_of_two_advisories_of_the_same_flaw_cannot_tell_the_other_does() {
        String feed = """
                [{"id": "GHSA-1", "modified": "2025-01-01T00:00:00Z", "aliases": ["PYSEC-1"], "affected": [{"package":
                   {"ecosystem": "PyPI", "name": "p"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "no version"}]}]}]},
                 {"id": "PYSEC-1", "modified": "2025-01-01T00:00:00Z", "aliases": ["GHSA-1"], "affected": [{"package":
                   {"ecosystem": "PyPI", "name": "p"}, "versions": ["1.0"]}]}]""";
        Findings out = judge(feed, locked("pypi", "p", "1.0"));
        assertThat(ids(out)).containsExactly("indicator/vulnerable-package");
        assertThat(out.gaps()).isEmpty();
        assertThat(judge(feed, locked("pypi", "p", "2.0")).gaps()).hasSize(1);
    }

    /** PEP 440: who names 2.5.0 means what others have built of it too. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            2.5.0; 2.5.0+cu118; indicator/vulnerable-package
            <=2.5.0; 2.5.0+cu118; indicator/vulnerable-package
            <2.5.0; 2.5.0+cu118; ''
            2.5.0+cu118; 2.5.0+CU118; indicator/vulnerable-package
            2.5.0+cu118; 2.5.0+cpu; ''
            2.5.0+cu118; 2.5.0; ''
            >=2,!=2.5.0; 2.5.0+cu118; ''
            """)
    void a_local_version_is_one_of_its_release(String versions, String taken, String rule) {
        String feed = "ecosystem,name,versions,kind\npypi,torch,\"" + versions + "\",vulnerable\n";
        assertThat(String.join(" ", ids(judge(feed, locked("pypi", "torch", taken)))))
                .isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource({
        "v45.0.7, indicator/vulnerable-package",
        "v46.0.1, ''",
        "v45, indicator/vulnerable-if-taken",
        "v46, indicator/vulnerable-if-taken",
        "v47, ''"
    })
    void a_tag_that_moves_may_stand_anywhere_among_its_numbers(String tag, String rule) {
        String feed = "ecosystem,name,versions,kind\nGitHub Actions,o/a,<46.0.1,vulnerable\n";
        assertThat(String.join(" ", ids(judge(feed, locked("github", "o/a", tag)))))
                .isEqualTo(rule);
    }

    @Test
    void a_tag_is_bad_where_an_indicator_names_it_and_a_commit_cannot_be_compared() {
        String commit = "0E58ED8671D6B60D0890C21B07F8835ACE038E67";
        assertThat(ids(judge("github o/a " + commit.toLowerCase(Locale.ROOT) + "\n", locked("github", "o/a", commit))))
                .containsExactly("indicator/malicious-package");
        assertThat(ids(judge("github o/a v1.1\n", locked("github", "O/A", "v1.1"))))
                .containsExactly("indicator/malicious-package");
        Findings out = judge(
                "ecosystem,name,versions\ngithub,o/a,<2.0.0\n",
                locked("github", "o/a", "0e58ed8671d6b60d0890c21b07f8835ace038e67"));
        assertThat(out.all()).isEmpty();
        assertThat(out.gaps()).hasSize(1);
    }

    private static final String COMMIT = "0123456789012345678901234567890123456789";

    private static Dependency pinned(String ref, String comment) {
        return dependency("github", "evil/act", ref, "evil/act@" + ref + comment, Relation.DIRECT, Origin.DEFAULT);
    }

    /** An advisory that lists versions knows no commits and no branches. */
    @ParameterizedTest
    @CsvSource({
        "v1.2.3, main, '', '', 1",
        "v1.2.3, COMMIT, '', '', 1",
        "1.*, COMMIT, '', '', 1",
        "v1.2.3, COMMIT, ' # v1.2.3', indicator/malicious-if-taken, 0",
        "v1.2.3, COMMIT, ' # 1.2.3', indicator/malicious-if-taken, 0",
        "v1.2.3, COMMIT, ' # v1.2.4', '', 1",
        "v1.2.3, COMMIT, ' # v1', '', 1",
        "<2.0.0, COMMIT, ' # v1.2.3', indicator/malicious-if-taken, 0",
        "<2.0.0, COMMIT, ' # v2.0.0', '', 1",
        "*, COMMIT, ' # v2.0.0', indicator/malicious-package, 0",
        "COMMIT, COMMIT, ' # v2.0.0', indicator/malicious-package, 0"
    })
    void a_commit_of_an_action_is_what_its_comment_says_or_a_gap(
            String versions, String ref, String comment, String rule, int gaps) {
        String feed = "ecosystem,name,versions\ngithub,evil/act," + versions.replace("COMMIT", COMMIT) + "\n";
        Findings out = judge(feed, pinned(ref.replace("COMMIT", COMMIT), comment));
        assertThat(String.join(" ", ids(out))).isEqualTo(rule);
        assertThat(out.gaps()).hasSize(gaps);
    }

    @Test
    void a_comment_is_believed_of_what_is_vulnerable_and_of_nothing_malicious() {
        String feed = "ecosystem,name,versions,kind\ngithub,evil/act,<2.0.0,";
        assertThat(judge(feed + "malicious\n", pinned(COMMIT, " # v2.0.0")).gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).endsWith("that this commit is v2.0.0 says only a comment"));
        Findings vulnerable = judge(feed + "vulnerable\n", pinned(COMMIT, " # v2.0.0"));
        assertThat(vulnerable.gaps()).isEmpty();
        assertThat(vulnerable.all()).isEmpty();
        assertThat(ids(judge(feed + "vulnerable\n", pinned(COMMIT, " # v1.2.3"))))
                .containsExactly("indicator/vulnerable-if-taken");
    }

    @Test
    void what_only_would_hold_if_somebody_asked_is_said_as_such() {
        assertThat(ids(judge(
                        "npm debug 4.4.2\n",
                        dependency("npm", "debug", "4.4.2", "", Relation.CONSTRAINT, Origin.DEFAULT))))
                .containsExactly("indicator/malicious-if-taken");
    }

    @Test
    void an_advisory_for_a_release_of_a_distribution_is_not_certain() {
        String osv = """
                {"id": "DSA-1", "modified": "2025-01-01T00:00:00Z", "affected": [{"package":
                 {"ecosystem": "Debian:12", "name": "debian/bash"},
                 "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "5.2-3"}]}]}]}
                """;
        assertThat(ids(judge(osv, locked("deb", "debian/bash", "5.2-2"))))
                .containsExactly("indicator/vulnerable-if-taken");
        assertThat(ids(judge(osv, locked("deb", "debian/bash", "5.2-3")))).isEmpty();
    }

    @Test
    void one_flaw_under_two_ids_is_told_once() {
        String feed = """
                [{"id": "GHSA-1", "modified": "2025-01-01T00:00:00Z", "aliases": ["PYSEC-1"], "affected": [{"package":
                  {"ecosystem": "PyPI", "name": "x"}, "versions": ["1.0"]}]},
                 {"id": "PYSEC-1", "modified": "2025-01-01T00:00:00Z", "aliases": ["GHSA-1"], "affected": [{"package":
                  {"ecosystem": "PyPI", "name": "x"}, "versions": ["1.0"]}]}]
                """;
        assertThat(judge(feed, locked("pypi", "x", "1.0")).all().getFirst().evidence())
                .containsEntry("advisories", "GHSA-1");
    }

    @Test
    void an_index_that_cannot_be_read_is_a_gap() {
        Indicators broken = new Indicators(List.of(() -> {
            throw new IOException("gone");
        }));
        Findings out = judge(broken, locked("npm", "a", "1"), locked("npm", "b", "1"));
        assertThat(out.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("gone"));
    }

    @Test
    void nothing_is_opened_for_facts_that_are_no_packages() {
        Indicators unused = new Indicators(List.of(() -> {
            throw new IOException("opened");
        }));
        assertThat(judge(unused).gaps()).isEmpty();
        assertThat(unused.referenceData()).isEmpty();
    }

    /** Tags that a campaign moved have been moved back, so of such an action its commit is named. */
    @Test
    void where_only_commits_are_named_another_is_none_of_them() throws IOException {
        Indicators campaigns = new Indicators(List.of(Campaigns.SOURCE));
        String action = "tj-actions/changed-files";
        assertThat(ids(judge(campaigns, locked("github", action, "0e58ed8671d6b60d0890c21b07f8835ace038e67"))))
                .containsExactly("indicator/malicious-package");
        Findings others = judge(
                campaigns,
                locked("github", action, "d6babd6899969df1a11d14c368283ea4436bca78"),
                locked("github", action, "v45"),
                locked("github", action, "v46.0.1"),
                locked("github", action, "main"));
        assertThat(ids(others)).isEmpty();
        assertThat(others.gaps()).isEmpty();
    }

    @Test
    void the_campaigns_of_the_build_are_whole() throws IOException {
        Indicators campaigns = new Indicators(List.of(Campaigns.SOURCE));
        assertThat(ids(judge(
                        campaigns,
                        locked("npm", "@ctrl/tinycolor", "4.1.1"),
                        locked("github", "aquasecurity/trivy-action", "0.34.0"),
                        locked("github", "aquasecurity/setup-trivy", "0.2.3"),
                        locked("github", "aquasecurity/setup-trivy", "v0.2.1"))))
                .hasSize(4);
        assertThat(ids(judge(
                        campaigns,
                        locked("npm", "@ctrl/tinycolor", "4.1.3"),
                        locked("pypi", "debug", "4.4.2"),
                        locked("github", "aquasecurity/trivy-action", "v0.34.0"),
                        locked("github", "aquasecurity/setup-trivy", "0123456789012345678901234567890123456789"),
                        locked("github", "aquasecurity/setup-trivy", "v0.2.7"),
                        locked("github", "aquasecurity/trivy-action", "0.35.0"))))
                .isEmpty();
        assertThat(campaigns.referenceData()).singleElement().satisfies(table -> {
            assertThat(table.name()).isEqualTo("campaigns");
            assertThat(table.digest()).startsWith("sha256:");
        });
        try (var index = Campaigns.open()) {
            assertThat(index.indicators()).isGreaterThan(2_000);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "latest, indicator/malicious-if-taken",
        "1, indicator/malicious-if-taken",
        "1.0, indicator/malicious-if-taken",
        "1.0.0, indicator/malicious-package",
        "2, ''",
        "1.0.0-alpine, ''"
    })
    void tags_of_images_move(String tag, String rule) {
        Findings out = judge("docker bad/eight 1.0.0\n", locked("docker", "bad/eight", tag));
        assertThat(String.join(" ", ids(out))).isEqualTo(rule);
        assertThat(out.gaps()).isEmpty();
    }

    @Test
    void an_image_by_digest_may_be_any_of_the_tags() {
        String digest = "sha256:" + "0".repeat(64);
        Findings out = judge("docker bad/eight 1.0.0\n", locked("docker", "bad/eight", digest));
        assertThat(out.all()).isEmpty();
        assertThat(out.gaps()).singleElement().asString().contains("the version cannot be compared");
        assertThat(judge("docker bad/eight sha256:" + "1".repeat(64) + "\n", locked("docker", "bad/eight", digest))
                        .gaps())
                .isEmpty();
    }

    @Test
    void an_archive_of_a_repository_is_compared_as_its_revision() {
        Origin archive = new Origin(Origin.Kind.URL, "https://codeload.github.com/bad/eight/tar.gz/" + "0".repeat(40));
        String feed = "git github.com/bad/eight " + "0".repeat(40) + "\n";
        assertThat(ids(judge(feed, dependency("npm", "x", "1.0.0", "", Relation.DIRECT, archive))))
                .containsExactly("indicator/malicious-package");
        assertThat(ids(judge(
                        "docker registry-1.docker.io/bad/eight 1\n",
                        dependency(
                                "docker",
                                "bad/eight",
                                "1",
                                "",
                                Relation.DIRECT,
                                new Origin(Origin.Kind.REGISTRY, "registry.hub.docker.com")))))
                .containsExactly("indicator/malicious-package");
    }
}
