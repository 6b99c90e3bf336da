package dev.assay.detectors.model.xgboost;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Property;
import dev.assay.engine.text.JsonReader;
import dev.assay.engine.wire.UbjsonReader;
import java.io.IOException;

/**
 * XGBoost's models as JSON and UBJSON ({@code doc/model.schema}), told by their first name, and as the binary of before. All
 * indices and counts of the trees are held against each other.
 */
public final class XgboostDecoder implements Decoder {
    private static final int MOST_DEPTH = 256;
    private static final int MOST_TEXT_BYTES = 64 * 1024;
    private static final int LOOKED_AT = 512;
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
                    case 'L' -> head.has(10, FIRST);
                    case 'l' -> head.has(6, FIRST);
                    case 'i', 'U' -> head.has(3, FIRST);
                    default -> false;
                };
    }

    private static boolean isJson(Head head) {
        int name = quote(head, 0);
        if (head.at(0) != '{' || name < 0) {
            return false;
        }
        return head.has(name + 1, FIRST + "\"") || head.has(name + 1, "version\"") && hasLearner(head, name);
    }

    private static boolean hasLearner(Head head, int from) {
        for (int i = from; i < LOOKED_AT; i++) {
            if (head.has(i, "\"" + FIRST + "\"")) {
                return true;
            }
        }
        return false;
    }

    /** The first quote behind the brace, if only white space lies between; else -1. */
    private static int quote(Head head, int brace) {
        int i = brace + 1;
        while (i < LOOKED_AT && (head.at(i) == ' ' || head.at(i) == '\n' || head.at(i) == '\r' || head.at(i) == '\t')) {
            i++;
        }
        return head.at(i) == '"' ? i : -1;
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
            if (first == '{' && second != '"' && second > ' ') {
                ModelTokens tokens = new ModelTokens.Ubjson(new UbjsonReader(reader, MOST_DEPTH, MOST_TEXT_BYTES));
                new ModelReading(tokens, budget, anomalies, texts, inventory).read();
            } else if (first == '{') {
                ModelTokens tokens =
                        new ModelTokens.Json(new JsonReader(reader, Long.MAX_VALUE, MOST_DEPTH, MOST_TEXT_BYTES));
                new ModelReading(tokens, budget, anomalies, texts, inventory).read();
            } else {
                new LegacyReading(reader, in, anomalies, texts).read();
                out.opaque(Math.max(in.sizeBytes(), 0));
            }
        } finally {
            anomalies.report(out);
            texts.report();
        }
    }
}
