package dev.assay.detectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.Fixtures.Fixture;
import dev.assay.engine.report.Inspected;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.TestScan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code assay inspect} says of each format. */
class InventoryTest {
    private static final Detectors DETECTORS = Catalog.load("inventory");
    private static Map<String, byte[]> fixtures = Map.of();

    /**
     * What is told of a fixture and what is in it.
     *
     * @param tensor one of its tensors by name, type and shape; empty where none has to be told
     */
    private record Row(String path, String tensor, List<String> properties) {
        @Override
        public String toString() {
            return path;
        }
    }

    private static Row row(String path, String tensor, String... properties) {
        return new Row(path, tensor, List.of(properties));
    }

    private static List<Row> rows() {
        return List.of(
                row(
                        "real/onnx/1.12.0/dense.onnx",
                        "w FLOAT [4, 4]",
                        "framework=ONNX",
                        "formatVersion=8",
                        "name=graph",
                        "producer=assay-fixtures",
                        "metadata.opset.ai.onnx=17",
                        "parameters=16"),
                row(
                        "made/dense.keras",
                        "",
                        "framework=Keras",
                        "frameworkVersion=3.9.0",
                        "architecture=Sequential",
                        "name=sequential"),
                row(
                        "dev/assay/detectors/model/hdf5/legacy.h5",
                        "model_weights/dense/dense/bias:0 float32 [3]",
                        "framework=Keras",
                        "frameworkVersion=2.15.0",
                        "metadata.backend=tensorflow",
                        "architecture=Sequential"),
                row("dev/assay/detectors/model/hdf5/values-beside.h5", "x uint8 [16]", "framework=HDF5"),
                row(
                        "made/sound.tflite",
                        "input FLOAT32 [2, 2]",
                        "framework=TensorFlow Lite",
                        "formatVersion=3",
                        "description=made for a test",
                        "metadata.operators=1"),
                row(
                        "made/sound/saved_model.pb",
                        "",
                        "framework=TensorFlow",
                        "frameworkVersion=2.18.0",
                        "metadata.tag=serve"),
                row("made/model.json", "", "framework=TensorFlow.js", "architecture=layers-model"),
                row(
                        "real/xgboost/1.7.4/model.json",
                        "",
                        "framework=XGBoost",
                        "frameworkVersion=1.7.4",
                        "architecture=gbtree",
                        "metadata.objective=binary:logistic",
                        "metadata.trees=3"),
                row(
                        "real/xgboost/1.7.4/model.ubj",
                        "",
                        "framework=XGBoost",
                        "frameworkVersion=1.7.4",
                        "metadata.trees=3"),
                row("real/xgboost/1.7.4/model.deprecated", "", "framework=XGBoost"),
                row("made/sound.txt", "", "framework=LightGBM", "formatVersion=v4", "metadata.trees=1"),
                row("made/sound.cbm", "", "framework=CatBoost", "formatVersion=FlabuffersModel_v1"),
                row(
                        "real/msgpack/1.0.3/state.msgpack",
                        "params/Dense_0/kernel float32 [3, 4]",
                        "framework=Flax",
                        "parameters=20"),
                row("made/sound.pte", "", "framework=ExecuTorch", "formatVersion=0"),
                row(
                        "made/sound.ort",
                        "weights FLOAT [2]",
                        "framework=ONNX Runtime",
                        "formatVersion=1.18",
                        "producer=test 1",
                        "description=made for a test"),
                row("made/sound.mlmodel", "", "framework=Core ML", "formatVersion=8", "description=A model of samples"),
                row("made/sound.pdmodel", "", "framework=PaddlePaddle", "formatVersion=0"),
                row("real/arrow/21.2.0/table.arrows", "", "framework=Arrow", "metadata.columns=3", "metadata.column=a"),
                row(
                        "real/arrow/21.2.0/table.parquet",
                        "",
                        "framework=Parquet",
                        "metadata.rows=3",
                        "producer=parquet-rs version 59.3.0",
                        "metadata.columns=3"),
                row(
                        "real/keras/3.15.1/trained.h5",
                        "model_weights/hidden/sequential/hidden/kernel float32 [4, 3]",
                        "framework=Keras",
                        "frameworkVersion=3.15.1",
                        "metadata.backend=tensorflow",
                        "architecture=Sequential"),
                row("real/keras/3.15.1/own.keras", "layers/dense/vars/0 float32 [4, 2]", "framework=Keras"),
                row("real/hdf5/3.16.0/everything-latest.h5", "gzip float32 [30, 20]", "framework=HDF5"),
                row(
                        "real/tflite/2.21.0/image-int8.tflite",
                        "Conv2D1 INT8 [4, 3, 3, 3]",
                        "framework=TensorFlow Lite",
                        "metadata.operators=6"),
                row("real/r/4.2.2/glm.rds", "", "framework=R", "formatVersion=3", "frameworkVersion=4.2.2"));
    }

    @BeforeAll
    static void read() throws IOException {
        fixtures =
                Fixtures.all().stream().collect(Collectors.toMap(Fixture::path, Fixture::bytes, (first, _) -> first));
    }

    private static List<Inspected> models(String path, byte[] bytes) {
        return new TestScan(DETECTORS)
                .inspect()
                .run(new MemoryConnector().file(path, bytes))
                .models();
    }

    private static Stream<String> properties(List<Inspected> models) {
        return models.stream()
                .flatMap(model -> model.properties().stream())
                .map(property -> property.name() + "=" + property.value());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void says(Row row) {
        List<Inspected> models = models(row.path(), fixtures.get(row.path()));
        assertThat(properties(models)).containsAll(row.properties());
        if (!row.tensor().isEmpty()) {
            assertThat(models.stream().flatMap(model -> model.tensors().stream()))
                    .extracting(tensor -> tensor.name() + " " + tensor.dtype() + " " + tensor.shape())
                    .contains(row.tensor());
        }
    }

    @Test
    void readsConfigurationsOfTransformers() {
        String json = "{\"architectures\":[\"BertModel\"],\"model_type\":\"bert\",\"torch_dtype\":\"float32\","
                + "\"_name_or_path\":\"bert-base\",\"transformers_version\":\"4.40.0\"}";
        assertThat(properties(models("config.json", json.getBytes(UTF_8))))
                .containsExactlyInAnyOrder(
                        "framework=Transformers",
                        "frameworkVersion=4.40.0",
                        "architecture=BertModel",
                        "metadata.model_type=bert",
                        "origin=bert-base",
                        "types=float32");
    }

    /** In whatever way it is read: of a packed array, too, the header says how long it is. */
    @Test
    void saysHowLongArraysAre() {
        List<Inspected> models =
                models("real/skops/0.15.dev0/values.skops", fixtures.get("real/skops/0.15.dev0/values.skops"));
        assertThat(models.stream().flatMap(model -> model.tensors().stream()))
                .anyMatch(tensor -> tensor.shape().equals(List.of(30L, 4L)) && tensor.sizeBytes() == 960);
    }

    @Test
    void saysNothingUnasked() {
        for (Row row : rows()) {
            assertThat(new TestScan(DETECTORS)
                            .run(new MemoryConnector().file(row.path(), fixtures.get(row.path())))
                            .models())
                    .as(row.path())
                    .isEmpty();
        }
    }
}
