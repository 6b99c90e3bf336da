package dev.assay.detectors.model.executable;

import static dev.assay.detectors.model.executable.ExecutableSamples.elf;
import static dev.assay.detectors.model.executable.ExecutableSamples.fat;
import static dev.assay.detectors.model.executable.ExecutableSamples.mach;
import static dev.assay.detectors.model.executable.ExecutableSamples.pe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.decode.Head;
import dev.assay.engine.fact.Executable;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExecutableDecoderTest {
    static Stream<Arguments> executables() {
        return Stream.of(
                Arguments.of(elf(64, ByteOrder.LITTLE_ENDIAN, 3, 62), "ELF, shared library or executable, for x86-64"),
                Arguments.of(elf(32, ByteOrder.BIG_ENDIAN, 2, 20), "ELF, executable, for PowerPC"),
                Arguments.of(elf(64, ByteOrder.LITTLE_ENDIAN, 1, 999), "ELF, object file, for unknown machine 0x3e7"),
                Arguments.of(
                        elf(0, ByteOrder.LITTLE_ENDIAN, 2, 62), "ELF, file with an inconsistent header, for x86-64"),
                Arguments.of(pe(128, 0x8664, 0x2022), "PE, dynamic library, for x86-64"),
                Arguments.of(pe(64, 0xaa64, 0x22), "PE, executable, for AArch64"),
                Arguments.of(pe(200_000, 0x14c, 0x2), "PE, executable, for x86"),
                Arguments.of(mach(0xfeedface, ByteOrder.LITTLE_ENDIAN, 7, 2), "Mach-O, executable, for x86"),
                Arguments.of(
                        mach(0xfeedfacf, ByteOrder.LITTLE_ENDIAN, 0x0100000c, 6),
                        "Mach-O, shared library, for AArch64"),
                Arguments.of(mach(0xfeedface, ByteOrder.BIG_ENDIAN, 18, 8), "Mach-O, bundle, for PowerPC"),
                Arguments.of(fat(2, 0x01000007), "Mach-O, file for 2 architectures, for x86-64"));
    }

    @ParameterizedTest
    @MethodSource("executables")
    void saysWhatItIsAndForWhichMachine(byte[] bytes, String expected) throws IOException {
        RecordedReport report = new TestScan(AllDetectors.ALL).run("x", bytes);
        assertThat(report.ruleIds()).containsExactly("model/native-code");
        assertThat(report.findings().getFirst().severity()).isEqualTo(Severity.INFO);
        assertThat(report.findings().getFirst().message()).contains("a program: " + expected + ".");
        assertThat(report.gaps()).isEmpty();
        ByteSource stream = new StreamSource(new ByteArrayInputStream(bytes), bytes.length);
        assertThat(new TestScan(AllDetectors.ALL)
                        .decode("x", stream)
                        .parts()
                        .getFirst()
                        .facts())
                .hasSize(1);
    }

    @Test
    void whatOnlyBeginsLikeOneIsNone() {
        byte[] javaClass = fat(0x34, 0x000a0012);
        byte[] dos = pe(128, 0x14c, 2);
        dos[128] = 'N';
        byte[] beyond = pe(128, 0x14c, 2);
        beyond[0x3e] = 1;
        byte[] mach = mach(0xfeedfacf, ByteOrder.LITTLE_ENDIAN, 7, 99);
        for (byte[] bytes : List.of(
                javaClass,
                dos,
                beyond,
                mach,
                "MZ and then some text that goes on for a while, longer than a DOS header"
                        .getBytes(StandardCharsets.US_ASCII),
                new byte[] {0x7f, 'E', 'L', 'F'},
                new byte[] {'M', 'Z'})) {
            assertThat(new ExecutableDecoder().format().magic().matches(Head.of("x", bytes)))
                    .isFalse();
        }
    }

    @Test
    void aDosHeaderThatPointsFarAwayToNothingIsNoFinding() {
        byte[] far = pe(200_000, 0x14c, 2);
        far[200_000] = 'N';
        assertThat(new TestScan(AllDetectors.ALL).run("x", far).inOrder()).isEmpty();
    }

    @Test
    void withinAModelItIsHigh() {
        for (String model : List.of("torch", "npz", "safetensors", "pickle")) {
            assertThat(judged(List.of("zip", model)).severity()).isEqualTo(Severity.HIGH);
        }
        assertThat(judged(List.of("zip", "gzip")).severity()).isEqualTo(Severity.INFO);
    }

    private static dev.assay.engine.report.Finding judged(List<String> around) {
        Location at = Location.of("x", "y");
        Findings findings = new Findings(AllDetectors.ALL.book(), family -> true, 10);
        findings.at(at);
        Executable executable = new Executable("ELF", "executable", "x86-64", 0);
        new NativeCodeRule().judge(new Facts(at, List.of("executable"), around, List.of(executable)), findings);
        return findings.all().getFirst();
    }
}
