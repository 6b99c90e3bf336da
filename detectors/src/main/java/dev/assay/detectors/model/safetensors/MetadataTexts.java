package dev.assay.detectors.model.safetensors;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Property;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.CodeLikeness;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Rows;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What is done with a text of {@code __metadata__}: templates are handed on, code is stated, all else is inventory. */
final class MetadataTexts {
    /** Read with the first inventory. */
    private static final class Names {
        static final Map<String, String> PROPERTIES = read();

        private static Map<String, String> read() {
            Map<String, String> rows = new HashMap<>();
            Rows.read(Objects.requireNonNull(MetadataTexts.class.getResource("properties.tsv")), 2)
                    .forEach(row -> rows.put(row.get(0), row.get(1)));
            return Map.copyOf(rows);
        }
    }

    private final Sink out;
    private final Anomalies anomalies;
    private final Inventory inventory;
    private final PayloadTexts commands;

    MetadataTexts(Sink out, Budget budget, Anomalies anomalies, Inventory inventory) {
        this.out = out;
        this.anomalies = anomalies;
        this.inventory = inventory;
        this.commands = new PayloadTexts(out, budget);
    }

    /** @param whole whether {@code text} is all of it */
    void see(String key, String text, boolean whole, long offsetBytes) {
        if (CodeLikeness.isTemplate(text)) {
            out.child(key + ".jinja", new MemorySource(text.getBytes(StandardCharsets.UTF_8)));
            if (!whole) {
                out.gap(GapKind.LIMIT, offsetBytes, "the template " + Quoted.of(key) + " is longer than 64 KB", -1);
            }
        } else if (CodeLikeness.isCode(text)) {
            anomalies.add("metadata-code", offsetBytes, () -> Quoted.of(key) + " is " + Quoted.of(text));
        }
        commands.judge(key, text.getBytes(StandardCharsets.UTF_8), offsetBytes);
        if (inventory.isWanted()) {
            tell(key, text, offsetBytes);
        }
    }

    /** What is known when reading ends, however it ends. */
    void report() {
        commands.report();
    }

    private void tell(String key, String text, long offsetBytes) {
        String name = Names.PROPERTIES.get(key);
        if (key.equals("format")) {
            inventory.property(Property.FRAMEWORK, framework(text), offsetBytes);
        } else if (name != null) {
            inventory.property(name, text, offsetBytes);
        } else {
            inventory.metadata(key, text, offsetBytes);
        }
    }

    private static String framework(String format) {
        return switch (format) {
            case "pt" -> "PyTorch";
            case "tf" -> "TensorFlow";
            case "flax" -> "Flax";
            case "np" -> "NumPy";
            case "mlx" -> "MLX";
            default -> format;
        };
    }
}
