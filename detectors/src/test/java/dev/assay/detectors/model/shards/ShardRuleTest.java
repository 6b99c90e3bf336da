package dev.assay.detectors.model.shards;

import static dev.assay.detectors.model.shards.ShardSamples.INDEX;
import static dev.assay.detectors.model.shards.ShardSamples.files;
import static dev.assay.detectors.model.shards.ShardSamples.part;
import static dev.assay.detectors.model.shards.ShardSamples.shard;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ShardRuleTest {
    private static final Detectors DETECTORS = AllDetectors.ALL;
    private static final String WHOLE = "index a=1of3 b=2of3 c=3of3 ; 1of3 a ; 2of3 b ; 3of3 c";

    private static MemoryConnector memory(Map<String, byte[]> files) {
        MemoryConnector memory = new MemoryConnector();
        files.forEach((name, bytes) -> memory.file("m/" + name, bytes));
        return memory;
    }

    private static RecordedReport scan(MemoryConnector memory) {
        return new TestScan(DETECTORS).run(memory);
    }

    private static RecordedReport scan(String example) {
        return scan(memory(files(example)));
    }

    private static Map<String, byte[]> without(String example, String... names) {
        Map<String, byte[]> files = files(example);
        files.keySet().removeAll(Arrays.asList(names));
        return files;
    }

    @Test
    void theExamplesOfEachRuleAreReportedAndNotReported() {
        for (RuleInfo rule : DETECTORS.book().all()) {
            if (rule.id().startsWith("model/shard-")) {
                rule.match()
                        .forEach(example ->
                                assertThat(scan(example).ruleIds()).as(example).contains(rule.id()));
                rule.silent()
                        .forEach(example ->
                                assertThat(scan(example).inOrder()).as(example).isEmpty());
            }
        }
    }

    @Test
    void whatTheIndexNamesAndIsNotThereIsAGapAtItsPlace() {
        Map<String, byte[]> files = without(WHOLE, part(2, 3), part(3, 3));
        RecordedReport report = scan(memory(files));
        assertThat(report.findings()).isEmpty();
        assertThat(report.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(GapKind.UNREADABLE);
            assertThat(gap.reason())
                    .isEqualTo("not all of the model is there: the index also names '" + part(2, 3) + "', '"
                            + part(3, 3) + "'");
            String before = new String(files.get(INDEX), 0, (int) gap.location().offsetBytes());
            assertThat(before).contains("\"a\"").doesNotContain("\"b\"");
            assertThat(gap.location().at(-1)).hasToString("memory/m/" + INDEX);
        });
    }

    @Test
    void aPartThatIsNotThereIsAGapWithoutAnIndexToo() {
        assertThat(scan(memory(without(WHOLE, INDEX, part(2, 3)))).gaps())
                .singleElement()
                .satisfies(gap -> {
                    assertThat(gap.reason())
                            .isEqualTo("not all of the model is there: of its 3 files the number 2 is missing");
                    assertThat(gap.location()).hasToString("memory/m/" + part(1, 3));
                });
    }

    @Test
    void numberedFilesThatNothingKnowsAreNotAModel() {
        byte[] data = {1, 2, 3};
        assertThat(scan(new MemoryConnector().file("m/tokens-00001-of-00009.bin", data))
                        .inOrder())
                .isEmpty();
    }

    @Test
    void aHugeCountCostsNothing() {
        Map<String, byte[]> files = Map.of("model-00001-of-999999999.safetensors", shard("a"));
        assertThat(scan(memory(files)).gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("the number 2, 3, 4 and 999999995 more"));
    }

    /** vLLM and others fetch the safetensors of a repository and all of its JSON. */
    @Test
    void anIndexOfWhichNothingIsThereBelongsToAnotherFramework() {
        Map<String, byte[]> files = files(WHOLE);
        files.putAll(files("pytorch_model.bin.index.json a=pytorch_model-00001-of-00002.bin"));
        assertThat(scan(memory(files)).inOrder()).isEmpty();
        assertThat(scan(memory(without(WHOLE, part(1, 3), part(2, 3), part(3, 3))))
                        .inOrder())
                .isEmpty();
    }

    @Test
    void whatWasExcludedOrNotReadIsNotMissing() {
        Location at = Location.of(MemoryConnector.TARGET, "m/" + part(2, 3));
        Map<String, byte[]> rest = without(WHOLE, part(2, 3));
        assertThat(scan(memory(rest).step(out -> out.suppressed(new Suppressed("file", at, "", "--exclude"))))
                        .gaps())
                .isEmpty();
        assertThat(scan(memory(rest).step(out -> out.known(at, "links"))).gaps())
                .isEmpty();
        Gap gap = new Gap(GapKind.UNREADABLE, at, "a link out of the target", -1);
        assertThat(scan(memory(rest).step(out -> out.gap(gap))).gaps()).containsExactly(gap);
        assertThat(scan(memory(rest).unreadable("m/" + part(2, 3), new AccessDeniedException("x")))
                        .gaps())
                .extracting(Gap::reason)
                .containsExactly("permission denied");
        assertThat(new TestScan(DETECTORS)
                        .maxSize(1_000)
                        .run(memory(rest).file("m/" + part(2, 3), new byte[1_001]))
                        .gaps())
                .singleElement()
                .satisfies(each -> assertThat(each.reason()).contains("--max-size"));
    }

    @Test
    void nothingIsMissingWhereTheListingBrokeOff() {
        Gap gap = new Gap(GapKind.UNREACHABLE, Location.of(MemoryConnector.TARGET, ""), "no answer", -1);
        assertThat(scan(memory(without(WHOLE, part(2, 3))).step(out -> out.gap(gap)))
                        .gaps())
                .containsExactly(gap);
    }

    @Test
    void foldersAreJudgedApart() {
        MemoryConnector memory = new MemoryConnector();
        files(WHOLE).forEach((name, bytes) -> memory.file("a/" + name, bytes));
        without(WHOLE, part(1, 3)).forEach((name, bytes) -> memory.file("b/" + name, bytes));
        assertThat(scan(memory).gaps()).extracting(gap -> gap.location().path()).containsExactly("b/" + INDEX);
    }

    @Test
    void aModelWithinAnArchiveIsJudgedByItsFolderThere() throws IOException {
        byte[] zip = zip(without(WHOLE, part(3, 3)));
        assertThat(scan(new MemoryConnector().file("models.zip", zip)).gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.location().at(-1)).hasToString("memory/models.zip!x/" + INDEX));
        assertThat(scan(new MemoryConnector().file("models.zip", zip(files(WHOLE))))
                        .inOrder())
                .isEmpty();
    }

    @Test
    void strictnessDoesNotHideWhatIsMissing() throws IOException {
        Map<String, byte[]> files = without(WHOLE, part(3, 3));
        files.put("notes.txt", new byte[] {'x'});
        RecordedReport report = new TestScan(DETECTORS).strict().run("models.zip", zip(files));
        assertThat(report.gaps()).extracting(Gap::kind).containsExactly(GapKind.OPAQUE, GapKind.UNREADABLE);
    }

    @Test
    void nothingIsMissingInAnArchiveThatCouldNotBeReadToItsEnd() throws IOException {
        byte[] zip = zip(files(WHOLE));
        RecordedReport report = scan(new MemoryConnector().file("models.zip", Arrays.copyOf(zip, zip.length / 2)));
        assertThat(report.gaps())
                .isNotEmpty()
                .noneSatisfy(gap -> assertThat(gap.reason()).contains("not all of the model"));
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                out.putNextEntry(new ZipEntry("x/" + file.getKey()));
                out.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void namesWithSpecialCharactersAreFound() {
        String name = "50%! #1-00001-of-00001.safetensors";
        MemoryConnector memory = new MemoryConnector()
                .file("m/" + INDEX, ShardSamples.json("{\"weight_map\":{\"a\":\"" + name + "\"}}"))
                .file("m/" + Location.escape(name), shard("a"));
        assertThat(scan(memory).inOrder()).isEmpty();
    }

    @Test
    void aFindingPointsAtTheTensorsName() {
        Map<String, byte[]> files = files("index a=1of2 b=2of2 ; 1of2 a ; 2of2 b z");
        Finding finding = scan(memory(files)).findings().getFirst();
        assertThat(finding.ruleId()).isEqualTo("model/shard-tensor-unlisted");
        assertThat(finding.message()).contains("a tensor that '" + INDEX + "' does not place");
        byte[] file = files.get(part(2, 2));
        int at = (int) finding.location().offsetBytes();
        assertThat(new String(file, at, 3)).isEqualTo("\"z\"");
    }

    @Test
    void manyFindingsOfOneKindAreOne() {
        RecordedReport report = scan("index a=1of2 b=2of2 ; 1of2 a ; 2of2 b ; 1of7 a ; 2of7 b ; 3of7 c");
        assertThat(report.ruleIds()).containsExactly("model/shard-unlisted");
        assertThat(report.findings().getFirst().message()).contains("this file and 2 more");
    }

    @Test
    void aFileIsComparedWithSoManyIndexesAndNoMore() {
        MemoryConnector memory = memory(files("1of2 a b ; 2of2 c"));
        byte[] index = files("index a=1of2 c=2of2").get(INDEX);
        for (int i = 0; i < 20; i++) {
            memory.file("m/" + (char) ('a' + i) + ".safetensors.index.json", index);
        }
        RecordedReport report = scan(memory);
        assertThat(report.ruleIds()).hasSize(16).containsOnly("model/shard-tensor-unlisted");
        assertThat(report.gaps()).hasSize(4).extracting(Gap::kind).containsOnly(GapKind.LIMIT);
    }

    @Test
    void theReportIsTheSameWhateverTheNumberOfJobs() {
        List<String> examples = DETECTORS.book().all().stream()
                .filter(rule -> rule.id().startsWith("model/shard-"))
                .flatMap(rule -> rule.match().stream())
                .toList();
        MemoryConnector memory = new MemoryConnector();
        for (int i = 0; i < 100; i++) {
            String folder = "f" + i + "/";
            files(examples.get(i % examples.size())).forEach((name, bytes) -> memory.file(folder + name, bytes));
        }
        RecordedReport one = new TestScan(DETECTORS).jobs(1).run(memory);
        RecordedReport eight = new TestScan(DETECTORS).jobs(8).run(memory);
        assertThat(one.findings()).hasSizeGreaterThan(100);
        assertThat(eight.inOrder()).isEqualTo(one.inOrder());
        assertThat(eight.summary().coverage()).isEqualTo(one.summary().coverage());
    }
}
