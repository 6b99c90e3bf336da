package dev.assay.detectors.model.numpy;

import static dev.assay.detectors.model.numpy.NpySamples.header;
import static dev.assay.detectors.model.numpy.NpySamples.join;
import static dev.assay.detectors.model.numpy.NpySamples.npy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyDecoderTest {
    private static RecordedReport scan(byte[] npy) {
        return new TestScan(AllDetectors.ALL).run("x.npy", npy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "'<f8';(2, 3);48",
                "'>i2';(5,);10",
                "'|b1';();1",
                "'<U5';(3,);60",
                "'|S7';(2,);14",
                "'<M8[ns]';(4,);32",
                "'<m8[D]';(4,);32",
                "'<c16';(1,);16",
                "'<f8';(0, 7);0",
                "'|V16';(2,);32",
                "[('a', '<f8'), ('b', '|u1')];(3,);27",
                "[('a', '<f4', (2, 2)), ('', '|V4')];(3,);60",
                "[(('a title', 'a'), '<i4')];(3,);12",
                "[('a', [('b', '<i4'), ('c', '<i8')])];(2,);24",
                "('<i4', (3,));(2,);24",
                "('<i4', 3);(2,);24",
                "'<f8';(2L, 3L);48",
                "u'<f8';(2,);16",
                "[('g\\u00e9', '<f8')];(1,);8",
            })
    void arraysOfNumbersAreOpaqueAndNothingMore(String descr, String shape, int bytes) {
        RecordedReport report = scan(npy(header(descr, shape), new byte[bytes]));
        assertThat(report.inOrder()).isEmpty();
        assertThat(report.summary().coverage().byFormat())
                .containsEntry("npy", 1L)
                .hasSize(1);
        if (bytes > 0) {
            assertThat(scan(npy(header(descr, shape), new byte[bytes - 1])).gaps())
                    .singleElement()
                    .satisfies(gap -> {
                        assertThat(gap.kind()).isEqualTo(GapKind.MALFORMED);
                        assertThat(gap.reason()).isEqualTo("ends early: 1 more bytes were needed");
                    });
        }
        assertThat(scan(npy(header(descr, shape), new byte[bytes + 1])).ruleIds())
                .containsExactly("model/npy-trailing-data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'|O'",
                "'O'",
                "'<O8'",
                "[('a', '<f8'), ('b', '|O')]",
                "[('a', [('b', '|O')])]",
                "('|O', (2,))",
                "[('a', '|O', (3,))]",
                "'f8,O'",
                "'object'"
            })
    void behindADtypeWithObjectsThereIsAPickle(String descr) throws IOException {
        byte[] pickle = "\u0080\u0004N.".getBytes(StandardCharsets.ISO_8859_1);
        byte[] large = join(pickle, new byte[300_000]);
        for (byte[] data : List.of(pickle, large)) {
            byte[] npy = npy(header(descr, "(1,)"), data);
            for (ByteSource source : List.of(
                    new MemorySource(npy),
                    new StreamSource(new ByteArrayInputStream(npy), npy.length),
                    new StreamSource(new ByteArrayInputStream(npy), ByteSource.UNKNOWN))) {
                Decoded decoded = new TestScan(AllDetectors.ALL).decode("x.npy", source);
                assertThat(decoded.files()).isEqualTo(2);
                assertThat(decoded.parts())
                        .allSatisfy(part -> assertThat(part.entries()).containsExactly("object-array.pkl"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'float64'", "'f8,f8'", "'<x8'", "''", "'<'", "None", "[]x", "['<f8']", "[('a',)]", "3", "{}"})
    void aDtypeThatIsNotKnownIsAGap(String descr) {
        assertThat(scan(npy(header(descr, "(1,)"), new byte[8])).gaps()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__import__('os').system('id')",
                "{'descr': __import__('os').system('id'), 'fortran_order': False, 'shape': (1,)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1+1,)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (x for x in y)}",
                "dict(descr='<f8', fortran_order=False, shape=(1,))",
                "{'descr': f'<f8', 'fortran_order': False, 'shape': (1,)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)}; import os",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)",
                "{'descr': '<f8, 'fortran_order': False, 'shape': (1,)}",
                "{'descr' '<f8', 'fortran_order': False, 'shape': (1,)}",
                "",
            })
    void aHeaderThatIsNoLiteralIsAFindingAndAGap(String header) {
        RecordedReport report = scan(npy(header, new byte[8]));
        assertThat(report.ruleIds()).containsExactly("model/npy-header-not-literal");
        assertThat(report.gaps()).extracting(Gap::kind).containsExactly(GapKind.MALFORMED);
    }

    @Test
    void keysThatNumpyDoesNotKnowOrThatAreThereTwice() {
        assertThat(scan(npy("{'descr': '|O', 'descr': '<f8', 'fortran_order': False, 'shape': (1,)}", new byte[8]))
                        .ruleIds())
                .containsExactly("model/npy-header-keys");
        assertThat(scan(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'x': 1}", new byte[8]))
                        .ruleIds())
                .containsExactly("model/npy-header-keys");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f8', 'fortran_order': False}",
                "{'fortran_order': False, 'shape': (1,)}",
                "{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': 1}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807, 2)}",
                "[]",
                "'x'"
            })
    void whatNumpyRefusesIsAGap(String header) {
        assertThat(scan(npy(header, new byte[8])).gaps()).extracting(Gap::kind).containsExactly(GapKind.MALFORMED);
    }

    @Test
    void aLongHeaderIsSaidAndStillRead() {
        String fields = "('a_long_name', '<f8'), ".repeat(600);
        RecordedReport report = scan(npy(2, header("[" + fields + "]", "(2,)"), new byte[600 * 16]));
        assertThat(report.ruleIds()).containsExactly("model/npy-header-oversized");
        assertThat(report.gaps()).isEmpty();
    }

    @Test
    void aHeaderOfBracketsCostsNeitherStackNorMemory() {
        assertThat(scan(npy(2, "(".repeat(1 << 20), new byte[0])).ruleIds()).contains("model/npy-header-not-literal");
        assertThat(scan(npy(2, "[" + "[],".repeat(1 << 20) + "]", new byte[0])).findings())
                .anySatisfy(
                        finding -> assertThat(finding.evidence().get("detail")).contains("values"));
    }

    @Test
    void aHeaderLongerThanTheFileIsRefusedBeforeItIsRead() {
        byte[] npy = npy(2, header("'<f8'", "(1,)"), new byte[8]);
        npy[10] = (byte) 0xff;
        npy[11] = 0x7f;
        assertThat(scan(npy).gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).startsWith("ends early"));
    }

    @Test
    void versionsThatDoNotExistAreAGap() {
        byte[] npy = npy(header("'<f8'", "(1,)"), new byte[8]);
        npy[6] = 4;
        assertThat(scan(npy).gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.reason()).contains("version 4.0");
            assertThat(gap.location().offsetBytes()).isEqualTo(6);
        });
    }

    @Test
    void arraysThatFollowOneAnotherAreAllRead() {
        byte[] one = npy(header("'<f8'", "(1,)"), new byte[8]);
        assertThat(scan(join(one, one, one)).inOrder()).isEmpty();
        byte[] bad = npy("{1: __import__('os')}", new byte[0]);
        assertThat(scan(join(one, one, bad)).ruleIds()).contains("model/npy-header-not-literal");
    }

    @Test
    void whatFollowsAnArrayIsLookedAt() {
        byte[] elf = new byte[64];
        elf[0] = 0x7f;
        elf[1] = 'E';
        elf[2] = 'L';
        elf[3] = 'F';
        RecordedReport report = scan(join(npy(header("'<f8'", "(1,)"), new byte[8]), elf));
        assertThat(report.ruleIds()).containsExactly("model/npy-trailing-data", "model/native-code-in-model");
        assertThat(report.findings().getLast().location()).hasToString("memory/x.npy!trailing-data:+0");
    }

    @Test
    void theExamplesOfEachRuleAreReportedAndNotReported() {
        for (RuleInfo rule : AllDetectors.ALL.book().all()) {
            if (rule.id().startsWith("model/npy-")) {
                rule.match()
                        .forEach(example -> assertThat(scanExample(example).ruleIds())
                                .as(example)
                                .contains(rule.id()));
                rule.silent()
                        .forEach(example -> assertThat(scanExample(example).inOrder())
                                .as(example)
                                .isEmpty());
            }
        }
    }

    private static RecordedReport scanExample(String example) {
        int bar = example.lastIndexOf(" | ");
        String header = example.substring(0, bar);
        int bytes = Integer.parseInt(example.substring(bar + 3));
        return scan(npy(header, new byte[bytes]));
    }
}
