package dev.assay.detectors.model.xgboost;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.EmbeddedTexts;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Property;
import dev.assay.engine.text.JsonReader;
import dev.assay.engine.text.Tokens;
import dev.assay.engine.wire.UbjsonReader;
import java.io.IOException;
import java.util.List;

/**
 * XGBoost's models as JSON and UBJSON ({@code doc/model.schema}), told by their first name, and as the binary of before. All
 * indices and counts of the trees are held against each other.
 */
public final class XgboostDecoder implements Decoder {
    private static final int MOST_DEPTH = 256;
    private static final String FIRST = "learner";
    private static final String LEGACY = "binf";

    @Override
    public Format format() {
        return new Format("xgboost", head -> isUbjson(head) || isJson(head) || head.has(0, LEGACY));
    }

    /** A brace, L and a length of eight bytes (or another mark and fewer), and the name. */
    private static boolean isUbjson(Head head) {
        return head.at(0) == '{'
                && switch (head.at(1)) {
                    case 'L' -> head.has(10, FIRST) || head.has(2, "\0\0\0\0\0\0") && shows(head);
                    case 'l' -> head.has(6, FIRST);
                    case 'i', 'U' -> head.has(3, FIRST);
                    default -> false;
                };
    }

    private static boolean shows(Head head) {
        return head.preview(head.length()).contains("L\0\0\0\0\0\0\0\7" + FIRST);
    }

    /** The learner may come behind other names, but then it has what learners have. */
    private static boolean isJson(Head head) {
        List<String> names = head.jsonNames();
        return names.contains(FIRST)
                && (names.getFirst().equals(FIRST)
                        || names.getFirst().equals("version")
                        || names.contains("gradient_booster")
                        || names.contains("learner_model_param"));
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Anomalies anomalies = new Anomalies("model/xgboost-");
        PayloadTexts texts = new PayloadTexts(out, budget);
        Inventory inventory = new Inventory(out);
        inventory.property(Property.FRAMEWORK, "XGBoost", -1);
        try (ByteReader reader = new ByteReader(in, budget)) {
            int there = reader.request(LEGACY.length());
            int first = there > 1 ? reader.array()[reader.index()] : -1;
            int second = there > 1 ? reader.array()[reader.index() + 1] : -1;
            if (first == LEGACY.charAt(0)) {
                new LegacyReading(reader, in, anomalies, texts).read();
                out.opaque(Math.max(in.sizeBytes(), 0));
            } else {
                boolean binary = first == '{' && second > ' ' && second != '"' && second != '}';
                Tokens tokens = binary
                        ? new UbjsonReader(reader, MOST_DEPTH, EmbeddedTexts.MOST_BYTES)
                        : JsonReader.lax(reader, MOST_DEPTH, EmbeddedTexts.MOST_BYTES);
                new ModelReading(tokens, budget, anomalies, texts, inventory).read();
            }
        } finally {
            anomalies.report(out);
            texts.report();
        }
    }
}
