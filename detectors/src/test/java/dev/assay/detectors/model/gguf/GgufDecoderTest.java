package dev.assay.detectors.model.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.fact.Property;
import dev.assay.engine.fact.TensorInfo;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GgufDecoderTest {
    private static final int F32 = 0;
    private static final int Q4_0 = 2;

    private static RecordedReport scan(byte[] bytes) {
        return new TestScan(AllDetectors.ALL).run("x.gguf", bytes);
    }

    private static RecordingSink decode(byte[] bytes) throws IOException {
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), bytes.length);
        RecordingSink sink = new RecordingSink(budget);
        new GgufDecoder().decode(new MemorySource(bytes), sink, budget);
        return sink;
    }

    static Stream<Arguments> sound() {
        return Stream.of(
                Arguments.of("version 1", GgufSamples.model(1, ByteOrder.LITTLE_ENDIAN)),
                Arguments.of("version 2", GgufSamples.model(2, ByteOrder.LITTLE_ENDIAN)),
                Arguments.of("version 3", GgufSamples.model()),
                Arguments.of("big endian", GgufSamples.model(3, ByteOrder.BIG_ENDIAN)),
                Arguments.of("nothing in it", GgufBytes.of(0, 0).done()),
                Arguments.of("padding at the end", GgufBytes.of(0, 0).align(32).done()),
                Arguments.of(
                        "own alignment",
                        GgufBytes.of(2, 1)
                                .u32("general.alignment", 64)
                                .tensor("a", F32, 0, 1)
                                .tensor("b", F32, 64, 1)
                                .align(64)
                                .zeros(68)
                                .done()),
                Arguments.of(
                        "no elements",
                        GgufBytes.of(1, 0).tensor("a", F32, 0, 0, 5).align(32).done()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sound")
    void soundFilesGiveNothing(String name, byte[] bytes) {
        assertThat(scan(bytes).inOrder()).isEmpty();
    }

    static Stream<Arguments> broken() {
        long huge = 1L << 60;
        return Stream.of(
                Arguments.of("model/gguf-count-overflow", GgufBytes.of(0, huge).done()),
                Arguments.of("model/gguf-count-overflow", GgufBytes.of(-1, 0).done()),
                Arguments.of(
                        "model/gguf-length-overflow",
                        GgufBytes.of(0, 1).i64(-1).zeros(64).done()),
                Arguments.of(
                        "model/gguf-length-overflow",
                        GgufBytes.of(0, 1)
                                .key("k", GgufBytes.STRING)
                                .i64(Long.MIN_VALUE)
                                .done()),
                Arguments.of(
                        "model/gguf-length-overflow",
                        GgufBytes.of(0, 1).array("k", GgufBytes.U32, huge).done()),
                Arguments.of(
                        "model/gguf-dimension-count",
                        GgufBytes.of(1, 0)
                                .tensor("a", F32, 0, 1, 1, 1, 1, 1)
                                .align(32)
                                .zeros(4)
                                .done()),
                Arguments.of(
                        "model/gguf-dimensions-overflow",
                        GgufBytes.of(1, 0).tensor("a", F32, 0, -1).align(32).done()),
                Arguments.of(
                        "model/gguf-dimensions-overflow",
                        GgufBytes.of(1, 0)
                                .tensor("a", F32, 0, 1L << 32, 1L << 32)
                                .align(32)
                                .done()),
                Arguments.of(
                        "model/gguf-size-overflow",
                        GgufBytes.of(1, 0)
                                .tensor("a", F32, 0, 1L << 62)
                                .align(32)
                                .done()),
                Arguments.of(
                        "model/gguf-size-overflow",
                        GgufBytes.of(1, 0)
                                .tensor("a", F32, Long.MAX_VALUE - 31, 8)
                                .align(32)
                                .done()),
                Arguments.of(
                        "model/gguf-size-overflow",
                        GgufBytes.of(2, 0)
                                .tensor("a", F32, 0, 1L << 60)
                                .tensor("b", F32, 0, 1L << 60)
                                .align(32)
                                .done()),
                Arguments.of(
                        "model/gguf-overlap",
                        GgufBytes.of(2, 0)
                                .tensor("a", F32, 0, 16)
                                .tensor("b", F32, 32, 8)
                                .align(32)
                                .zeros(64)
                                .done()),
                Arguments.of(
                        "model/gguf-hole",
                        GgufBytes.of(2, 0)
                                .tensor("a", F32, 0, 8)
                                .tensor("b", F32, 96, 8)
                                .align(32)
                                .zeros(128)
                                .done()),
                Arguments.of(
                        "model/gguf-trailing-data",
                        GgufBytes.of(0, 0)
                                .bytes("x".getBytes(StandardCharsets.US_ASCII))
                                .done()),
                Arguments.of(
                        "model/gguf-alignment",
                        GgufBytes.of(0, 1).u32("general.alignment", 0).done()),
                Arguments.of(
                        "model/gguf-alignment",
                        GgufBytes.of(0, 1).u32("general.alignment", 24).done()),
                Arguments.of(
                        "model/gguf-alignment",
                        GgufBytes.of(1, 0)
                                .tensor("a", F32, 4, 1)
                                .align(32)
                                .zeros(8)
                                .done()),
                Arguments.of(
                        "model/gguf-block-size",
                        GgufBytes.of(1, 0)
                                .tensor("a", Q4_0, 0, 31)
                                .align(32)
                                .zeros(18)
                                .done()),
                Arguments.of(
                        "model/gguf-duplicate-key",
                        GgufBytes.of(0, 2).u32("a", 1).u32("a", 2).done()),
                Arguments.of(
                        "model/gguf-duplicate-tensor",
                        GgufBytes.of(2, 0)
                                .tensor("a", F32, 0, 8)
                                .tensor("a", F32, 32, 8)
                                .align(32)
                                .zeros(64)
                                .done()),
                Arguments.of(
                        "model/gguf-unknown-type",
                        GgufBytes.of(1, 0).tensor("a", 999, 0, 8).align(32).done()),
                Arguments.of(
                        "model/gguf-long-name",
                        GgufBytes.of(1, 0)
                                .tensor("n".repeat(64), F32, 0, 1)
                                .align(32)
                                .zeros(4)
                                .done()),
                Arguments.of(
                        "model/gguf-key-name",
                        GgufBytes.of(0, 1).string("../../../etc/passwd", "x").done()),
                Arguments.of(
                        "model/gguf-metadata-code",
                        GgufBytes.of(0, 1).string("command", "rm -rf /").done()),
                Arguments.of(
                        "model/gguf-value-type",
                        GgufBytes.of(0, 1)
                                .array("tokenizer.ggml.scores", GgufBytes.U8, 2)
                                .u8(1)
                                .u8(1)
                                .done()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void whatIsWrongIsFound(String rule, byte[] bytes) {
        assertThat(scan(bytes).ruleIds()).contains(rule);
    }

    /** A large file that ends early is no attack: its numbers fit, and what is missing is a gap. */
    @Test
    void aTruncatedFileIsAGapAndNoFinding() {
        byte[] whole = GgufSamples.model();
        for (int length = 24; length < whole.length; length++) {
            RecordedReport report = scan(java.util.Arrays.copyOf(whole, length));
            assertThat(report.ruleIds()).as("%d bytes", length).isEmpty();
            assertThat(report.gaps())
                    .as("%d bytes", length)
                    .extracting(Gap::kind)
                    .containsOnly(GapKind.MALFORMED);
        }
    }

    @Test
    void templatesAreHandedOn() throws IOException {
        byte[] bytes = GgufBytes.of(0, 4)
                .string("tokenizer.chat_template", "plain")
                .string("tokenizer.chat_template.tool_use", "{% if x %}")
                .string("general.description", "{{ lipsum.__globals__ }}")
                .array("tokenizer.ggml.tokens", GgufBytes.STRING, 1)
                .text("{{")
                .done();
        assertThat(decode(bytes).contents())
                .containsExactly(
                        "tokenizer.chat_template.jinja=plain",
                        "tokenizer.chat_template.tool_use.jinja={% if x %}",
                        "general.description.jinja={{ lipsum.__globals__ }}");
    }

    /** CVE-2024-34359: the template was rendered without a sandbox when the model was loaded. */
    @Test
    void aTemplateThatReachesTheInterpreterIsFound() {
        String template = "{{ cycler.__init__.__globals__.os.popen('id').read() }}";
        for (String key : List.of("tokenizer.chat_template", "tokenizer.chat_template.tool_use", "general.name")) {
            assertThat(scan(GgufBytes.of(0, 1).string(key, template).done()).ruleIds())
                    .as(key)
                    .contains("model/jinja-escape");
        }
    }

    @Test
    void tellsWhatTheModelIs() throws IOException {
        RecordingSink sink = decode(GgufSamples.model());
        assertThat(sink.facts())
                .contains(
                        new Property(Property.FRAMEWORK, "GGML", -1),
                        new Property(Property.FORMAT_VERSION, "3", 4),
                        new Property(Property.TENSORS, "3", -1),
                        new Property(Property.PARAMETERS, "105", -1),
                        new Property(Property.TENSOR_BYTES, "88", -1),
                        new Property(Property.TYPES, "F16, F32, Q4_0", -1),
                        new TensorInfo("token_embd.weight", "Q4_0", List.of(32L, 3L), 576, 54));
        assertThat(sink.facts())
                .filteredOn(Property.class::isInstance)
                .extracting(fact -> ((Property) fact).name() + "=" + ((Property) fact).value())
                .contains(
                        "name=Small",
                        "architecture=llama",
                        "licence=apache-2.0",
                        "quantization=Q4_0",
                        "metadata.llama.rope=1.5",
                        "metadata.tokenizer.ggml.tokens=[3 x text]");
    }

    @Test
    void nestingIsBounded() {
        GgufBytes bytes = GgufBytes.of(0, 1).key("a", GgufBytes.ARRAY);
        for (int i = 0; i < 100; i++) {
            bytes.i32(GgufBytes.ARRAY).i64(1);
        }
        assertThat(scan(bytes.zeros(64).done()).gaps())
                .extracting(Gap::reason)
                .containsExactly("arrays nested more than 16 deep");
    }

    @Test
    void otherVersionsAreAGap() {
        assertThat(scan(new GgufBytes(4, ByteOrder.LITTLE_ENDIAN).header(0, 0).done())
                        .gaps())
                .extracting(Gap::kind)
                .containsExactly(GapKind.UNSUPPORTED);
    }

    /** Files of another writer; the figures are those that @huggingface/gguf 0.4 (npm) reads from them. */
    @ParameterizedTest
    @ValueSource(strings = {"small.gguf", "big-endian.gguf"})
    void readsWhatAnotherWriterWrote(String file) throws IOException {
        byte[] bytes;
        try (InputStream in = GgufDecoderTest.class.getResourceAsStream(file)) {
            bytes = in.readAllBytes();
        }
        assertThat(scan(bytes).inOrder()).isEmpty();
        RecordingSink sink = decode(bytes);
        assertThat(sink.facts())
                .contains(
                        new Property(Property.PARAMETERS, "3644", -1),
                        new TensorInfo("token_embd.weight", "Q4_K", List.of(256L, 5L), 1312, 720),
                        new TensorInfo("blk.0.attn_norm.weight", "F32", List.of(256L), 1312 + 736, 1024),
                        new TensorInfo("blk.0.attn_q.weight", "Q8_0", List.of(256L, 8L), 1312 + 1760, 2176),
                        new TensorInfo("output.weight", "F16", List.of(10L, 3L, 2L), 1312 + 3936, 120));
        assertThat(sink.facts())
                .filteredOn(Property.class::isInstance)
                .extracting(fact -> ((Property) fact).name() + "=" + ((Property) fact).value())
                .contains(
                        "name=Small Lama \ud83e\udd99",
                        "quantization=Q4_K_M",
                        "origin=https://models.example/small",
                        "metadata.llama.odd.i64=-1099511627776",
                        "metadata.llama.odd.i16=-300",
                        "metadata.llama.odd.u16=60000",
                        "metadata.llama.odd.f64=0.1");
        assertThat(sink.children())
                .extracting(RecordingSink.Child::name)
                .containsExactly("tokenizer.chat_template.jinja");
    }
}
