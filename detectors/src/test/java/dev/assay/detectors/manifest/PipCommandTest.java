package dev.assay.detectors.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists under any name that commands of workflows and images install. */
class PipCommandTest {
    private static final Detectors DETECTORS = new Detectors(
            ManifestDecoder.all(),
            List.of(),
            List.of(IncludedFileRule.create(_ -> false)),
            new RuleBook(List.of(), List.of()),
            Map.of(),
            "commands");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pip install -r a.lst                              | -r a.lst",
                "pip3 install --no-cache-dir -ra.lst -c b.lst      | -r a.lst -c b.lst",
                "python -m pip install --requirement='a b.lst'     | -r a b.lst",
                "x && /opt/bin/pip3.12 install -q -r a.lst; y -r b | -r a.lst",
                "uv pip install -r a.lst                           | -r a.lst",
                "uv pip sync a.lst                                 | ''",
                "pip install -r $LIST -r https://a.example/x       | ''",
                "pip download -r a.lst                             | ''",
                "grep -r a.lst                                     | ''",
                "pip install x && grep -r a.lst .                  | ''",
            })
    void areFoundInCommands(String script, String lists) {
        assertThat(PipCommand.lists(script).stream()
                        .map(list -> (list.isOfConstraints() ? "-c " : "-r ") + list.file())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(lists);
    }

    private static List<String> scanned(String... namesAndTexts) {
        MemoryConnector files = new MemoryConnector();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.file(namesAndTexts[i], namesAndTexts[i + 1].getBytes(UTF_8));
        }
        RecordedReport report = new TestScan(DETECTORS).run(files);
        assertThat(report.gaps()).isEmpty();
        return report.dependencies().stream()
                .filter(each -> each.dependency().coordinates().ecosystem().equals("pypi"))
                .map(each -> each.location().path() + " "
                        + each.dependency().coordinates().name() + " "
                        + each.dependency().relation().name())
                .toList();
    }

    @Test
    void ofWorkflowsLieInTheRepository() {
        String workflow = """
                on: push
                jobs:
                  a:
                    steps:
                      - run: |
                          pip install \\
                            -r ci/names -r missing.lst
                        working-directory: sub
                      - run: pip install -c pins
                """;
        assertThat(scanned(".github/workflows/a.yml", workflow, "sub/ci/names", "one\n", "pins", "two==1\n", "x", "y"))
                .containsExactlyInAnyOrder("sub/ci/names one DIRECT", "pins two CONSTRAINT");
    }

    @Test
    void ofImagesAreWhatIsCopiedThere() {
        String image = """
                FROM scratch
                COPY --from=scratch names2 /app/
                COPY deps/names deps/other /app/
                ADD ./deps/renamed requirements.txt
                RUN pip install -r /app/names && pip install -r requirements.txt
                RUN pip install -r /app/names2
                """;
        assertThat(scanned(
                        "d/Dockerfile", image, "d/deps/names", "one\n", "d/deps/renamed", "two\n", "d/names2", "no\n"))
                .containsExactlyInAnyOrder("d/deps/names one DIRECT", "d/deps/renamed two DIRECT");
    }
}
