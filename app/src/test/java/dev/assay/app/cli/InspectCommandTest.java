package dev.assay.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code assay inspect} as a user meets it. */
class InspectCommandTest {
    private static final String FILE = "small.safetensors";

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void makeModel() throws IOException {
        cli = new Cli(folder);
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\",\"license\":\"apache-2.0\"}");
        for (int i = 0; i < 12; i++) {
            header.append(",\"layer.%d\":{\"dtype\":\"F32\",\"shape\":[2,%d],\"data_offsets\":[%d,%d]}"
                    .formatted(i, i + 1, 4 * i * (i + 1), 4 * (i + 1) * (i + 2)));
        }
        byte[] json = header.append("}").toString().getBytes(UTF_8);
        Files.write(
                folder.resolve(FILE),
                ByteBuffer.allocate(8 + json.length + 624)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json)
                        .array());
    }

    private static Map<String, String> properties(JsonNode model) {
        Map<String, String> all = new TreeMap<>();
        model.get("properties")
                .forEach(each -> all.put(
                        each.get("name").stringValue(), each.get("value").stringValue()));
        return all;
    }

    private JsonNode json(String... arguments) {
        Ran ran = cli.run(arguments);
        return Report.of(ran.code(), ran.out(), ran.err()).json();
    }

    @Test
    void saysWhatItIsAndThatItIsClean() {
        Ran ran = cli.run("inspect", FILE);
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("MODEL  " + FILE, "safetensors", "PyTorch", "apache-2.0", "156", "12, 624 B")
                .contains("layer.11", "2 x 12", "and 2 more tensors (--tensors all)")
                .doesNotContain("layer.0 ")
                .contains("CLEAN");
    }

    @Test
    void showsAllTensorsOnDemand() {
        assertThat(cli.run("inspect", "--tensors", "all", FILE).out())
                .contains("layer.0 ", "layer.11")
                .doesNotContain("--tensors");
        assertThat(cli.run("inspect", "--tensors", "0", FILE).out()).doesNotContain("layer.11");
        assertThat(cli.run("inspect", "--tensors", "-1", FILE).code()).isEqualTo(64);
    }

    @Test
    void jsonHasEverything() {
        JsonNode report = json("inspect", "--format", "json", "--digest", FILE);
        JsonNode model = report.get("models").get(0);
        assertThat(properties(model))
                .containsEntry("framework", "PyTorch")
                .containsEntry("parameters", "156")
                .containsEntry("tensors", "12");
        assertThat(model.get("tensors").size()).isEqualTo(12);
        assertThat(model.get("sha256").stringValue()).hasSize(64);
        assertThat(report.get("verdict").stringValue()).isEqualTo("clean");
        assertThat(json("inspect", "--format", "json", FILE)
                        .get("models")
                        .get(0)
                        .has("sha256"))
                .isFalse();
    }

    @Test
    void aScanHasNoInventory() {
        assertThat(json("scan", "--format", "json", FILE).has("models")).isFalse();
        assertThat(json("scan", "--format", "cyclonedx", FILE).get("components"))
                .as("a scan's bill is of cryptography")
                .isEmpty();
        assertThat(cli.run("inspect", "--format", "html", FILE).code()).isEqualTo(64);
    }

    /** What was kept of a scan has no inventory: it must not answer for an inspection. */
    @Test
    void inventoriesAreKeptByThemselves() {
        cli.cache(folder.resolve("cache"));
        assertThat(json("scan", "--format", "json", FILE).has("models")).isFalse();
        JsonNode first = json("inspect", "--format", "json", FILE).get("models");
        assertThat(first.get(0).get("tensors").size()).isEqualTo(12);
        assertThat(json("inspect", "--format", "json", FILE).get("models")).isEqualTo(first);
    }

    @Test
    void codeIsNamedAndFailsAsInAScan() throws IOException {
        Files.write(folder.resolve("evil.pkl"), Cli.EVIL);
        Ran ran = cli.run("inspect", "evil.pkl");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("code", "os.system", "CRITICAL", "UNSAFE");
    }

    /** Who asks whether there is code in a file need not look through its members. */
    @Test
    void codeOfMembersIsToldWithTheFile() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("model.pt")))) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            zip.write(Cli.EVIL);
        }
        JsonNode models = json("inspect", "--format", "json", "model.pt").get("models");
        assertThat(models.size()).isEqualTo(1);
        assertThat(models.at("/0/code/0").stringValue()).isEqualTo("os.system");
        assertThat(models.at("/0/codeCount").intValue()).isEqualTo(1);
    }

    @Test
    void theBillOfMaterialsNamesModelLicenceAndDigest() {
        JsonNode bill = json("inspect", "--format", "cyclonedx", "--digest", FILE);
        JsonNode component = bill.get("components").get(0);
        assertThat(bill.get("specVersion").stringValue()).isEqualTo("1.7");
        assertThat(component.get("type").stringValue()).isEqualTo("machine-learning-model");
        assertThat(component.at("/licenses/0/license/id").stringValue()).isEqualTo("Apache-2.0");
        assertThat(component.at("/hashes/0/content").stringValue()).hasSize(64);
        assertThat(component.has("modelCard")).isTrue();
    }

    /** The form of scans that a project has set is not one of inventories. */
    @Test
    void theFormatOfScansDoesNotCount() {
        cli.environment.put("ASSAY_FORMAT", "sarif");
        assertThat(cli.run("inspect", FILE).out()).contains("MODEL");
        cli.environment.put("ASSAY_INSPECT_FORMAT", "json");
        assertThat(cli.run("inspect", FILE).out()).startsWith("{");
    }
}
