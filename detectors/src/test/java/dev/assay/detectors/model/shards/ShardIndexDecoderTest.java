package dev.assay.detectors.model.shards;

import static dev.assay.detectors.model.shards.ShardSamples.INDEX;
import static dev.assay.detectors.model.shards.ShardSamples.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.fact.TensorNames;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardIndexDecoderTest {
    private static final Detectors DETECTORS = AllDetectors.ALL;

    private static Decoded decode(String name, String text) throws IOException {
        return new TestScan(DETECTORS).decode(name, new MemorySource(json(text)));
    }

    private static RecordedReport scan(String text) {
        return new TestScan(DETECTORS).run(INDEX, json(text));
    }

    private static TensorNames names(Decoded decoded) {
        return (TensorNames) decoded.parts().getFirst().facts().getFirst();
    }

    @Test
    void everyTensorIsPlacedInItsFile() throws IOException {
        String text = "{\"weight_map\": {\"a\": \"x\", \"b\": \"y\", \"\\u00e9\": \"x\"}, \"metadata\": {}}";
        TensorNames names = names(decode(INDEX, text));
        assertThat(names.files()).containsExactly("x", "y");
        assertThat(names.count()).isEqualTo(3);
        assertThat(names.file(2)).isZero();
        assertThat(names.offset(1)).isEqualTo(text.indexOf("\"b\""));
        TensorNames written = names(decode(INDEX, "{\"weight_map\": {\"é\": \"x\"}}"));
        assertThat(names.digest(2)).isEqualTo(written.digest(0));
    }

    @ParameterizedTest
    @CsvSource({
        "model.safetensors.index.json,{},true",
        "diffusion_pytorch_model.fp16.safetensors.index.json,{},true",
        "tf_model.h5.index.json,[],true",
        "weights.index.json,'{\"weight_map\":{}}',true",
        "weights.index.json,'{\"a\":1}',false",
        "search.index.json,'[',false",
        "model.safetensors.json,'{\"weight_map\":{}}',false"
    })
    void whatAnIndexIs(String name, String text, boolean index) throws IOException {
        assertThat(decode(name, text).byFormat().containsKey("shard-index")).isEqualTo(index);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"weight_map\": 1}",
                "{\"weight_map\": {\"a\": {\"b\": \"c\"}}}",
                "{\"metadata\": {\"weight_map\": {}}}",
                "{\"weight_map\": {\"a\": \"b\"}} {}"
            })
    void whatIsOfAnotherFormIsSaid(String text) {
        assertThat(scan(text).ruleIds()).containsExactly("model/shard-index-structure");
    }

    @Test
    void aNameThatNoSystemTakesIsSaid() {
        assertThat(scan("{\"weight_map\": {\"a\": \"" + "x".repeat(5_000) + "\"}}")
                        .ruleIds())
                .containsExactly("model/shard-index-structure");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ufeff{}", "{\"weight_map\": {\"a\": NaN}}", "{\"weight_map\": {\"a\": \"b\"}", "[]"})
    void whatCannotBeReadIsAGap(String text) {
        RecordedReport report = scan(text);
        if (!text.isEmpty()) { // an empty file is no file of any format
            assertThat(report.gaps())
                    .singleElement()
                    .satisfies(gap -> assertThat(gap.kind()).isEqualTo(GapKind.MALFORMED));
        }
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void whatCameBeforeAFaultIsReported() {
        RecordedReport report = scan("{\"weight_map\": {\"a\": \"../x\", ]");
        assertThat(report.ruleIds()).containsExactly("model/shard-index-outside");
        assertThat(report.gaps()).hasSize(1);
    }

    @Test
    void deepNestingEndsInAGap() {
        assertThat(scan("{\"x\":" + "[".repeat(100_000)).gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("nested"));
    }

    @Test
    void hostileNumbersOfTensorsAndFilesEndInLimits() throws IOException {
        StringBuilder tensors = new StringBuilder("{\"weight_map\":{");
        for (int i = 0; i < 1_000_001; i++) {
            tensors.append('"').append(i).append("\":\"f\",");
        }
        assertThat(scan(tensors.toString()).gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).isEqualTo("yields more than 1000000 facts"));
        StringBuilder files = new StringBuilder("{\"weight_map\":{");
        for (int i = 0; i < 100_001; i++) {
            files.append('"').append(i).append("\":\"f").append(i).append("\",");
        }
        assertThat(scan(files.toString()).gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).isEqualTo("has more than 100000 entries"));
    }

    @Test
    void whatTakesMoreMemoryThanThereIsEndsInALimit() {
        StringBuilder tensors = new StringBuilder("{\"weight_map\":{\"x\":\"f\"");
        for (int i = 0; i < 200_000; i++) {
            tensors.append(",\"").append(i).append("\":\"f\"");
        }
        byte[] index = json(tensors.append("}}").toString());
        assertThat(new TestScan(DETECTORS).run(INDEX, index).gaps()).isEmpty();
        assertThat(new TestScan(DETECTORS)
                        .memoryBytes(8 << 20)
                        .run(INDEX, index)
                        .gaps())
                .singleElement()
                .satisfies(gap ->
                        assertThat(gap.reason()).endsWith("tensors, for which there is no memory (--max-memory)"));
    }

    @Test
    void equalAndNearlyEqualDigestsAreToldApart() {
        Random random = new Random(5);
        for (int round = 0; round < 500; round++) {
            long[] digests = new long[random.nextInt(40)];
            for (int i = 0; i < digests.length; i++) {
                digests[i] = (long) (random.nextInt(5) - 2) << 40 | random.nextInt(3);
            }
            DigestTable table = new DigestTable(digests);
            for (long wanted = -3L << 40; wanted <= 3L << 40; wanted += 1L << 40) {
                for (int low = 0; low < 3; low++) {
                    int first = -1;
                    for (int i = digests.length - 1; i >= 0; i--) {
                        first = digests[i] == (wanted | low) ? i : first;
                    }
                    assertThat(table.find(wanted | low)).isEqualTo(first);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "model-00002-of-00005.safetensors,model-,2,5,.safetensors",
        "model-00002-of-00005.fp16.safetensors,model-,2,5,.fp16.safetensors",
        "pytorch_model_00000-of-00046.bin,pytorch_model_,0,46,.bin",
        "a-of-b-1-of-2.GGUF,a-of-b-,1,2,.GGUF",
        "00001-of-00002.pt,'',1,2,.pt"
    })
    void numberedNames(String name, String before, int number, int count, String behind) {
        assertThat(ShardName.of(name)).isEqualTo(new ShardName(before, number, count, behind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.safetensors",
                "train-00001-of-00005.parquet",
                "variables.data-00000-of-00001",
                "a-of-2.bin",
                "a-1-of-.bin",
                "a-1-of-2",
                "a-1-of-2x.bin",
                "a-0000000001-of-2.bin",
                "a-1-of-9999999999.bin",
                "a.bin-1-of-2",
                "-of-.bin"
            })
    void otherNames(String name) {
        assertThat(ShardName.of(name)).isNull();
    }
}
