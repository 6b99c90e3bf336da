package dev.assay.detectors.model.tensorflow;

import static dev.assay.detectors.model.tensorflow.TensorFlowSamples.metaGraph;
import static dev.assay.detectors.model.tensorflow.TensorFlowSamples.savedModel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.detectors.ProtobufBytes;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorFlowDecoderTest {
    private static RecordedReport scan(String name, byte[] bytes) {
        return new TestScan(AllDetectors.ALL).run(name, bytes);
    }

    private static RecordedReport scan(String words) {
        return scan("saved_model.pb", savedModel(words));
    }

    @Test
    void theExamplesOfEachRuleAreReportedAndNotReported() {
        for (RuleInfo rule : AllDetectors.ALL.book().all()) {
            if (rule.id().startsWith("model/tensorflow-")) {
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
    void eachLayoutIsKnownByItsContent() {
        String words = "node MatMul; node ReadFile";
        byte[] graph = new ProtobufBytes()
                .message(1, TensorFlowSamples.node("n", List.of("ReadFile")))
                .build();
        byte[] keras = TensorFlowSamples.kerasMetadata("{\"class_name\": \"Lambda\"}");
        assertThat(formats(savedModel(words))).containsExactly("tensorflow-saved-model");
        assertThat(formats(metaGraph(words).build())).containsExactly("tensorflow-meta-graph");
        assertThat(formats(graph)).containsExactly("tensorflow-graph");
        assertThat(formats(keras)).containsExactly("json", "json-config", "keras-metadata");
        assertThat(scan("x", metaGraph(words).build()).ruleIds()).containsExactly("model/tensorflow-file-read");
        assertThat(scan("x", graph).ruleIds()).containsExactly("model/tensorflow-file-read");
        assertThat(scan("x", keras).ruleIds()).containsExactly("model/tensorflow-keras-lambda");
    }

    private static List<String> formats(byte[] bytes) {
        return List.copyOf(scan("x", bytes).summary().coverage().byFormat().keySet().stream()
                .filter(id -> !id.equals("unknown"))
                .toList());
    }

    @Test
    void otherBytesAreNoneOfThem() {
        Random random = new Random(3);
        byte[] bytes = new byte[300];
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(bytes);
            bytes[0] = (byte) (i % 2 == 0 ? 8 : 10);
            assertThat(matching("x.pb", bytes)).isEmpty();
        }
        for (String text : List.of("", "\n\n", "hello\n", "\n\u0005hello", "node { name: \"a\" }")) {
            assertThat(matching("x.pb", text.getBytes(StandardCharsets.UTF_8))).isEmpty();
        }
    }

    private static List<Decoder> matching(String name, byte[] bytes) {
        return TensorFlowDecoder.all().stream()
                .filter(decoder -> decoder.format().magic().matches(Head.of(name, bytes)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"saved_model.pb", "keras_metadata.pb"})
    void whatLoadersTakeByNameIsAGapIfItIsNothing(String name) {
        assertThat(scan(name, "no model at all".getBytes(StandardCharsets.UTF_8))
                        .gaps())
                .extracting(Gap::kind)
                .containsExactly(GapKind.MALFORMED);
    }

    @Test
    void aFindingTellsTheNodeAndWhatItIsGiven() {
        Finding finding = scan("node WriteFile <-path <-text; const path /etc/cron.d/x; const text payload")
                .findings()
                .getFirst();
        assertThat(finding.message()).contains("/etc/cron.d/x, payload").contains("n0");
        assertThat(scan("function f WriteFile").findings().getFirst().message()).contains("f/f0");
    }

    @Test
    void whatStandsBehindManyHarmlessOnesIsFound() {
        StringBuilder words = new StringBuilder("node MatMul");
        for (int i = 0; i < 3_000; i++) {
            words.append("; const c")
                    .append(i)
                    .append(" model")
                    .append(i)
                    .append("; node SaveV2 <-c")
                    .append(i);
        }
        assertThat(scan(words + "; const bad /etc/cron.d/x; node SaveV2 <-bad").ruleIds())
                .containsExactly("model/tensorflow-fixed-path-write");
    }

    @Test
    void moreThanIsKeptIsAGap() {
        StringBuilder words = new StringBuilder("node MatMul");
        for (int i = 0; i < 6_000; i++) {
            words.append("; node Op").append(i);
        }
        assertThat(scan(words.toString()).gaps()).extracting(Gap::kind).containsExactly(GapKind.LIMIT);
    }

    @Test
    void whatIsGivenCannotBePushedOutOfSight() {
        String steps = "a/".repeat(300);
        assertThat(scan("const p " + steps + "x; node SaveV2 <-p").ruleIds())
                .containsExactly("model/tensorflow-fixed-path-write");
        String hidden = "node PrintV2 a=" + steps + " b=" + steps + " c=" + steps + " output_stream=file:///tmp/x";
        assertThat(scan(hidden).ruleIds()).containsExactly("model/tensorflow-printed-file");
        assertThat(scan("node SaveV2 <-c a=" + steps + "; const c model").ruleIds())
                .isEmpty();
        String many = " a=b/c".repeat(50_000);
        assertThat(scan("node PrintV2" + many).ruleIds()).containsExactly("model/tensorflow-printed-file");
    }

    @Test
    void aFunctionOfTheFileMayHaveTheNameOfADangerousOperator() {
        assertThat(scan("function WriteFile MatMul; node WriteFile").ruleIds())
                .containsExactly("model/tensorflow-file-write");
    }

    @Test
    void functionsThatNodesAreGivenAreFollowed() {
        ProtobufBytes call = new ProtobufBytes().message(10, new ProtobufBytes().text(1, "f"));
        ProtobufBytes node =
                TensorFlowSamples.node("n", List.of("PartitionedCall")).entry(5, "f", call);
        ProtobufBytes function =
                new ProtobufBytes().message(1, new ProtobufBytes().text(1, "f")).message(3, node);
        byte[] graph = new ProtobufBytes()
                .message(1, TensorFlowSamples.node("m", List.of("NoOp")))
                .message(2, new ProtobufBytes().message(1, function))
                .build();
        assertThat(scan("x.pb", graph).ruleIds()).containsExactly("model/tensorflow-recursive-function");
    }

    @Test
    void codeInAttributesConstantsAndCollectionsIsHandedOn() {
        String code = "import os; os.system('id')";
        ProtobufBytes node =
                TensorFlowSamples.node("n", List.of("PyFunc")).entry(5, "func", new ProtobufBytes().text(2, code));
        ProtobufBytes graph = new ProtobufBytes().message(1, node).message(1, TensorFlowSamples.constant("c", code));
        ProtobufBytes collection = new ProtobufBytes().message(2, new ProtobufBytes().text(1, code));
        byte[] bytes = new ProtobufBytes()
                .message(2, graph)
                .entry(4, "hook", collection)
                .build();
        RecordingSink sink = RecordingSink.of(TensorFlowDecoder.all().get(1), new MemorySource(bytes));
        assertThat(sink.children())
                .extracting(RecordingSink.Child::name)
                .containsExactly("graph/func.py", "graph/constant.py", "collection.py");
        assertThat(scan("x.meta", bytes).findings().getFirst().message()).contains("os.system");
    }

    @Test
    void metadataOfKerasIsHandedOn() {
        byte[] bytes = TensorFlowSamples.kerasMetadata("{\"class_name\": \"Dense\"}");
        RecordingSink sink = RecordingSink.of(TensorFlowDecoder.all().getLast(), new MemorySource(bytes));
        assertThat(sink.children()).extracting(RecordingSink.Child::name).containsExactly("objects/0/metadata.json");
    }

    @Test
    void whatWasThereBeforeATruncationIsJudged() {
        byte[] whole = savedModel("node PyFunc; tensor 1 100 400");
        RecordedReport report = scan("saved_model.pb", Arrays.copyOf(whole, whole.length - 300));
        assertThat(report.ruleIds()).containsExactly("model/tensorflow-python-call");
        assertThat(report.gaps()).hasSize(1);
    }

    /** Lengths, and then the texts; with the type in front of them or behind. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void textsAsTheyLieInMemoryAreWhatANodeIsGiven(boolean typeFirst) {
        byte[] content = "\u000f\u0004/etc/cron.d/bad none".getBytes(StandardCharsets.ISO_8859_1);
        ProtobufBytes type = new ProtobufBytes().number(1, 7);
        ProtobufBytes shape = new ProtobufBytes().message(2, new ProtobufBytes().number(1, 2));
        ProtobufBytes values = new ProtobufBytes().message(2, shape).bytes(4, content);
        ProtobufBytes tensor = typeFirst ? type.raw(values.build()) : values.raw(type.build());
        ProtobufBytes constant = new ProtobufBytes()
                .text(1, "path")
                .text(2, "Const")
                .entry(5, "value", new ProtobufBytes().message(8, tensor));
        byte[] graph = new ProtobufBytes()
                .message(1, constant)
                .message(1, TensorFlowSamples.node("save", List.of("SaveV2", "<-path")))
                .build();
        RecordedReport report = scan("x.pb", graph);
        assertThat(report.ruleIds()).containsExactly("model/tensorflow-fixed-path-write");
        assertThat(report.findings().getFirst().message()).contains("/etc/cron.d/bad");
    }

    @Test
    void aFunctionMayHaveItsNameLast() {
        ProtobufBytes function = new ProtobufBytes()
                .message(3, TensorFlowSamples.node("n", List.of("f")))
                .message(1, new ProtobufBytes().text(1, "f"));
        byte[] graph = new ProtobufBytes()
                .message(1, TensorFlowSamples.node("n", List.of("MatMul")))
                .message(2, new ProtobufBytes().message(1, function))
                .build();
        assertThat(scan("x.pb", graph).ruleIds()).containsExactly("model/tensorflow-recursive-function");
    }
}
