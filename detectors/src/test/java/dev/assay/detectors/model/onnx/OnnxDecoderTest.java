package dev.assay.detectors.model.onnx;

import static dev.assay.detectors.model.onnx.OnnxSamples.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.detectors.ProtobufBytes;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OnnxDecoderTest {
    private static RecordedReport scan(byte[] bytes) {
        return new TestScan(AllDetectors.ALL).run("model.onnx", bytes);
    }

    private static RecordingSink decode(byte[] bytes) {
        return RecordingSink.of(new OnnxDecoder(), new MemorySource(bytes));
    }

    private static List<String> worrying(RecordedReport report) {
        return report.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .map(Finding::ruleId)
                .toList();
    }

    @Test
    void theExamplesOfEachRuleAreReportedAndNotReported() {
        for (RuleInfo rule : AllDetectors.ALL.book().all()) {
            if (rule.id().startsWith("model/onnx-")) {
                rule.match()
                        .forEach(example -> assertThat(scan(model(example)).ruleIds())
                                .as(example)
                                .contains(rule.id()));
                rule.silent()
                        .forEach(example -> assertThat(worrying(scan(model(example))))
                                .as(rule.id() + ": " + example)
                                .isEmpty());
            }
        }
    }

    @Test
    void aModelIsKnownByItsContentWhateverItsName() {
        RecordedReport report = new TestScan(AllDetectors.ALL).run("weights", model("node ::PythonOp"));
        assertThat(report.summary().coverage().byFormat()).containsOnlyKeys("onnx");
        assertThat(report.ruleIds()).containsExactly("model/onnx-python-operator");
    }

    @Test
    void fieldsMayComeInAnyOrderAndBehindUnknownOnes() {
        ProtobufBytes node =
                new ProtobufBytes().text(7, "mine").text(4, "Op").text(2, "y").text(1, "x");
        byte[] bytes = new ProtobufBytes()
                .bytes(99, new byte[10])
                .message(7, new ProtobufBytes().text(2, "g").message(1, node))
                .number(1, 9)
                .build();
        RecordedReport report = new TestScan(AllDetectors.ALL).run("weights", bytes);
        assertThat(report.ruleIds())
                .containsExactlyInAnyOrder("model/onnx-custom-operator", "model/onnx-unknown-field");
    }

    @Test
    void otherBytesAreNoModel() {
        Random random = new Random(7);
        byte[] bytes = new byte[400];
        for (int i = 0; i < 50_000; i++) {
            random.nextBytes(bytes);
            bytes[0] = 8;
            assertThat(new OnnxDecoder().format().magic().matches(Head.of("x", bytes)))
                    .isFalse();
        }
        for (String text : List.of("", "\n\n", "hello world\n", ":\u0001a", "{\"a\": 1}")) {
            assertThat(new OnnxDecoder()
                            .format()
                            .magic()
                            .matches(Head.of("x", text.getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                    .isFalse();
        }
    }

    @Test
    void aNameThatPromisesAModelIsAGapWhenThereIsNone() {
        assertThat(scan("no model at all".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .gaps())
                .extracting(Gap::kind)
                .containsExactly(GapKind.MALFORMED);
    }

    @Test
    void operatorsOfGraphsWithinGraphsAreSeen() {
        assertThat(scan(OnnxSamples.nested(24, "mine::Deep")).ruleIds()).containsExactly("model/onnx-custom-operator");
        RecordedReport report = scan(OnnxSamples.nested(60, "mine::Deep"));
        assertThat(report.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("more than 100 levels"));
    }

    @Test
    void aFindingTellsWhatTheOperatorIsGiven() {
        Finding finding = scan(model("node ::Relu; node com.microsoft::PythonOp func_name=evil.run"))
                .findings()
                .getFirst();
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.message()).contains("evil.run").contains("1 node(s)");
        assertThat(finding.location().offsetBytes()).isPositive();
    }

    @Test
    void whatWasThereBeforeATruncationIsJudged() {
        byte[] whole = model("node ::PythonOp; tensor 1 100 400");
        RecordedReport report = scan(Arrays.copyOf(whole, whole.length - 300));
        assertThat(report.ruleIds()).containsExactly("model/onnx-python-operator");
        assertThat(report.gaps()).extracting(Gap::reason).allMatch(reason -> reason.startsWith("ends early"));
    }

    @Test
    void textsAreHandedOnByWhatTheyLookLike() {
        byte[] bytes = new ProtobufBytes()
                .raw(model("node ::Relu"))
                .text(6, "Describes what it does")
                .entry(14, "chat_template", "{{ cycler.__init__.__globals__.os }}")
                .entry(14, "config", "{\"a\": [1]}")
                .entry(14, "hook", "import os; os.system('id')")
                .entry(14, "author", "me")
                .build();
        assertThat(decode(bytes).children())
                .extracting(RecordingSink.Child::name)
                .containsExactly(
                        "doc_string.txt", "metadata/chat_template.jinja", "metadata/config.json", "metadata/hook.py");
    }

    @Test
    void attributesThatHoldCodeAreHandedOn() {
        byte[] bytes = model("node ::Relu source=some/words_that_are_no_code");
        assertThat(decode(bytes).children()).isEmpty();
        ProtobufBytes attribute = new ProtobufBytes()
                .text(1, "source")
                .text(4, "import os; os.system('id')")
                .number(20, 3);
        ProtobufBytes node = OnnxSamples.node(List.of("::Relu")).message(5, attribute);
        byte[] code = new ProtobufBytes()
                .number(1, 8)
                .message(7, new ProtobufBytes().message(1, node))
                .build();
        assertThat(decode(code).children())
                .extracting(RecordingSink.Child::name)
                .containsExactly("graph/node/source.py");
    }

    @Test
    void whatTravelsAlongInAnUnknownFieldIsLookedAt() {
        byte[] elf = new byte[64];
        System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F'}, 0, elf, 0, 4);
        byte[] padded = Arrays.copyOf(elf, 100);
        RecordedReport report = scan(
                new ProtobufBytes().raw(model("node ::Relu")).bytes(500, padded).build());
        assertThat(report.ruleIds()).contains("model/onnx-unknown-field", "model/native-code-in-model");
    }

    @Test
    void onlyTheHeadersOfALargeModelAreRead() {
        int tensors = 1_000;
        int each = 1_000_000;
        byte[] tensor = new ProtobufBytes()
                .number(1, each)
                .number(2, 2)
                .text(8, "w")
                .claimed(9, each, new byte[0])
                .build();
        ProtobufBytes node = OnnxSamples.node(List.of("mine::Op"));
        byte[] start = new ProtobufBytes().message(1, node).build();
        byte[] first =
                new ProtobufBytes().claimed(5, tensor.length + each, tensor).build();
        long graph = start.length + (long) tensors * (first.length + each);
        byte[] head = new ProtobufBytes().number(1, 8).claimed(7, graph, start).build();
        byte[] tail = new ProtobufBytes()
                .message(8, new ProtobufBytes().number(2, 17))
                .build();
        long size = head.length + graph - start.length + tail.length;
        RecordedReport report = new TestScan(AllDetectors.ALL)
                .run(new MemoryConnector()
                        .file("m.onnx", size, _ -> new Repeated(head, first, each, tensors, tail, size)));
        assertThat(report.gaps()).isEmpty();
        assertThat(report.ruleIds()).containsExactly("model/onnx-custom-operator");
        assertThat(report.summary().coverage().bytesOpaque()).isEqualTo((long) tensors * each);
        assertThat(report.summary().performance().bytesRead()).isLessThan(10 << 20);
    }

    @Test
    void aModelBeyondWhatReadersTakeIsSaidToBe() {
        long size = (1L << 31) + 100;
        byte[] head = model("node ::Relu");
        byte[] behind = new ProtobufBytes()
                .claimed(14, size - head.length - 6, new byte[0])
                .build();
        byte[] start = new ProtobufBytes().raw(head).raw(behind).build();
        RecordedReport report = new TestScan(AllDetectors.ALL)
                .run(new MemoryConnector()
                        .file("m.onnx", size, _ -> new Repeated(start, new byte[0], 0, 0, new byte[0], size)));
        assertThat(report.ruleIds()).contains("model/onnx-oversized");
    }

    /** A head, a number of equal parts that each begin with the same bytes and are zero behind them, and a tail. */
    private record Repeated(byte[] head, byte[] part, int zeros, int parts, byte[] tail, long sizeBytes)
            implements ByteSource {
        @Override
        public boolean seekable() {
            return true;
        }

        @Override
        public int read(long position, ByteBuffer into) {
            int n = (int) Math.min(into.remaining(), sizeBytes - position);
            for (int i = 0; i < n; i++) {
                into.put(at(position + i));
            }
            return n <= 0 ? -1 : n;
        }

        private byte at(long position) {
            if (position < head.length) {
                return head[(int) position];
            }
            long each = part.length + (long) zeros;
            long behind = position - head.length - parts * each;
            if (behind >= 0) {
                return behind < tail.length ? tail[(int) behind] : 0;
            }
            long within = (position - head.length) % each;
            return within < part.length ? part[(int) within] : 0;
        }
    }
}
