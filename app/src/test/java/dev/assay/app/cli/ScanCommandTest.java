package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanCommandTest {
    @TempDir
    Path folder;

    Path models;
    Cli cli;

    @BeforeEach
    void makeFolder() throws IOException {
        cli = new Cli(folder);
        models = Files.createDirectory(folder.resolve("models"));
    }

    private String write(String name, byte[] content) throws IOException {
        Path file = models.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return file.toString();
    }

    @Test
    void cleanIsZero() throws IOException {
        Ran ran = cli.run("scan", write("good.pkl", Cli.BENIGN));
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("CLEAN");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void theReportIsNotWrittenOverWhatIsScanned() throws IOException {
        String model = write("bad.pkl", Cli.EVIL);
        for (String output : new String[] {model, "json=" + model}) {
            Ran ran = cli.run("scan", "-o", output, model);
            assertThat(ran.code()).isEqualTo(64);
            assertThat(Files.readAllBytes(Path.of(model))).isEqualTo(Cli.EVIL);
        }
    }

    @Test
    void aTargetWithoutANameIsWrongUsage() {
        Ran ran = cli.run("scan", "");
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("without a name");
    }

    @Test
    void unsafeIsOneAndNamesTheCallableAndThePlace() throws IOException {
        Ran ran = cli.run("scan", write("bad.pkl", Cli.EVIL));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("UNSAFE", "os.system", "bad.pkl", "critical");
    }

    @Test
    void explainPrintsThePrograms() throws IOException {
        String evil = write("bad.pkl", Cli.EVIL);
        Ran text = cli.run("scan", "--explain", evil);
        assertThat(text.code()).isEqualTo(1);
        assertThat(text.out())
                .contains("PROGRAM  " + evil + ":+0\n")
                .contains("  from os import system  # +0x0\n  v1 = os.system('id')   # +0x13\n  return v1  ")
                .contains("UNSAFE");
        assertThat(cli.run("scan", evil).out()).doesNotContain("return v1");
        assertThat(cli.run("scan", "--explain", "--quiet", evil).out()).doesNotContain("return v1");
        assertThat(cli.run("scan", "--explain", "-f", "jsonl", evil)
                        .out()
                        .lines()
                        .findFirst())
                .hasValueSatisfying(line -> assertThat(line)
                        .startsWith("{\"type\":\"program\",\"location\":{")
                        .contains("{\"offset\":19,\"text\":\"v1 = os.system('id')\"}"));
        assertThat(cli.run("scan", "--explain", "-f", "sarif", evil).out()).doesNotContain("return v1");
        String report = folder.resolve("report.jsonl").toString();
        cli.run("scan", "--explain", "-f", "jsonl", "-o", report, evil);
        assertThat(cli.run("scan", "--baseline", report, evil).code()).isZero();
        cli.environment.put("ASSAY_EXPLAIN", "true");
        assertThat(cli.run("scan", evil).out()).contains("return v1");
        assertThat(cli.run("scan", "--no-explain", evil).out()).doesNotContain("return v1");
    }

    @Test
    void incompleteIsTwo() throws IOException {
        Ran ran = cli.run("scan", write("cut.pkl", new byte[] {(byte) 0x80, 4, ']', (byte) 0x94, 'X', 9, 0, 0, 0}));
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).contains("INCOMPLETE", "ends early");
    }

    @Test
    void unsafeAndIncompleteIsOneAndSaysBoth() throws IOException {
        write("bad.pkl", Cli.EVIL);
        Ran ran = cli.run(
                "scan",
                "--format",
                "json",
                models.toString(),
                folder.resolve("gone").toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("\"verdict\": \"unsafe\"", "\"incomplete\": true", "no such file or folder");
    }

    @Test
    void nothingToScanIsWrongUsage() {
        Ran ran = cli.run("scan");
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("nothing to scan", "assay scan --help");
    }

    @Test
    void misspeltOptionIsWrongUsageWithASuggestion() {
        Ran ran = cli.run("scan", "--fail-one", "high", "x");
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("--fail-one", "--fail-on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--max-size=12x",
                "--jobs=-1",
                "--fail-on=severe",
                "--timeout=soon",
                "--as-of=tomorrow",
                "--format=pdf"
            })
    void badValueIsWrongUsageAndNamesTheOption(String option) {
        Ran ran = cli.run("scan", option, models.toString());
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains(option.substring(0, option.indexOf('=')));
    }

    @Test
    void failOnMovesTheVerdictAndNotTheFindings() throws IOException {
        String unknown = write("unknown.pkl", "cmy_module\nmy_function\n(tR.".getBytes(StandardCharsets.US_ASCII));
        assertThat(cli.run("scan", unknown).code()).isEqualTo(1);
        Ran high = cli.run("scan", "--fail-on", "high", unknown);
        assertThat(high.code()).isZero();
        assertThat(high.out()).contains("my_module.my_function");
    }

    @Test
    void failFastStopsInWalkOrder() throws IOException {
        write("a.pkl", Cli.BENIGN);
        write("b.pkl", Cli.EVIL);
        write("c.pkl", Cli.EVIL);
        Ran ran = cli.run("scan", "--fail-fast", "--format", "jsonl", models.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("b.pkl").doesNotContain("c.pkl").contains("--fail-fast");
    }

    @Test
    void baselineTakesOutWhatWasThereAndLeavesWhatIsNew() throws IOException {
        write("old.pkl", Cli.EVIL);
        Path report = folder.resolve("report.json");
        assertThat(cli.run("scan", "--format", "json", "-o", report.toString(), models.toString())
                        .code())
                .isEqualTo(1);
        assertThat(cli.run("scan", "--baseline", report.toString(), models.toString())
                        .code())
                .isZero();
        write("new.pkl", Cli.EVIL);
        Ran ran = cli.run("scan", "--baseline", report.toString(), models.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("new.pkl");
    }

    @Test
    void baselineOfOneCommandDoesNotTakeOutAnother() throws IOException {
        String model = write("old.pkl", Cli.EVIL);
        Path report = folder.resolve("report.json");
        cli.run("scan", "--format", "json", "-o", report.toString(), model);
        assertThat(cli.run("scan", "--baseline", report.toString(), model).code())
                .isZero();
        write("old.pkl", "cos\nsystem\n(S'rm -rf /'\ntR.".getBytes(StandardCharsets.US_ASCII));
        Ran ran = cli.run("scan", "--baseline", report.toString(), model);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("'rm -rf");
    }

    @Test
    void baselineSurvivesARenamedFolder() throws IOException {
        write("sub/old.pkl", Cli.EVIL);
        Path report = folder.resolve("report.json");
        cli.run("scan", "--format", "json", "-o", report.toString(), models.toString());
        Files.move(models.resolve("sub"), models.resolve("renamed"));
        assertThat(cli.run("scan", "--baseline", report.toString(), models.toString())
                        .code())
                .isZero();
    }

    @Test
    void outputWithAFormatComesInAdditionToThePrintedReport() throws IOException {
        write("bad.pkl", Cli.EVIL);
        Ran ran = cli.run("scan", "-o", "sarif=a.sarif", "-o", "jsonl=a.jsonl", models.toString());
        assertThat(ran.out()).contains("UNSAFE");
        assertThat(folder.resolve("a.sarif")).content().contains("\"version\": \"2.1.0\"");
        assertThat(folder.resolve("a.jsonl")).content().contains("\"type\":\"summary\"");
    }

    @Test
    void outputInAFormOfAnotherCommandIsRefused() {
        Ran sarif = cli.run("inspect", "-o", "sarif=a.sarif", models.toString());
        assertThat(sarif.code()).isEqualTo(64);
        assertThat(sarif.err()).contains("does not report as sarif");
        assertThat(folder.resolve("sarif=a.sarif")).doesNotExist();
    }

    /** A misspelt family would find nothing, and look clean. */
    @Test
    void anUnknownFamilyIsRefused() {
        Ran ran = cli.run("scan", "--only", "model,archives", models.toString());
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err())
                .contains(
                        "archives",
                        "archive, code, crypto, indicator, license, model, network, package, secret, suppression, user");
    }

    @Test
    void theReportItselfIsNotScanned() throws IOException {
        write("a.pkl", Cli.BENIGN);
        String report = models.resolve("z.jsonl").toString();
        Ran ran = cli.run("scan", "--strict", "--verbose", "-o", "jsonl=" + report, models.toString());
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("reports that this scan writes");
    }

    @Test
    void outputThatCannotBeWrittenIsSaidBeforeTheScan() {
        Ran ran = cli.run("scan", "-o", "nowhere/report.json", models.toString());
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("--output");
    }

    @Test
    void standardInput() {
        assertThat(cli.stdin(Cli.EVIL).run("scan", "-").code()).isEqualTo(1);
        assertThat(cli.stdin(Cli.BENIGN).run("scan", "-").code()).isZero();
    }

    @Test
    void filesFromALineOrANulEach() throws IOException {
        String bad = write("with space.pkl", Cli.EVIL);
        String good = write("ünï.pkl", Cli.BENIGN);
        byte[] lines = (good + "\n" + bad + "\n").getBytes(StandardCharsets.UTF_8);
        assertThat(cli.stdin(lines).run("scan", "--files-from", "-").code()).isEqualTo(1);
        byte[] nuls = (good + "\0" + bad + "\0").getBytes(StandardCharsets.UTF_8);
        assertThat(cli.stdin(nuls).run("scan", "--files-from", "-").code()).isEqualTo(1);
        assertThat(cli.stdin((good + "\r\n").getBytes(StandardCharsets.UTF_8))
                        .run("scan", "--files-from", "-")
                        .code())
                .isZero();
    }

    @Test
    void dryRunReadsNothingAndListsAll() throws IOException {
        write("bad.pkl", Cli.EVIL);
        Ran ran = cli.run("scan", "--dry-run", models.toString());
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("bad.pkl", Cli.EVIL.length + " bytes in 1 file; ");
    }

    @Test
    void dryRunSaysWhatWouldBeTooLarge() throws IOException {
        write("bad.pkl", Cli.EVIL);
        Ran ran = cli.run("scan", "--dry-run", "--max-size", "10", models.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).contains("limit  " + models + "/bad.pkl: ", "0 bytes in 0 files");
    }

    @Test
    void maxSizeIsAGap() throws IOException {
        Ran ran = cli.run("scan", "--max-size", "10", write("bad.pkl", Cli.EVIL));
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).contains("--max-size");
    }

    @Test
    void emptyFileAndEmptyFolderAreClean() throws IOException {
        assertThat(cli.run("scan", models.toString()).code()).isZero();
        assertThat(cli.run("scan", write("empty.pkl", new byte[0])).code()).isZero();
    }

    @Test
    void aNameThatPromisesAPickleAndHasNoneIsAGap() throws IOException {
        Ran ran = cli.run("scan", write("prose.pkl", "Words, no opcodes.\n".getBytes(StandardCharsets.US_ASCII)));
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).contains("named .pkl");
    }

    @Test
    void strictTurnsWhatNobodyInterpretsIntoAGap() throws IOException {
        String text = write("notes.txt", "hello".getBytes(StandardCharsets.US_ASCII));
        assertThat(cli.run("scan", text).code()).isZero();
        assertThat(cli.run("scan", "--strict", text).code()).isEqualTo(2);
    }

    @Test
    void aProgramThatIsReadForItsCryptographyIsNotOpaque() throws IOException {
        String program =
                write("Plain.java", "class Plain { int one() { return 1; } }".getBytes(StandardCharsets.US_ASCII));
        Ran ran = cli.run("scan", "--strict", "--format", "json", program);
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("\"bytesOpaque\": 0");
    }

    @Test
    void theReportIsTheSameForAnyNumberOfJobs() throws IOException {
        for (int i = 0; i < 200; i++) {
            write("d" + i % 7 + "/f" + i + ".pkl", i % 5 == 0 ? Cli.EVIL : Cli.BENIGN);
        }
        String one = withoutFigures(cli.run("scan", "--jobs", "1", "--format", "json", models.toString())
                .out());
        for (int i = 0; i < 5; i++) {
            assertThat(withoutFigures(cli.run("scan", "--jobs", "8", "--format", "json", models.toString())
                            .out()))
                    .isEqualTo(one);
        }
    }

    private static String withoutFigures(String report) {
        assertThat(report).contains("\"performance\"");
        return report.substring(0, report.indexOf("\"performance\""));
    }

    @Test
    void quietSaysNothingOfACleanTarget() throws IOException {
        assertThat(cli.run("scan", "--quiet", write("good.pkl", Cli.BENIGN)).out())
                .isEmpty();
        assertThat(cli.run("scan", "--quiet", write("bad.pkl", Cli.EVIL)).out()).contains("os.system");
    }

    @Test
    void hostileNamesCannotMoveTheCursor() throws IOException {
        Ran ran = cli.run("scan", write("a\u001b[2Jb\u202e.pkl", Cli.EVIL));
        assertThat(ran.out()).doesNotContain("\u001b", "\u202e").contains("UNSAFE");
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(name));
            out.write(content);
            out.closeEntry();
        }
        return bytes.toByteArray();
    }

    @Test
    void compressedContentKeepsThePromiseOfTheOuterName() throws IOException {
        byte[] compressed = gzip("hello".getBytes(StandardCharsets.US_ASCII));
        Ran promised = cli.run("scan", write("y.pkl", compressed));
        assertThat(promised.code()).isEqualTo(2);
        assertThat(promised.out()).contains("named .pkl");
        assertThat(cli.run("scan", write("y.pkl.gz", compressed)).code()).isEqualTo(2);
        assertThat(cli.run("scan", write("y.txt.gz", compressed)).code()).isZero();
    }

    @Test
    void aZipBehindAnUnknownStreamThatIsTooLargeToKeepIsAGap() throws IOException {
        byte[] evil = zip("data.pkl", Cli.EVIL);
        byte[] padded = new byte[(33 << 20) + evil.length];
        System.arraycopy(evil, 0, padded, padded.length - evil.length, evil.length);
        String file = write("outer.zip", zip("model.bin", padded));
        Ran ran = cli.run("scan", file);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).contains("zip lies at the end of a stream");
        assertThat(cli.run("scan", "--deep", file).code()).isEqualTo(1);
        assertThat(cli.run("scan", write("outer2.zip", zip("model.bin", new byte[33 << 20])))
                        .code())
                .isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatDoesNotKnowItsSizeIsRead() {
        Ran ran = cli.run("scan", "--format", "json", "/proc/self/cmdline");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).doesNotContain("\"bytesTotal\": 0,");
    }
}
