package dev.assay.detectors.model.safetensors;

import static dev.assay.detectors.model.safetensors.SafetensorsSamples.file;
import static dev.assay.detectors.model.safetensors.SafetensorsSamples.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import dev.assay.engine.tensor.UnusedBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsDecoderTest {
    private static final String A = tensor("a", "F32", "2,2", 0, 16);

    private static RecordedReport scan(byte[] bytes) {
        return new TestScan(AllDetectors.ALL).run("x.safetensors", bytes);
    }

    static Stream<Arguments> sound() {
        return Stream.of(
                Arguments.of("{}", 0),
                Arguments.of("{}      ", 0),
                Arguments.of("{\"__metadata__\":{}}", 0),
                Arguments.of("{\"__metadata__\":{\"format\":\"pt\",\"long\":\"" + "x".repeat(200_000) + "\"}}", 0),
                Arguments.of("{" + A + "}", 16),
                Arguments.of("{" + A + "}" + " ".repeat(100), 16),
                Arguments.of("{ \"a\" : { \"shape\" : [ 2 , 2 ] , \"data_offsets\" : [0,16], \"dtype\":\"F32\"} }", 16),
                Arguments.of("{" + tensor("b", "U8", "4", 16, 20) + "," + A + "}", 20),
                Arguments.of("{" + tensor("scalar", "F64", "", 0, 8) + "}", 8),
                Arguments.of("{" + tensor("e", "F64", "0,5", 0, 0) + "," + A + "}", 16),
                Arguments.of("{" + A + "," + tensor("e", "F64", "3,0", 16, 16) + "}", 16),
                Arguments.of("{" + tensor("four", "F4", "2,3", 0, 3) + "}", 3),
                Arguments.of("{" + tensor("six", "F6_E2M3", "4", 0, 3) + "}", 3),
                Arguments.of("{" + tensor("eight", "F8_E8M0", "4", 0, 4) + "}", 4),
                Arguments.of("{" + tensor("c", "C64", "2", 0, 16) + "}", 16),
                Arguments.of("{" + tensor("\\u00e4\\ud83d\\ude00", "BF16", "2", 0, 4) + "}", 4));
    }

    @ParameterizedTest
    @MethodSource("sound")
    void soundFilesGiveNothing(String header, int dataBytes) {
        RecordedReport report = scan(file(header, dataBytes));
        assertThat(report.inOrder()).isEmpty();
        assertThat(report.summary().coverage().byFormat()).containsOnlyKeys("safetensors");
        assertThat(report.summary().coverage().bytesOpaque()).isEqualTo(dataBytes);
    }

    static Stream<Arguments> broken() {
        String b = "," + tensor("b", "U8", "4", 16, 20);
        return Stream.of(
                Arguments.of("overlap", "{" + A + "," + tensor("b", "U8", "8", 12, 20) + "}", 20),
                Arguments.of("overlap", "{" + A + "," + tensor("b", "F32", "2,2", 0, 16) + "}", 16),
                Arguments.of("overlap", "{" + A + "," + tensor("b", "U8", "4", 4, 8) + "}", 16),
                Arguments.of("hole", "{" + A + "," + tensor("b", "U8", "4", 17, 21) + "}", 21),
                Arguments.of("hole", "{" + tensor("b", "U8", "4", 1, 5) + "}", 5),
                Arguments.of("trailing-data", "{" + A + "}", 17),
                Arguments.of("trailing-data", "{}", 1),
                Arguments.of("size", "{" + tensor("a", "F32", "2,2", 0, 15) + "}", 15),
                Arguments.of("size", "{" + tensor("a", "F4", "3", 0, 2) + "}", 2),
                Arguments.of("size", "{" + tensor("a", "U8", "9223372036854775807,2", 0, 4) + "}", 4),
                Arguments.of("size", "{" + tensor("a", "U8", "4294967296,4294967296,0", 0, 0) + "}", 0),
                Arguments.of("offsets", "{" + A + "," + tensor("b", "U8", "0", 9, 7) + "}", 16),
                Arguments.of("offsets", "{" + A + "," + tensor("b", "U8", "0", 9, 9) + "}", 16),
                Arguments.of("offsets", "{" + A + "," + tensor("b", "U8", "0", 99, 99) + "}", 16),
                Arguments.of(
                        "duplicate-key",
                        "{" + A + ",\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[16,16]}}",
                        16),
                Arguments.of("duplicate-key", "{" + A + b + "," + tensor("\\u0061", "U8", "0", 20, 20) + "}", 20),
                Arguments.of("duplicate-key", "{\"__metadata__\":{\"x\":\"1\",\"x\":\"2\"}," + A + "}", 16),
                Arguments.of("duplicate-key", "{\"__metadata__\":{},\"__metadata__\":{}," + A + "}", 16),
                Arguments.of(
                        "duplicate-key",
                        "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}",
                        16),
                Arguments.of("unknown-dtype", "{" + tensor("a", "F128", "1", 0, 16) + "}", 16),
                Arguments.of("unknown-dtype", "{" + tensor("a", "f32", "4", 0, 16) + "}", 16),
                Arguments.of("header-start", " {" + A + "}", 16),
                Arguments.of("padding", "{" + A + "}\n", 16),
                Arguments.of("padding", "{" + A + "}{}", 16),
                Arguments.of("metadata", "{\"__metadata__\":[\"x\"]," + A + "}", 16),
                Arguments.of("metadata", "{\"__metadata__\":{\"x\":{\"y\":1}}," + A + "}", 16),
                Arguments.of("header-structure", "{\"b\":[{}]," + A + "}", 16),
                Arguments.of("header-structure", "{\"b\":{}," + A + "}", 16),
                Arguments.of("header-structure", "{\"a\":{\"dtype\":8,\"shape\":[4],\"data_offsets\":[0,16]}}", 16),
                Arguments.of(
                        "header-structure", "{\"a\":{\"dtype\":\"F32\",\"shape\":[4.0],\"data_offsets\":[0,16]}}", 16),
                Arguments.of(
                        "header-structure", "{\"a\":{\"dtype\":\"F32\",\"shape\":[-4],\"data_offsets\":[0,16]}}", 16),
                Arguments.of(
                        "header-structure", "{\"a\":{\"dtype\":\"F32\",\"shape\":{},\"data_offsets\":[0,16]}}", 16),
                Arguments.of(
                        "header-structure",
                        "{\"b\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0]}," + A + "}",
                        16),
                Arguments.of(
                        "header-structure",
                        "{\"b\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16,0]}," + A + "}",
                        16),
                Arguments.of(
                        "header-structure",
                        "{\"b\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[-1,16]}," + A + "}",
                        16),
                Arguments.of(
                        "unknown-field",
                        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16],\"code\":[1,{}]}}",
                        16));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void eachBrokenRuleIsItsOwnFindingAndReadingGoesOn(String rule, String header, int dataBytes) {
        RecordedReport report = scan(file(header, dataBytes));
        assertThat(report.ruleIds()).containsExactly("model/safetensors-" + rule);
        assertThat(report.gaps()).isEmpty();
        assertThat(report.findings().getFirst().message()).doesNotContain("{detail}");
    }

    @Test
    void severalBrokenRulesAreAllFound() {
        String header = "{" + tensor("a", "F99", "1", 0, 10) + "," + tensor("a", "U8", "1", 5, 20) + ","
                + tensor("c", "U8", "4", 30, 34) + "}";
        assertThat(scan(file(header, 40)).ruleIds())
                .containsExactlyInAnyOrder(
                        "model/safetensors-duplicate-key",
                        "model/safetensors-hole",
                        "model/safetensors-overlap",
                        "model/safetensors-size",
                        "model/safetensors-trailing-data",
                        "model/safetensors-unknown-dtype");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"a\"",
                "{\"a\":NaN}",
                "{\"a\":{},}",
                "{'a':{}}",
                "{\"\\ud800\":{}}",
                "{\"a\":{\"b\":01}}",
                "{{}}"
            })
    void jsonThatIsNoneIsAGap(String header) {
        assertThat(scan(file(header, 0)).gaps()).extracting(Gap::kind).containsExactly(GapKind.MALFORMED);
    }

    @Test
    void aFileThatEndsBeforeItsLastTensorIsAGap() {
        assertThat(scan(file("{" + A + "}", 15)).gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).isEqualTo("ends early: 1 more bytes were needed"));
        assertThat(scan(file("{" + tensor("a", "U8", "4", "0", "9223372036854775807") + "}", 4))
                        .gaps())
                .hasSize(1);
    }

    @Test
    void aHeaderLengthThatCannotBeIsRefused() {
        byte[] file = file("{" + A + "}", 16);
        ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN).putLong(0, 1_000);
        assertThat(scan(file).gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).startsWith("ends early"));
        for (long length : new long[] {100_000_001, Long.MAX_VALUE, -1}) {
            ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN).putLong(0, length);
            RecordedReport report = scan(file);
            assertThat(report.ruleIds()).containsExactly("model/safetensors-oversized-header");
            assertThat(report.gaps()).hasSize(1);
        }
    }

    @Test
    void whatLiesBehindTheTensorsIsLookedAt() {
        byte[] file = file("{" + A + "}", 16 + 64);
        System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F'}, 0, file, file.length - 64, 4);
        assertThat(scan(file).ruleIds())
                .containsExactly("model/safetensors-trailing-data", "model/native-code-in-model");
    }

    @Test
    void namesInMessagesHoldNoControlCharacters() {
        Finding finding = scan(file("{\"\\u001b[31m\\u202e\":3}", 0)).findings().getFirst();
        assertThat(finding.message()).contains("'?[31m?'");
    }

    @Test
    void moreTensorsThanTheBudgetAllowsAreAGap() {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < 2_000; i++) {
            header.append(i == 0 ? "" : ",").append(tensor("t" + i, "U8", "1", i, i + 1));
        }
        byte[] file = file(header.append('}').toString(), 2_000);
        assertThat(scan(file).inOrder()).isEmpty();
        Limits some = new Limits(4, 9, 9, 9, 9, 9, 1_000, 9, Limits.DEFAULT.perTarget());
        assertThat(new TestScan(AllDetectors.ALL)
                        .limits(some)
                        .run("x.safetensors", file)
                        .gaps())
                .extracting(Gap::kind)
                .containsExactly(GapKind.LIMIT);
    }

    @Test
    void onlyTheHeaderOfALargeFileIsRead() {
        long size = 1L << 40;
        byte[] head =
                file("{" + tensor("a", "U8", "" + (size - 1_000), "0", "" + (size - 1_000)) + "}" + " ".repeat(900), 0);
        byte[] start = Arrays.copyOf(head, 1_000);
        ByteBuffer.wrap(start).order(java.nio.ByteOrder.LITTLE_ENDIAN).putLong(0, 992);
        Arrays.fill(start, head.length, 1_000, (byte) ' ');
        RecordedReport report = new TestScan(AllDetectors.ALL)
                .run(new MemoryConnector().file("x.safetensors", size, _ -> new Sparse(start, size)));
        assertThat(report.inOrder()).isEmpty();
        assertThat(report.summary().performance().bytesRead()).isLessThan(1 << 20);
    }

    /** A file of zeros behind a head. */
    private record Sparse(byte[] head, long sizeBytes) implements dev.assay.engine.bytes.ByteSource {
        @Override
        public boolean seekable() {
            return true;
        }

        @Override
        public int read(long position, ByteBuffer into) {
            int n = (int) Math.min(into.remaining(), sizeBytes - position);
            for (int i = 0; i < n; i++) {
                into.put(position + i < head.length ? head[(int) position + i] : 0);
            }
            return n <= 0 ? -1 : n;
        }
    }

    @Test
    void randomBytesAreNotTakenForSafetensors() {
        Random random = new Random(5);
        byte[] bytes = new byte[256];
        for (int i = 0; i < 100_000; i++) {
            random.nextBytes(bytes);
            Arrays.fill(bytes, 3, 8, (byte) 0);
            bytes[8] = '{';
            bytes[9] = (byte) (bytes[9] == '"' || bytes[9] == '}' || bytes[9] <= ' ' ? 'x' : bytes[9]);
            assertThat(new SafetensorsDecoder().format().magic().matches(Head.of("x.bin", bytes)))
                    .isFalse();
        }
        assertThat(new SafetensorsDecoder().format().magic().matches(Head.of("x.bin", file("{" + A + "}", 16))))
                .isTrue();
    }

    @Test
    void theCoverageSweepAgreesWithPaintingEachByte() {
        Random random = new Random(11);
        for (int round = 0; round < 3_000; round++) {
            int size = 1 + random.nextInt(12);
            int[] painted = new int[size + 1];
            int end = 0;
            Anomalies violations = new Anomalies("model/safetensors-");
            Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), 1);
            RecordingSink sink = new RecordingSink(budget);
            TensorTable table = new TensorTable(budget, violations);
            for (int i = random.nextInt(5); i >= 0; i--) {
                int from = random.nextInt(size);
                int to = from + 1 + random.nextInt(size - from);
                table.add("t", 0, "U8", to - from, from, to);
                for (int at = from; at < to; at++) {
                    painted[at]++;
                }
                end = Math.max(end, to);
            }
            UnusedBytes unused = new UnusedBytes(new MemorySource(new byte[0]), sink, budget);
            assertThat(table.check(0, unused)).isEqualTo(end);
            boolean hole = false;
            boolean overlap = false;
            for (int at = 0; at < end; at++) {
                hole |= painted[at] == 0;
                overlap |= painted[at] > 1;
            }
            assertThat(violations.has("hole")).isEqualTo(hole);
            assertThat(violations.has("overlap")).isEqualTo(overlap);
        }
    }

    @Test
    void templatesInTheMetadataAreJudged() {
        String header = "{\"__metadata__\":{\"chat_template\":\"{{ x.__class__.__mro__[1].__subclasses__() }}\"}}";
        assertThat(scan(file(header, 0)).ruleIds()).contains("model/jinja-escape");
    }

    @Test
    void theExamplesOfEachRuleAreReportedAndNotReported() {
        for (RuleInfo rule : AllDetectors.ALL.book().all()) {
            if (rule.id().startsWith("model/safetensors-")) {
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
        return scan(file(header, bytes));
    }

    /** A digest is Base64 as well, by its characters, and is nothing that goes on. */
    @Test
    void whatMetadataHoldInBase64GoesOn() {
        byte[] pickle = "\u0080\2cos\nsystem\nX\2\0\0\0id\u0085R.".getBytes(StandardCharsets.ISO_8859_1);
        byte[] padded = Arrays.copyOf(pickle, 64);
        String encoded = Base64.getEncoder().encodeToString(padded);
        RecordedReport report = scan(SafetensorsSamples.file("{\"__metadata__\":{\"a\":\"" + encoded + "\"}}", 0));
        assertThat(report.ruleIds()).contains("model/pickle-dangerous-callable");
        assertThat(report.findings().getFirst().location().entries()).containsExactly("a/base64");
        String digest = "0123456789abcdef".repeat(4);
        assertThat(scan(SafetensorsSamples.file("{\"__metadata__\":{\"hash\":\"" + digest + "\"}}", 0))
                        .inOrder())
                .isEmpty();
    }
}
