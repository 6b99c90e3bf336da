package dev.assay.detectors.indicator.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.detectors.indicator.Affected;
import dev.assay.detectors.indicator.Affected.Bounds;
import dev.assay.detectors.indicator.Feeds;
import dev.assay.detectors.indicator.Indicator;
import dev.assay.detectors.indicator.Repository;
import dev.assay.engine.report.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedReaderTest {
    private static final String MAL = """
            {"schema_version": "1.7.0", "id": "MAL-2025-1", "modified": "2025-09-08T00:00:00Z",
             "aliases": ["GHSA-xxxx-yyyy-zzzz"], "summary": "Malicious code in evil (npm)",
             "affected": [{"package": {"ecosystem": "npm", "name": "evil"},
               "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}]}
            """;

    private static final String GHSA = """
            {"id": "GHSA-1", "modified": "2025-01-01T00:00:00Z", "withdrawn": null,
             "database_specific": {"severity": "HIGH"},
             "affected": [
               {"package": {"ecosystem": "PyPI", "name": "Django"},
                "ranges": [
                  {"type": "ECOSYSTEM", "events": [
                    {"fixed": "4.2.1"}, {"introduced": "4.0"}, {"introduced": "0"}, {"last_affected": "3.2.18"}]},
                  {"type": "GIT", "repo": "https://github.com/Django/Django.git", "events": [
                    {"introduced": "0"}, {"fixed": "aaaa"}, {"last_affected": "bbbb"}]}],
                "versions": ["3.0", "4.0"]},
               {"package": {"ecosystem": "Debian:12", "name": "python-django"},
                "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "3:3.2.19-1"}]}]},
               {"package": {"ecosystem": "OSS-Fuzz", "name": "django"}}]}
            """;

    private static byte[] zip(String... members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < members.length; i += 2) {
                zip.putNextEntry(new ZipEntry(members[i]));
                zip.write(members[i + 1].getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void an_advisory_of_all_versions_is_malicious_in_all() {
        Feeds feeds = Feeds.read(MAL);
        assertThat(feeds.problems).isEmpty();
        assertThat(feeds.added).singleElement().satisfies(added -> {
            assertThat(added.key()).isEqualTo("npm:evil");
            assertThat(added.indicator().kind()).isEqualTo(Indicator.Kind.MALICIOUS);
            assertThat(added.indicator().severity()).isEqualTo(Severity.CRITICAL);
            assertThat(added.indicator().aliases()).containsExactly("GHSA-xxxx-yyyy-zzzz");
            assertThat(added.indicator().affected().isAll()).isTrue();
        });
    }

    @Test
    void events_are_paired_in_the_order_of_versions() {
        Feeds feeds = Feeds.read(GHSA);
        assertThat(feeds.problems).isEmpty();
        assertThat(feeds.added)
                .extracting(Feeds.Added::key)
                .containsExactly("pypi:Django", "git:github.com/django/django", "deb:python-django");
        Affected django = feeds.added.getFirst().indicator().affected();
        assertThat(django.ranges())
                .containsExactly(new Bounds("", true, "3.2.18", true), new Bounds("4.0", true, "4.2.1", false));
        assertThat(django.versions()).containsExactly("3.0", "4.0");
        assertThat(feeds.added.getFirst().indicator().severity()).isEqualTo(Severity.HIGH);
        assertThat(feeds.added.get(2).indicator().release()).isEqualTo("12");
        assertThat(feeds.passedOver).containsEntry("of OSS-Fuzz", 1);
    }

    /** What is left out in silence would be taken for safe; what its publisher means to say nothing here is counted. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'package': {'ecosystem': 'Cobol', 'name': 'x'}}]        | line 1: MAL-1: no ecosystem is called 'Cobol' |",
                "[{'package': {'ecosystem': 'npm'}}]                       | line 1: MAL-1: a package without a name that one can have |",
                "[{'package': {'ecosystem': 'npm', 'name': ' '}}]          | line 1: MAL-1: a package without a name that one can have |",
                "[{'package': {'name': 'x'}}]                              | line 1: MAL-1: a package without an ecosystem |",
                "['x']                                                     | line 1: MAL-1: what is affected is no object |",
                "[{'package': {'ecosystem': 'bitnami', 'name': 'x'}}]      | | of bitnami",
                "[{'package': {'ecosystem': 'Android:13', 'name': 'x'}}]   | | of Android",
                "[]                                                        | | without a package",
                "[{'package': {}, 'versions': ['1']}]                      | | without a package",
                "[{'ranges': [{'type': 'GIT'}]}]                           | | without a package",
            })
    void what_names_nothing_that_is_known_is_told_or_counted(String affected, String problem, String passedOver) {
        Feeds feeds = Feeds.read("{'id': 'MAL-1', 'modified': '2025-01-01T00:00:00Z', 'affected': %s}"
                .formatted(affected)
                .replace('\'', '"'));
        assertThat(feeds.added).isEmpty();
        assertThat(feeds.problems).isEqualTo(problem == null ? List.of() : List.of(problem));
        assertThat(feeds.passedOver.keySet()).isEqualTo(passedOver == null ? Set.of() : Set.of(passedOver));
    }

    @Test
    void members_that_are_no_advisories_are_counted() throws IOException {
        Feeds feeds = Feeds.read(
                zip("a.json", MAL, "b.yaml", "id: MAL-2", "README.md", "x", "B.JSON", MAL, "__MACOSX/._a.json", "x"));
        assertThat(feeds.added).hasSize(2);
        assertThat(feeds.problems).isEmpty();
        assertThat(feeds.passedOver)
                .containsOnlyKeys("in files that are no .json")
                .containsValue(3);
    }

    /** One is compared or known to be elsewhere, never both. */
    @Test
    void every_ecosystem_of_osv_is_known() {
        for (String each : List.of(
                "AlmaLinux",
                "Alpaquita",
                "Alpine",
                "Android",
                "Azure Linux",
                "BellSoft Hardened Containers",
                "Bioconductor",
                "Bitnami",
                "Chainguard",
                "CleanStart",
                "ConanCenter",
                "CRAN",
                "crates.io",
                "Debian",
                "Docker Hardened Images",
                "Echo",
                "FreeBSD",
                "GHC",
                "GitHub Actions",
                "Go",
                "Hackage",
                "Hex",
                "Julia",
                "Kubernetes",
                "Linux",
                "Mageia",
                "Maven",
                "MinimOS",
                "npm",
                "NuGet",
                "opam",
                "openEuler",
                "openSUSE",
                "OSS-Fuzz",
                "Packagist",
                "Photon OS",
                "Pub",
                "PyPI",
                "Red Hat",
                "Rocky Linux",
                "Root",
                "RubyGems",
                "SUSE",
                "SwiftURL",
                "TuxCare",
                "Ubuntu",
                "VSCode",
                "Wolfi")) {
            assertThat(Feeds.ECOSYSTEMS.ofName(each).isPresent())
                    .as(each)
                    .isNotEqualTo(Feeds.ECOSYSTEMS.isElsewhere(each));
        }
    }

    @Test
    void commits_that_are_named_are_known_and_others_are_not() {
        Affected git = Feeds.read(GHSA).added.get(1).indicator().affected();
        var ecosystem = Feeds.ECOSYSTEMS.ofType("git").orElseThrow();
        assertThat(git.answer(ecosystem, "bbbb")).isEqualTo(Affected.Answer.AFFECTED);
        assertThat(git.answer(ecosystem, "aaaa")).isEqualTo(Affected.Answer.NOT_AFFECTED);
        assertThat(git.answer(ecosystem, "cccc")).isEqualTo(Affected.Answer.UNKNOWN);
    }

    @Test
    void a_limit_is_not_affected_itself() {
        String limited = GHSA.replace("\"fixed\": \"aaaa\"", "\"limit\": \"aaaa\"");
        Affected git = Feeds.read(limited).added.get(1).indicator().affected();
        var ecosystem = Feeds.ECOSYSTEMS.ofType("git").orElseThrow();
        assertThat(git.answer(ecosystem, "aaaa")).isEqualTo(Affected.Answer.NOT_AFFECTED);
    }

    /** What is no version has no order, which sorting takes offence at when there are many. */
    @Test
    void events_that_are_no_versions_are_taken_as_they_are_written_and_cannot_be_compared() {
        String events = IntStream.range(0, 300)
                .mapToObj(i -> "{\"" + (i % 3 == 0 ? "introduced" : "fixed") + "\": \""
                        + (i * 7 % 5 == 0 ? "no version " + i : i * 37 % 11 + "." + i * 17 % 13) + "\"}")
                .collect(Collectors.joining(", "));
        Feeds feeds = Feeds.read("""
                {"id": "X-1", "modified": "2025-01-01T00:00:00Z", "affected": [
                  {"package": {"ecosystem": "PyPI", "name": "odd"}, "ranges": [{"type": "ECOSYSTEM", "events": [%s]}]}]}
                """.formatted(events));
        Affected odd = feeds.added.getFirst().indicator().affected();
        var ecosystem = Feeds.ECOSYSTEMS.ofType("pypi").orElseThrow();
        assertThat(odd.answer(ecosystem, "99")).isEqualTo(Affected.Answer.UNKNOWN);
    }

    /** As the advisories of Go, PyPA and RustSec have it, which say no word. */
    @Test
    void without_a_word_the_newest_vector_tells_the_severity() {
        String vectors = """
                "severity": [
                  {"type": "CVSS_V2", "score": "AV:L/AC:H/Au:N/C:P/I:N/A:N"},
                  {"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}], "affected":
                """;
        String silent = GHSA.replace("\"severity\": \"HIGH\"", "\"x\": 1");
        assertThat(severity(silent)).isEqualTo(Severity.MEDIUM);
        assertThat(severity(silent.replace("\"affected\":", vectors))).isEqualTo(Severity.CRITICAL);
        assertThat(severity(GHSA.replace("\"affected\":", vectors))).isEqualTo(Severity.HIGH);
        assertThat(severity(silent.replace("\"affected\":", vectors.replace("CVSS:3.1", "CVSS:7.7"))))
                .isEqualTo(Severity.LOW);
    }

    private static Severity severity(String advisory) {
        return Feeds.read(advisory).added.getFirst().indicator().severity();
    }

    /** As spreadsheets of Windows write it. */
    @Test
    void a_mark_of_byte_order_is_no_part_of_a_feed() {
        for (String feed : List.of("ecosystem,name,versions\nnpm,evil,1.0.0\n", "npm evil 1.0.0\n", MAL)) {
            Feeds feeds = Feeds.read("\ufeff" + feed);
            assertThat(feeds.problems).isEmpty();
            assertThat(feeds.added).hasSameSizeAs(Feeds.read(feed).added).isNotEmpty();
        }
    }

    @Test
    void what_was_withdrawn_says_nothing() {
        Feeds feeds = Feeds.read(MAL.replace("\"id\"", "\"withdrawn\": \"2025-10-01T00:00:00Z\", \"id\""));
        assertThat(feeds.added).isEmpty();
        assertThat(feeds.passedOver).containsEntry("withdrawn", 1);
    }

    @Test
    void an_alias_or_a_weakness_tells_malice_too() {
        assertThat(Feeds.read(MAL.replace("MAL-2025-1", "GHSA-2").replace("GHSA-xxxx-yyyy-zzzz", "MAL-3"))
                        .added
                        .getFirst()
                        .indicator()
                        .kind())
                .isEqualTo(Indicator.Kind.MALICIOUS);
        assertThat(Feeds.read(GHSA.replace("\"severity\"", "\"cwe_ids\": [\"CWE-506\"], \"severity\""))
                        .added
                        .getFirst()
                        .indicator()
                        .kind())
                .isEqualTo(Indicator.Kind.MALICIOUS);
    }

    @Test
    void one_a_line_a_list_and_a_zip_are_read_as_well() throws IOException {
        String line = MAL.replace("\n", " ");
        String other = GHSA.replace("\n", " ");
        assertThat(Feeds.read(line + "\n" + other + "\n").added).hasSize(4);
        assertThat(Feeds.read("\ufeff[" + MAL + "," + GHSA + "]").added).hasSize(4);
        Feeds zipped = Feeds.read(zip("MAL-2025-1.json", MAL, "readme.txt", "x", "GHSA-1.json", GHSA, "bad.json", "{"));
        assertThat(zipped.added).hasSize(4);
        assertThat(zipped.problems).singleElement().asString().startsWith("bad.json: ");
    }

    @Test
    void a_line_that_is_broken_is_told_and_the_others_are_read() {
        String line = MAL.replace("\n", " ");
        Feeds feeds = Feeds.read(line + "\n{\"id\": \"MAL-2\", \"affected\": [\n" + line + "\n");
        assertThat(feeds.added).hasSize(2);
        assertThat(feeds.problems).singleElement().asString().startsWith("line 2: ");
    }

    @Test
    void tables_have_their_columns_in_any_order() {
        Feeds feeds = Feeds.read("""
                # of somebody
                name,Ecosystem,summary,versions,severity,id
                left-pad,npm,x,"1.0.0, >=2.0.0 <2.3.0",high,CASE-1
                "a ""b\""",npm,x,1.0.0,high,
                requests,PyPI,x,2.0
                requests,PyPI,x,,low,
                """);
        assertThat(feeds.problems)
                .containsExactly("line 4: 'a \"b\"' is no name of a package", "line 5: 4 fields instead of 6");
        assertThat(feeds.added).extracting(Feeds.Added::key).containsExactly("npm:left-pad", "pypi:requests");
        Indicator first = feeds.added.getFirst().indicator();
        assertThat(first.id()).isEqualTo("CASE-1");
        assertThat(first.severity()).isEqualTo(Severity.HIGH);
        assertThat(first.affected().versions()).containsExactly("1.0.0");
        assertThat(first.affected().ranges()).containsExactly(new Bounds("2.0.0", true, "2.3.0", false));
        assertThat(feeds.added.get(1).indicator().affected().isAll()).isTrue();
    }

    /** Without its versions a row would mean every version. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ecosystem,name,affected_versions | a table has no column 'affected_versions'",
                "ecosystem,name,versions,note     | a table has no column 'note'",
                "ecosystem,package_name,versions  | a table without the column 'name'",
                "name,versions                    | a table without the column 'ecosystem'",
                "Package,Version                  | a table without the column 'ecosystem'",
            })
    void a_table_with_columns_that_are_unknown_is_refused(String head, String problem) {
        Feeds feeds = Feeds.read(head + "\nnpm,a,1.0.0,x\n");
        assertThat(feeds.added).isEmpty();
        assertThat(feeds.problems)
                .containsExactly("line 1: " + problem
                        + "; columns are ecosystem, name, versions, version, id, kind, severity, summary, reference");
    }

    /** Fields of a line of text may be parted by tabs, and packages are called as columns are. */
    @Test
    void a_line_that_begins_with_an_ecosystem_names_no_columns() {
        assertThat(Feeds.read("npm\tname\t1.0.0\n").added)
                .extracting(Feeds.Added::key)
                .containsExactly("npm:name");
    }

    @Test
    void a_severity_that_there_is_not_is_told_with_those_that_there_are() {
        assertThat(Feeds.read("ecosystem,name,severity\nnpm,a,urgent\n").problems)
                .containsExactly("line 2: 'urgent' is no severity: info, low, medium, high, critical");
    }

    @Test
    void bounds_that_have_to_be_semantic_versions_are_looked_at() {
        String advisory = """
                {"id": "X-1", "affected": [{"package": {"ecosystem": "npm", "name": "q"},
                  "ranges": [{"type": "%s", "events": [{"introduced": "%s"}, {"fixed": "def"}]}]}]}
                """;
        assertThat(Feeds.read(advisory.formatted("SEMVER", "abc")).problems)
                .containsExactly("line 1: X-1: introduced: 'abc' is no version");
        assertThat(Feeds.read(advisory.formatted("SEMVER", "0")).problems)
                .containsExactly("line 1: X-1: fixed: 'def' is no version");
        assertThat(Feeds.read(advisory.formatted("ECOSYSTEM", "0")).problems).isEmpty();
    }

    @Test
    void lines_of_text_are_for_people() {
        Feeds feeds = Feeds.read("""
                # mine
                npm left-pad 1.2.3, 1.2.4   # seen at work
                pkg:npm/%40acme/tool@1.0.0
                pkg:maven/org.example/tool@1.0
                npm evil-*
                pypi
                npm left-pad next
                cobol left-pad 1
                """);
        assertThat(feeds.added)
                .extracting(Feeds.Added::key)
                .containsExactly("npm:left-pad", "npm:@acme/tool", "maven:org.example:tool", "npm:evil-*");
        assertThat(feeds.problems)
                .containsExactly(
                        "line 6: neither an ecosystem and a name nor a purl",
                        "line 7: 'next' is no version of npm",
                        "line 8: no ecosystem is called 'cobol'");
    }

    @Test
    void names_of_ecosystems_and_texts_have_spaces_in_lines_of_text() {
        Feeds feeds = Feeds.read("""
                GitHub Actions owner/name v1.2.3
                github actions\tother/name\tv2
                Rocky Linux:9 bash 5.1.8
                Debian:12 bash 5.2
                openvsx extension owner/tool 1.0.0
                github third/name v3
                repository-description The Second  Coming **
                GitHub Actions
                Photon OS bash 1
                Red Hot bash 1
                """);
        assertThat(feeds.added)
                .extracting(Feeds.Added::key)
                .containsExactly(
                        "github:owner/name",
                        "github:other/name",
                        "rpm:bash",
                        "deb:bash",
                        "openvsx:owner/tool",
                        "github:third/name",
                        "repository-description:The Second  Coming **");
        assertThat(feeds.problems)
                .containsExactly(
                        "line 8: neither an ecosystem and a name nor a purl",
                        "line 9: no ecosystem is called 'Photon OS'",
                        "line 10: no ecosystem is called 'Red'");
    }

    @Test
    void json_of_the_own_kind_says_which_line_is_wrong() {
        Feeds feeds = Feeds.read("""
                {"indicators": [
                  {"ecosystem": "npm", "name": "left-pad", "versions": ["1.0.0", "1.0.1"], "kind": "vulnerable"},
                  {"ecosystem": "npm", "name": "left-pad", "verions": "1.0.0"},
                  {"ecosystem": "npm", "name": "left-pad", "severity": "grave"}
                ]}
                """);
        assertThat(feeds.added).singleElement().satisfies(added -> {
            assertThat(added.indicator().kind()).isEqualTo(Indicator.Kind.VULNERABLE);
            assertThat(added.indicator().affected().versions()).containsExactly("1.0.0", "1.0.1");
        });
        assertThat(feeds.problems).hasSize(2);
        assertThat(feeds.problems.getFirst()).isEqualTo("line 3: an indicator has no key 'verions'");
        assertThat(feeds.problems.getLast()).startsWith("line 4: ");
    }

    @Test
    void a_member_of_a_zip_is_bounded() {
        assertThatThrownBy(() -> Feeds.read(zip("a.json", " ".repeat((16 << 20) + 1))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("larger than");
    }

    @Test
    void deep_nesting_is_a_problem_and_no_crash() {
        assertThat(Feeds.read("{\"id\":\"x\",\"affected\":" + "[".repeat(100_000)).problems)
                .hasSize(1);
    }

    @Property(tries = 300)
    void any_bytes_are_read_or_refused(@ForAll byte[] bytes, @ForAll int at) {
        byte[] changed = GHSA.getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            changed[Math.floorMod(at + i * 31, changed.length)] = bytes[i];
        }
        Feeds feeds = Feeds.read(changed);
        assertThat(feeds.index()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/Owner/Name.git,github.com/owner/name",
        "git@github.com:owner/name.git,github.com/owner/name",
        "ssh://git@github.com/owner/name/#v1,github.com/owner/name",
        "https://user@host.org:8443/a/b,host.org:8443/a/b"
    })
    void addresses_of_repositories_have_one_spelling(String address, String key) {
        assertThat(Repository.key(address)).isEqualTo(key);
    }

    @Test
    void an_address_with_half_a_revision_or_with_two_is_a_problem() {
        Feeds feeds = Feeds.read("git https://github.com/o/r# 1\ngit https://github.com/o/r@\n");
        assertThat(feeds.problems)
                .containsExactly(
                        "line 1: a revision in the address and another one behind it",
                        "line 2: an address with a revision that is not there");
    }

    @Test
    void a_repository_without_a_host_is_a_problem_as_it_can_match_nothing() {
        Feeds feeds = Feeds.read("git own/zzgit\ngit host.example/o/r\ngit git@host:o/r\ngit */o/r\n");
        assertThat(feeds.problems).containsExactly("line 1: 'own/zzgit' is no address of a repository with its host");
        assertThat(feeds.added).hasSize(3);
    }

    /** RFC 4180, 2.6. */
    @Test
    void a_field_in_quotation_marks_may_have_lines() {
        Feeds feeds =
                Feeds.read("ecosystem,name,versions\nnpm,a,\"1.0.0,\r\n 2.0.0\"\nmaven,g:b,\"[1.0,\n2.0),\n3.0\"\n"
                        + "npm,c,\"1.0.0\n2.0.0\"\n");
        assertThat(feeds.problems)
                .singleElement()
                .asString()
                .startsWith("line 7: versions are parted by commas or ||, unlike in '1.0.0");
        assertThat(feeds.added).extracting(Feeds.Added::key).containsExactly("npm:a", "maven:g:b");
    }

    @Test
    void a_last_field_without_its_closing_mark_is_a_problem() {
        Feeds feeds = Feeds.read("ecosystem,name,version,summary\nnpm,a,1.0.0,x\nnpm,b,1.0.0,\"cut\nnpm,c,1.0.0,y\n");
        assertThat(feeds.problems).containsExactly("line 3: a field in quotation marks without an end");
        assertThat(feeds.added).extracting(Feeds.Added::key).containsExactly("npm:a");
    }

    @Test
    void what_stands_behind_a_document_is_a_problem() {
        assertThat(Feeds.read(MAL + "}").problems).hasSize(1);
        assertThat(Feeds.read("{\"indicators\": [{\"ecosystem\": \"npm\", \"name\": \"a\"}]} [").problems)
                .hasSize(1);
    }

    @Test
    void a_purl_is_read_in_any_case_of_its_scheme_and_type() {
        assertThat(Feeds.read("PKG:Npm/a@1.0.0\n").added)
                .extracting(Feeds.Added::key)
                .containsExactly("npm:a");
    }

    @Test
    void revisions_are_the_same_in_any_case() {
        var ecosystem = Feeds.ECOSYSTEMS.ofType("git").orElseThrow();
        String commit = "0e58ed8671d6b60d0890c21b07f8835ace038e67";
        for (String feed : List.of(
                "git github.com/o/r " + commit.toUpperCase(Locale.ROOT) + "\n",
                GHSA.replace("bbbb", commit.toUpperCase(Locale.ROOT)))) {
            Affected git = Feeds.read(feed).added.stream()
                    .filter(added -> added.key().startsWith("git:"))
                    .findFirst()
                    .orElseThrow()
                    .indicator()
                    .affected();
            assertThat(git.answer(ecosystem, commit)).isEqualTo(Affected.Answer.AFFECTED);
        }
        assertThat(ecosystem.canonicalVersion("Feature-ABC")).isEqualTo("Feature-ABC");
    }

    @Test
    void commits_since_the_first_without_an_end_are_all() {
        String open = GHSA.replace(", {\"fixed\": \"aaaa\"}, {\"last_affected\": \"bbbb\"}", "");
        Feeds feeds = Feeds.read(open);
        assertThat(feeds.added.get(1).indicator().affected().isAll()).isTrue();
    }
}
