package dev.assay.detectors.model.safetensors;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.PayloadHead;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Property;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Base64Text;
import dev.assay.engine.text.CodeLikeness;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Rows;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What is done with a text of {@code __metadata__}: templates are handed on, code is stated, all else is inventory. */
final class MetadataTexts {
    /** Read with the first text. */
    private static final class Names {
        static final Map<String, String> PROPERTIES = read();

        private static Map<String, String> read() {
            Map<String, String> rows = new HashMap<>();
            Rows.read(Objects.requireNonNull(MetadataTexts.class.getResource("properties.tsv")), 2)
                    .forEach(row -> rows.put(row.get(0), row.get(1)));
            return Map.copyOf(rows);
        }
    }

    private static final int MOST_PAYLOADS = 1_000;

    private final Sink out;
    private final Anomalies anomalies;
    private final Inventory inventory;
    private int payloads;
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
        } else if (CodeLikeness.isCode(text)) {
            anomalies.add("metadata-code", offsetBytes, () -> Quoted.of(key) + " is " + Quoted.of(text));
        }
        commands.judge(key, text.getBytes(StandardCharsets.UTF_8), offsetBytes);
        payload(key, text);
        if (!whole) {
            String reason = "the text " + Quoted.of(key) + ", of which " + text.length() + " characters were looked at";
            out.gap(GapKind.LIMIT, offsetBytes, reason, -1);
        }
        tell(key, text, offsetBytes);
    }

    /** What lies in Base64 and begins like a format, or is text again, goes on; digests are written so, too. */
    private void payload(String key, String text) {
        byte[] decoded = payloads < MOST_PAYLOADS ? Base64Text.decode(text) : null;
        if (decoded != null && (PayloadHead.isContainer(decoded, 0) || isText(decoded))) {
            payloads++;
            out.child(key + "/base64", new MemorySource(decoded));
        }
    }

    private static boolean isText(byte[] bytes) {
        for (byte b : bytes) {
            if (b < ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
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
