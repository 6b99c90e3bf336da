package dev.assay.detectors.manifest;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.Catalog;
import dev.assay.engine.report.Gap;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Lists of requirements that include others: read where they lie, and a gap where they do not. */
class IncludedFileRuleTest {
    private static final Detectors DETECTORS = new Detectors(
            ManifestDecoder.all(),
            List.of(),
            List.of(IncludedFileRule.create(_ -> false)),
            new RuleBook(List.of(), List.of()),
            Map.of(),
            "included");

    private static RecordedReport scan(String... namesAndTexts) {
        MemoryConnector files = new MemoryConnector();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.file(namesAndTexts[i], namesAndTexts[i + 1].getBytes(UTF_8));
        }
        return new TestScan(DETECTORS).run(files);
    }

    private static List<String> gaps(RecordedReport report) {
        return report.gaps().stream().map(Gap::reason).toList();
    }

    @Test
    void aCircleIsReadOnceEach() {
        RecordedReport report = scan(
                "requirements.txt",
                "-r requirements-dev.txt\na==1\n",
                "requirements-dev.txt",
                "-r requirements.txt\nb==1\n");
        assertThat(gaps(report)).isEmpty();
        assertThat(report.dependencies())
                .extracting(each -> each.dependency().coordinates().name())
                .containsExactly("a", "b");
    }

    @Test
    void whatLiesElsewhereInTheTargetIsFound() {
        assertThat(gaps(scan(
                        "sub/requirements.txt",
                        "-r ../requirements-base.txt\n-c ./constraints.txt\n",
                        "requirements-base.txt",
                        "a\n",
                        "sub/constraints.txt",
                        "b<2\n")))
                .isEmpty();
    }

    @Test
    void aListUnderAnotherNameIsReadForWhatItIs() {
        RecordedReport report =
                scan("requirements.txt", "-r requirements/base.txt\n", "requirements/base.txt", "a==1\n");
        assertThat(gaps(report)).isEmpty();
        assertThat(report.dependencies()).hasSize(1);
    }

    @Test
    void namesAloneAreRequirementsInAFolderOfLists() {
        RecordedReport report = scan(
                "requirements.txt",
                "-r deps/base.in\n-r requirements/dev.txt\n",
                "deps/base.in",
                "# bare\nevil\nworse[x]\n",
                "requirements/dev.txt",
                "pytest\n",
                "requirements/extras/redis.txt",
                "kombu[redis]\n",
                "deps/vendor/words.txt",
                "evil\n",
                "requirements/README.txt",
                "What lies here is read.\n",
                "requirements/words.csv",
                "evil\n",
                "words.in",
                "evil\n");
        assertThat(gaps(report)).isEmpty();
        assertThat(report.dependencies())
                .extracting(each -> each.location().path() + " "
                        + each.dependency().coordinates().name())
                .containsExactly(
                        "deps/base.in evil",
                        "deps/base.in worse",
                        "requirements/dev.txt pytest",
                        "requirements/extras/redis.txt kombu");
    }

    @Test
    void aNameSaysMoreThanAFolder() {
        RecordedReport report =
                scan("requirements/constraints.txt", "evil==1\n", "requirements/requirements.txt", "a\n");
        assertThat(report.dependencies())
                .extracting(each -> each.dependency().coordinates().name() + " "
                        + each.dependency().relation().id())
                .containsExactly("evil constraint", "a direct");
    }

    @Test
    void whatNobodyReadIsAGap() {
        assertThat(gaps(scan("requirements.txt", "-r missing-requirements.txt\n")))
                .containsExactly("includes what was not read as a list of requirements: 'missing-requirements.txt'");
        assertThat(gaps(scan("requirements.txt", "-r ../requirements.txt\n"))).hasSize(1);
        assertThat(gaps(scan("requirements.txt", "-r https://u:p@h.example/requirements.txt\n")))
                .hasSize(1)
                .noneMatch(reason -> reason.contains("u:p"));
        assertThat(gaps(scan("requirements.txt", "-r /etc/requirements.txt\n"))).hasSize(1);
    }

    private static List<String> packages(RecordedReport report) {
        return report.dependencies().stream()
                .map(each -> each.location() + " "
                        + each.dependency().coordinates().name() + " "
                        + each.dependency().relation().id())
                .toList();
    }

    @Test
    void whatAnOptionNamesIsReadWhateverItIsCalled() {
        RecordedReport report = scan(
                "other.lst",
                "evil\n-r sub/more\n",
                "requirements.txt",
                "-r other.lst\n-c versions.in\n-r base.txt\n",
                "versions.in",
                "worse==1\n-r further.cfg\n",
                "base.txt",
                "bare\n",
                "sub/more",
                "-r ../other.lst\nnested==2\n",
                "further.cfg",
                "last\n",
                "unnamed.lst",
                "silent\n");
        assertThat(gaps(report)).isEmpty();
        assertThat(packages(report))
                .containsExactlyInAnyOrder(
                        "memory/other.lst:1 evil direct",
                        "memory/versions.in:1 worse direct",
                        "memory/base.txt:1 bare direct",
                        "memory/sub/more:2 nested direct",
                        "memory/further.cfg:1 last direct");
        assertThat(report.summary().coverage().artifacts()).isEqualTo(7);
    }

    @Test
    void whatOnlySaysVersionsAsksForNothing() {
        RecordedReport report =
                scan("requirements.txt", "-c versions.lst\n", "versions.lst", "-r more\na==1\n", "more", "b\n");
        assertThat(gaps(report)).isEmpty();
        assertThat(packages(report))
                .containsExactly("memory/versions.lst:2 a constraint", "memory/more:1 b constraint");
    }

    @Test
    void textInUtf16IsReadAsWhatNamesIt() {
        MemoryConnector files = new MemoryConnector()
                .file("requirements.txt", "-r other.lst\n".getBytes(UTF_8))
                .file("other.lst", "evil==1\n".getBytes(UTF_16));
        RecordedReport report = new TestScan(Catalog.load("test")).run(files);
        assertThat(gaps(report)).isEmpty();
        assertThat(packages(report)).containsExactly("memory/other.lst!utf-8:1 evil direct");
    }

    @Test
    void membersOfAnArchiveAreReadAsWhatNamesThem() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String[] member : new String[][] {
                {"p-1/other.lst", "evil\n-r more\n"}, {"p-1/requirements.txt", "-r other.lst\n"}, {"p-1/more", "b\n"}
            }) {
                zip.putNextEntry(new ZipEntry(member[0]));
                zip.write(member[1].getBytes(UTF_8));
            }
        }
        MemoryConnector files = new MemoryConnector().file("p-1.zip", bytes.toByteArray());
        RecordedReport report = new TestScan(Catalog.load("test")).run(files);
        assertThat(gaps(report)).isEmpty();
        assertThat(packages(report))
                .containsExactly("memory/p-1.zip!p-1/other.lst:1 evil direct", "memory/p-1.zip!p-1/more:1 b direct");
    }

    @Test
    void whatIsNoListIsReadAsOneAndSaidToBeNone() {
        RecordedReport report = scan("requirements.txt", "-r words\n", "words", "These are words, and nothing else.\n");
        assertThat(gaps(report)).singleElement().asString().contains("no requirement");
        assertThat(gaps(scan("requirements.txt", "-r none\n", "none", ""))).isEmpty();
    }

    @Test
    void whatServicesAreBuiltOfIsReadWhereItLies() {
        String compose = "services:\n  a:\n    build: %s\n";
        assertThat(gaps(scan("compose.yaml", compose.formatted("./a"), "a/Dockerfile", "FROM a:1\n")))
                .isEmpty();
        assertThat(gaps(scan("compose.yaml", compose.formatted("."), "Containerfile", "FROM a:1\n")))
                .isEmpty();
        assertThat(gaps(scan(
                        "compose.yaml",
                        compose.formatted("{context: a, dockerfile: ../b.Dockerfile}"),
                        "b.Dockerfile",
                        "FROM a:1\n")))
                .isEmpty();
        assertThat(gaps(scan("compose.yaml", compose.formatted("a"), "Dockerfile", "FROM a:1\n")))
                .containsExactly("builds what was not read as a Dockerfile: 'a/Dockerfile'");
        assertThat(gaps(scan("compose.yaml", compose.formatted("{dockerfile: prod}"), "prod", "FROM a:1\n")))
                .containsExactly("builds what was not read as a Dockerfile: 'prod'");
        assertThat(gaps(scan("compose.yaml", compose.formatted("../a")))).hasSize(1);
        assertThat(gaps(scan(
                        ".devcontainer/devcontainer.json",
                        "{\"build\": {\"dockerfile\": \"../Dockerfile\"}}",
                        "Dockerfile",
                        "FROM a:1\n")))
                .isEmpty();
    }
}
