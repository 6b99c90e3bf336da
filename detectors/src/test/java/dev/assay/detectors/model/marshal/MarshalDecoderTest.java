package dev.assay.detectors.model.marshal;

import static dev.assay.detectors.model.marshal.MarshalSamples.bytes;
import static dev.assay.detectors.model.marshal.MarshalSamples.code;
import static dev.assay.detectors.model.marshal.MarshalSamples.function;
import static dev.assay.detectors.model.marshal.MarshalSamples.text;
import static dev.assay.detectors.model.marshal.MarshalSamples.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarshalDecoderTest {
    private static final Path FIXTURES = Path.of("src/test/resources/dev/assay/detectors/model/marshal");
    private static final String REACH = "model/bytecode-reach";

    private static RecordedReport scan(String name, byte[] bytes) {
        return new TestScan(AllDetectors.ALL).run(name, bytes);
    }

    private static RecordedReport scan(byte[] bytes) {
        return scan("f.marshal", bytes);
    }

    private static List<String> reached(RecordedReport report) {
        return report.findings().stream()
                .map(finding -> finding.evidence().get("name"))
                .toList();
    }

    @Test
    void theExamplesOfEachRuleAreReportedAndNotReported() {
        RuleInfo rule = AllDetectors.ALL.book().get(REACH);
        rule.match()
                .forEach(example -> assertThat(scan(function(example)).ruleIds())
                        .as(example)
                        .contains(REACH));
        rule.silent()
                .forEach(example -> assertThat(scan(function(example)).inOrder())
                        .as(example)
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.7", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13"})
    void functionsOfEachPythonAreRead(String python) throws IOException {
        String ending = "-python" + python + ".marshal";
        assertThat(scan(fixture("double" + ending)).inOrder()).isEmpty();
        assertThat(scan(fixture("method-eval" + ending)).inOrder()).isEmpty();
        assertThat(reached(scan(fixture("evaluates" + ending)))).containsExactly("eval");
        assertThat(reached(scan(fixture("system" + ending)))).containsExactly("__import__", "os.system");
        assertThat(reached(scan(fixture("attributes" + ending)))).containsExactly("subprocess");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.7", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13"})
    void filesOfEachPythonAreProgramsLikeOthers(String python) throws IOException {
        RecordedReport report = scan("program.pyc", fixture("program-python" + python + ".pyc"));
        assertThat(report.ruleIds()).containsExactly("model/pyc-reach");
        assertThat(report.findings()).extracting(Finding::severity).containsOnly(Severity.LOW);
        assertThat(report.findings().getFirst().evidence()).containsEntry("names", "eval, os.system");
        assertThat(report.gaps()).isEmpty();
    }

    private static byte[] fixture(String name) throws IOException {
        return Files.readAllBytes(FIXTURES.resolve(name));
    }

    @Test
    void aFindingSaysWhatAndWithWhat() {
        Finding finding = scan(function("os.system(\"rm -rf /\")")).findings().getFirst();
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).contains("os.system", "starts programs", "<lambda> \"rm -rf /\"");
    }

    @Test
    void namesBeyondTheFirst256AreLookedUpToo() {
        assertThat(reached(scan(MarshalSamples.manyNames("exec")))).containsExactly("exec");
    }

    @Test
    void codeWithinCodeIsRead() {
        byte[] inner = function("os.system(\"id\")");
        assertThat(reached(scan(MarshalSamples.code(new byte[0], List.of(inner), List.of("x")))))
                .containsExactly("os.system");
    }

    @Test
    void constantsThatCarryCodeAreReadHoweverTheyAreWrapped() {
        byte[] inner = function("os.system(\"id\")");
        RecordedReport bytes = scan(MarshalSamples.code(new byte[0], List.of(MarshalSamples.bytes(inner)), List.of()));
        assertThat(bytes.findings().getFirst().location().entries()).containsExactly("<lambda>/constant-0.marshal");
        assertThat(reached(bytes)).containsExactly("os.system");
        byte[] text = MarshalSamples.text(Base64.getEncoder().encodeToString(inner));
        assertThat(reached(scan(MarshalSamples.code(new byte[0], List.of(text), List.of()))))
                .containsExactly("os.system");
        byte[] pickle = MarshalSamples.bytes("cos\nsystem\n(S'id'\ntR.".getBytes(StandardCharsets.ISO_8859_1));
        byte[] binary =
                MarshalSamples.bytes("\u0080\u0004cos\nsystem\n(S'id'\ntR.".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(scan(MarshalSamples.code(new byte[0], List.of(pickle, binary), List.of()))
                        .ruleIds())
                .containsExactly("model/pickle-dangerous-callable");
    }

    @Test
    void whatFollowsIsLookedAtByItself() {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(function("x * 2"));
        both.writeBytes(function("os.system(\"id\")"));
        assertThat(reached(scan(both.toByteArray()))).containsExactly("os.system");
    }

    @Test
    void whatIsNoCodeIsAGap() {
        byte[] code = function("x * 2");
        code[30] = '?'; // the tag of its constants, or within its bytes
        for (byte[] bad : List.of(new byte[] {'N'}, new byte[] {'c'}, deep(100_000), huge())) {
            RecordedReport report = scan(bad);
            assertThat(report.findings()).isEmpty();
            assertThat(report.gaps()).hasSize(1);
            assertThat(report.gaps().getFirst().kind()).isEqualTo(GapKind.MALFORMED);
        }
    }

    private static byte[] deep(int depth) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < depth; i++) {
            out.writeBytes(new byte[] {')', 1});
        }
        out.write('N');
        return out.toByteArray();
    }

    private static byte[] huge() {
        return new byte[] {'(', -1, -1, -1, 0x7f, 'N'};
    }

    @Test
    void referencesThatDoubleCostNoMore() {
        // each tuple holds the one before twice: 2^60 values for a careless reader
        ByteArrayOutputStream items = new ByteArrayOutputStream();
        items.writeBytes(new byte[] {'(', 61, 0, 0, 0});
        items.writeBytes(new byte[] {(byte) (')' | 0x80), 0});
        for (int i = 0; i < 60; i++) {
            // reference 0 is the code object itself
            items.writeBytes(
                    new byte[] {(byte) (')' | 0x80), 2, 'r', (byte) (i + 1), 0, 0, 0, 'r', (byte) (i + 1), 0, 0, 0});
        }
        byte[] code = MarshalSamples.code(new byte[0], List.of(items.toByteArray()), List.of("x"));
        assertThat(scan(code).inOrder()).isEmpty();
    }

    /** A thousand functions that have one list of names between them, which each is looked through for. */
    @Test
    void functionsThatShareWhatTheyHaveAreALimit() {
        byte[] many = tuple(Collections.nCopies(20_000, text("n")));
        many[0] |= (byte) 0x80; // it may be referred to
        byte[] function = code(new byte[0], List.of(), List.of());
        byte[] names = tuple(List.of());
        int at = 1 + 24 + 5 + names.length; // behind the counts, the bytecode and the constants
        ByteArrayOutputStream shared = new ByteArrayOutputStream();
        shared.writeBytes(Arrays.copyOf(function, at));
        shared.writeBytes(new byte[] {'r', 0, 0, 0, 0});
        shared.writeBytes(Arrays.copyOfRange(function, at + names.length, function.length));
        byte[] one = shared.toByteArray();
        one[0] = 'c';
        List<byte[]> all = new ArrayList<>(List.of(many));
        all.addAll(Collections.nCopies(1_000, one));
        RecordedReport report = scan(tuple(all));
        assertThat(report.gaps()).extracting(Gap::kind).containsExactly(GapKind.LIMIT);
        assertThat(report.gaps().getFirst().reason()).contains("share so much");
    }

    @Test
    void moreConstantsThanAreLookedAtAreAGap() {
        List<byte[]> constants = new ArrayList<>();
        for (int i = 0; i < 1_100; i++) {
            constants.add(bytes(("\u0001 not a program " + i).getBytes(StandardCharsets.ISO_8859_1)));
        }
        assertThat(scan(code(new byte[0], constants, List.of())).gaps())
                .extracting(Gap::kind)
                .containsExactly(GapKind.LIMIT);
    }
}
