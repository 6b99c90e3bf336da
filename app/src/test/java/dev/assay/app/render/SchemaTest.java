package dev.assay.app.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What programs read is what the schemas say: ours, which are in the jar, and the one of OASIS. */
class SchemaTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String REPORT = "/dev/assay/app/render/assay-report-1.schema.json";
    private static final String LINE = "/dev/assay/app/render/assay-report-line-1.schema.json";
    private static final String CYCLONEDX = "/cyclonedx/bom-1.7.SNAPSHOT.schema.json";
    private static final String CYCLONEDX_ID = "http://cyclonedx.org/schema/";
    private static final String CYCLONEDX_1_6 = "/bom-1.6.schema.json"; // of cyclonedx-core-java
    private static final String SPDX = "/resources/spdx-schema-v2.3.json"; // of SPDX's tools-java
    private static final String SARIF = "/schema/sarif-schema-2.1.0.json";

    static Stream<Map.Entry<String, SampleReports.Report>> samples() {
        return SampleReports.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void jsonIsValid(Map.Entry<String, SampleReports.Report> sample) throws IOException {
        assertThat(errors(REPORT, Rendered.as(Format.JSON, Rendered.options(sample.getKey()), sample.getValue())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void eachLineIsValid(Map.Entry<String, SampleReports.Report> sample) throws IOException {
        String report = Rendered.as(Format.JSONL, Rendered.options(sample.getKey()), sample.getValue());
        assertThat(report).endsWith("\n");
        String[] lines = report.split("\n");
        assertThat(lines).hasSize(sample.getValue().parts().size() + 1);
        for (String line : lines) {
            assertThat(errors(LINE, line)).as(line).isEmpty();
        }
        assertThat(lines[lines.length - 1]).startsWith("{\"type\":\"summary\",");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sarifIsValid(Map.Entry<String, SampleReports.Report> sample) throws IOException {
        assertThat(errors(SARIF, Rendered.as(Format.SARIF, Rendered.options(sample.getKey()), sample.getValue())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void cycloneDxIsValid(Map.Entry<String, SampleReports.Report> sample) throws IOException {
        assertThat(errors(
                        CYCLONEDX, Rendered.as(Format.CYCLONEDX, Rendered.options(sample.getKey()), sample.getValue())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void olderCycloneDxIsValid(Map.Entry<String, SampleReports.Report> sample) throws IOException {
        String bom = Rendered.as(Format.CYCLONEDX_1_6, Rendered.options(sample.getKey()), sample.getValue());
        assertThat(errors(CYCLONEDX_1_6, bom)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void spdxIsValid(Map.Entry<String, SampleReports.Report> sample) throws IOException {
        String bom = Rendered.as(Format.SPDX, Rendered.options(sample.getKey()), sample.getValue());
        assertThat(errors(SPDX, bom)).isEmpty();
    }

    @Test
    void theValidatorCanFail() throws IOException {
        assertThat(errors(CYCLONEDX, "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.7\",\"components\":[{}]}"))
                .isNotEmpty();
        assertThat(errors(
                        CYCLONEDX,
                        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.7\",\"components\":[{\"type\":\"file\","
                                + "\"name\":\"x\",\"licenses\":[{\"license\":{\"id\":\"no such\"}}]}]}"))
                .isNotEmpty();
        for (String schema : new String[] {CYCLONEDX, CYCLONEDX_1_6}) {
            assertThat(errors(
                            schema,
                            "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.7\",\"components\":[{\"type\":"
                                    + "\"cryptographic-asset\",\"name\":\"x\",\"cryptoProperties\":{\"assetType\":"
                                    + "\"algorithm\",\"algorithmProperties\":{\"primitive\":\"no such\"}}}]}"))
                    .as(schema)
                    .isNotEmpty();
        }
        assertThat(errors(SPDX, "{\"spdxVersion\":\"SPDX-2.3\",\"packages\":[{}]}"))
                .isNotEmpty();
        assertThat(errors(REPORT, "{}")).isNotEmpty();
        assertThat(errors(LINE, "{\"type\":\"gap\"}")).isNotEmpty();
        assertThat(errors(SARIF, "{\"version\":\"2.1.0\",\"runs\":[{}]}")).isNotEmpty();
        assertThat(errors(
                        SARIF,
                        "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"x\"}},"
                                + "\"originalUriBaseIds\":{\"A\":{\"uri\":\"a b\"}}}]}"))
                .isNotEmpty();
    }

    /** Both ways: nothing undocumented is written, and nothing is documented that is never written. */
    @Test
    void everyFieldIsDocumentedAndEveryDocumentedFieldIsWritten() throws IOException {
        JsonNode schema = MAPPER.readTree(text(REPORT));
        Set<String> documented = new TreeSet<>();
        documented(schema, schema, "", documented);
        Set<String> written = new TreeSet<>();
        for (SampleReports.Report sample : new SampleReports.Report[] {
            SampleReports.full(),
            SampleReports.grouped(),
            SampleReports.crypto(),
            SampleReports.dependencies(),
            SampleReports.packages()
        }) {
            written(MAPPER.readTree(Rendered.as(Format.JSON, Rendered.FACTS, sample)), "", documented, written);
        }
        assertThat(written).isEqualTo(documented);
    }

    @Test
    void everyFieldIsDescribed() throws IOException {
        for (String resource : new String[] {REPORT, LINE}) {
            JsonNode schema = MAPPER.readTree(text(resource));
            undescribed(schema, resource);
        }
    }

    @Test
    void bothSchemasSayTheSameOfTheSameThings() throws IOException {
        JsonNode report = MAPPER.readTree(text(REPORT));
        JsonNode line = MAPPER.readTree(text(LINE));
        for (String name : report.get("$defs").propertyNames()) {
            assertThat(line.get("$defs").get(name))
                    .as(name)
                    .isEqualTo(report.get("$defs").get(name));
        }
        JsonNode summary = line.get("$defs").get("summary").get("properties");
        for (String name : summary.propertyNames()) {
            assertThat(summary.get(name))
                    .as(name)
                    .isEqualTo(report.get("properties").get(name));
        }
    }

    @Test
    void jsonAndJsonlSayTheSame() {
        jsonAndJsonlSayTheSame(SampleReports.full());
        jsonAndJsonlSayTheSame(SampleReports.crypto());
        jsonAndJsonlSayTheSame(SampleReports.dependencies());
    }

    private static void jsonAndJsonlSayTheSame(SampleReports.Report report) {
        JsonNode json = MAPPER.readTree(Rendered.as(Format.JSON, Rendered.FACTS, report));
        Map<String, Integer> seen = new java.util.HashMap<>();
        for (String line : Rendered.as(Format.JSONL, Rendered.FACTS, report).split("\n")) {
            JsonNode node = MAPPER.readTree(line);
            String type = node.get("type").stringValue();
            ((tools.jackson.databind.node.ObjectNode) node).remove("type");
            if (type.equals("summary")) {
                for (String name : node.propertyNames()) {
                    assertThat(node.get(name)).isEqualTo(json.get(name));
                }
            } else {
                int index = seen.merge(type, 1, Integer::sum) - 1;
                assertThat(node).isEqualTo(json.get(plural(type)).get(index));
            }
        }
        assertThat(seen.getOrDefault("finding", 0))
                .isEqualTo(json.get("findings").size());
        assertThat(seen.keySet()).allMatch(type -> json.get(plural(type)).size() == seen.getOrDefault(type, 0));
    }

    private static String plural(String type) {
        return switch (type) {
            case "suppressed" -> type;
            case "dependency" -> "dependencies";
            default -> type + "s";
        };
    }

    private static void documented(JsonNode schema, JsonNode root, String path, Set<String> out) {
        JsonNode node =
                schema.has("$ref") ? root.at(schema.get("$ref").stringValue().substring(1)) : schema;
        if (node.has("properties")) {
            for (Map.Entry<String, JsonNode> each : node.get("properties").properties()) {
                String at = path + "/" + each.getKey();
                out.add(at);
                documented(each.getValue(), root, shared(at), out);
            }
        }
        if (node.has("items")) {
            documented(node.get("items"), root, path, out);
        }
    }

    /** Locations are the same everywhere, though not each has all fields. */
    private static String shared(String path) {
        return path.endsWith("/location") ? "/location" : path;
    }

    /** Stops where the schema names no fields: below evidence and the like, keys are data. */
    private static void written(JsonNode node, String path, Set<String> documented, Set<String> out) {
        if (node.isArray()) {
            node.forEach(element -> written(element, path, documented, out));
        } else if (node.isObject() && (path.isEmpty() || documented.stream().anyMatch(d -> d.startsWith(path + "/")))) {
            for (Map.Entry<String, JsonNode> each : node.properties()) {
                out.add(path + "/" + each.getKey());
                written(each.getValue(), shared(path + "/" + each.getKey()), documented, out);
            }
        }
    }

    private static void undescribed(JsonNode node, String path) {
        if (node.has("properties")) {
            for (Map.Entry<String, JsonNode> each : node.get("properties").properties()) {
                String at = path + "/" + each.getKey();
                assertThat(each.getValue().has("description") || each.getValue().has("$ref"))
                        .as(at)
                        .isTrue();
                undescribed(each.getValue(), at);
            }
        }
        if (node.has("$defs")) {
            for (Map.Entry<String, JsonNode> each : node.get("$defs").properties()) {
                assertThat(each.getValue().has("description")).as(each.getKey()).isTrue();
                undescribed(each.getValue(), path + "/" + each.getKey());
            }
        }
    }

    static Set<String> errors(String resource, String json) throws IOException {
        SpecificationVersion version =
                Set.of(SARIF, CYCLONEDX, CYCLONEDX_1_6, SPDX).contains(resource)
                        ? SpecificationVersion.DRAFT_7
                        : SpecificationVersion.DRAFT_2020_12;
        Schema schema = SchemaRegistry.withDefaultDialect(version, builder -> builder.schemas(SchemaTest::referred))
                .getSchema(text(resource), InputFormat.JSON);
        Set<String> errors = new HashSet<>();
        schema.validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .forEach(error -> errors.add(error.toString()));
        return errors;
    }

    /** The schemas to which that of CycloneDX refers lie beside it. */
    private static @Nullable String referred(String iri) {
        try {
            if (!iri.startsWith(CYCLONEDX_ID)) {
                return null;
            }
            String name = iri.substring(CYCLONEDX_ID.length());
            return text((name.contains("SNAPSHOT") ? "/cyclonedx/" : "/") + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = SchemaTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
