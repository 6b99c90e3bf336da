package dev.assay.detectors.model.keras;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.detectors.archive.ZipBytes;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KerasDecoderTest {
    private static final Path LAMBDAS = Path.of("src/test/resources/dev/assay/detectors/model/keras");
    private static final Path REAL = Path.of("src/test/resources/real/keras/3.15.1");
    private static final String BYTECODE = "model/bytecode-reach";
    private static final String LAMBDA = "model/keras-lambda";
    private static final String DANGEROUS = "model/keras-dangerous-name";

    private static RecordedReport scan(String config) {
        return scan("model.json", config.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static RecordedReport scan(String name, byte[] bytes) {
        return new TestScan(AllDetectors.ALL).run(name, bytes);
    }

    @Test
    void theExamplesOfEachRuleAreReportedAndNotReported() {
        for (RuleInfo rule : AllDetectors.ALL.book().all()) {
            if (rule.id().startsWith("model/keras-")) {
                rule.match()
                        .forEach(example ->
                                assertThat(scan(example).ruleIds()).as(example).contains(rule.id()));
                rule.silent()
                        .forEach(example ->
                                assertThat(scan(example).ruleIds()).as(example).doesNotContain(rule.id()));
            }
        }
    }

    @Test
    void aModelOfKerasOwnLayersIsSilent() {
        assertThat(scan(KerasSamples.model(KerasSamples.DENSE)).inOrder()).isEmpty();
        RecordedReport report = scan("x.keras", KerasSamples.all().get("dense.keras"));
        assertThat(report.inOrder()).isEmpty();
        assertThat(report.summary().coverage().byFormat()).containsKeys("keras", "keras-config", "zip");
    }

    /** Keras 3 writes operations by their class alone into .h5 files. */
    @Test
    void operationsOfKerasOwnAreNoneOfTheModels() throws IOException {
        byte[] functional = Files.readAllBytes(REAL.resolve("functional.h5"));
        assertThat(scan("x.h5", functional).inOrder()).isEmpty();
    }

    @Test
    void whatTheModelBringsIsCalledAsItIsRegistered() throws IOException {
        byte[] own = Files.readAllBytes(REAL.resolve("own.keras"));
        assertThat(scan("x.keras", own).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.ruleId()).isEqualTo("model/keras-custom-object");
            assertThat(finding.evidence()).containsEntry("names", "Ours>Scale, Ours>swish_like");
        });
    }

    /** As Keras 2 and 3 write them: that there is a function is told, and that it only computes. */
    @ParameterizedTest
    @ValueSource(strings = {"lambda-2.6.0.h5", "lambda-3.15.1.h5", "lambda-3.15.1.keras"})
    void aFunctionThatOnlyComputesIsNoMoreThanThat(String name) throws IOException {
        RecordedReport report = scan(name, Files.readAllBytes(LAMBDAS.resolve(name)));
        assertThat(report.ruleIds()).containsExactly(LAMBDA);
        assertThat(report.findings().getFirst().severity()).isEqualTo(Severity.MEDIUM);
        assertThat(report.gaps()).isEmpty();
    }

    @Test
    void theFunctionOfALambdaIsDisassembled() {
        RecordedReport report = scan("x.keras", KerasSamples.all().get("lambda.keras"));
        assertThat(report.ruleIds()).containsExactlyInAnyOrder(LAMBDA, BYTECODE);
        Finding code = report.findings().stream()
                .filter(finding -> finding.ruleId().equals(BYTECODE))
                .findFirst()
                .orElseThrow();
        assertThat(code.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(code.location().entries())
                .containsExactly("config.json", "config/layers/1/config/function/config/code.marshal");
    }

    @Test
    void aFunctionIsFoundWhereverItStandsAndHoweverItIsEncoded() {
        String code = KerasSamples.encoded("os.system(\"id\")");
        assertThat(scan("{\"class_name\":\"X\",\"config\":{\"of_its_own\":[\"" + code + "\"]}}")
                        .ruleIds())
                .contains(BYTECODE);
        // Python's decoder passes over what is not of the alphabet
        assertThat(scan("{\"class_name\":\"Lambda\",\"config\":{\"function\":[\"**" + code.replace("A", "A-*")
                                + "\"]}}")
                        .ruleIds())
                .contains(BYTECODE);
        // what is no base64 at all is taken as it stands
        StringBuilder raw = new StringBuilder();
        String decoded =
                new String(Base64.getMimeDecoder().decode(code.replace("\\n", "")), StandardCharsets.ISO_8859_1);
        decoded.chars().forEach(c -> raw.append("\\u%04x".formatted(c)));
        assertThat(scan("{\"class_name\":\"Lambda\",\"config\":{\"function\":[\"" + raw + "\"]}}")
                        .ruleIds())
                .contains(BYTECODE);
    }

    @Test
    void theOrderOfKeysDoesNotMatter() {
        assertThat(scan("{\"config\":\"system\",\"module\":\"os\",\"x\":{\"y\":[{}]},\"class_name\":\"function\"}")
                        .ruleIds())
                .containsExactly(DANGEROUS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.keras", "x.zip"})
    void anArchivesConfigurationIsReadWhateverItBeginsWith(String name) {
        String padding = "{\"padding\":\"" + "x".repeat(200_000) + "\",";
        byte[] zip = KerasSamples.archive(padding + "\"class_name\":\"Dense\",\"module\":\"os\",\"config\":{}}")
                .build();
        assertThat(scan(name, zip).ruleIds()).containsExactly(DANGEROUS);
    }

    @Test
    void aConfigurationThatIsNoJsonIsAGap() {
        RecordedReport report = scan("x.keras", KerasSamples.archive("{ not }").build());
        assertThat(report.gaps())
                .isNotEmpty()
                .allSatisfy(gap -> assertThat(gap.location().entries()).containsExactly("config.json"));
        assertThat(scan("{\"class_name\":\"Dense\",\"config\":{}} more").gaps()).isNotEmpty();
    }

    @Test
    void programsInAnArchiveAreSaid() {
        ZipBytes zip = KerasSamples.archive(KerasSamples.model(KerasSamples.DENSE));
        zip.stored("assets/vocabulary.txt", "a\nb\n");
        assertThat(scan("x.keras", zip.build()).inOrder()).isEmpty();
        zip.zip64 = true; // as archives of more than 4 GB have their end
        assertThat(scan("x.keras", zip.build()).inOrder()).isEmpty();
        zip.stored("run.SH", "id\n");
        zip.stored("code.py", "import os\n");
        RecordedReport report = scan("x.keras", zip.build());
        assertThat(report.ruleIds()).contains("model/keras-archive-code");
        assertThat(report.findings().getFirst().message()).contains("run.SH, code.py");
    }

    @Test
    void aTorchModuleIsLookedInto() {
        String pickle = Base64.getEncoder()
                .encodeToString("\u0080\u0004cos\nsystem\n(S'id'\ntR.".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(scan("{\"class_name\":\"TorchModuleWrapper\",\"config\":{\"module\":\"" + pickle + "\"}}")
                        .ruleIds())
                .containsExactlyInAnyOrder("model/keras-torch-module", "model/pickle-dangerous-callable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "http://192.0.2.1/x", "../x", "C:\\\\x", "..\\\\x"})
    void aVocabularyFromElsewhereIsWorse(String path) {
        Finding finding = scan("{\"class_name\":\"StringLookup\",\"config\":{\"vocabulary\":\"" + path + "\"}}")
                .findings()
                .getFirst();
        assertThat(finding.ruleId()).isEqualTo("model/keras-file-reference");
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void whatPythonTakesHidesNothing() {
        String lambda = "{\"class_name\": \"Lambda\", \"config\": {\"name\": \"l\"}}";
        String layers =
                "{\"class_name\": \"Sequential\", \"config\": {\"a\": [NaN, -Infinity, \"\\udc00\"], \"layers\": ["
                        + lambda + "]}}";
        assertThat(scan(layers).ruleIds()).contains(LAMBDA);
        assertThat(scan("\u00ef\u00bb\u00bf" + layers).ruleIds()).contains(LAMBDA);
        assertThat(scan(layers.replace("class_name", "cl\\u0061ss_name")).ruleIds())
                .contains(LAMBDA);
    }
}
