package dev.assay.detectors.model.shards;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.fact.TensorNames;
import dev.assay.engine.text.JsonReader;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The index of a model in several files, as {@code save_pretrained} of transformers and diffusers writes it: a JSON object
 * whose {@code weight_map} maps each tensor's name to the file beside the index that holds it.
 *
 * <p>What it maps is one fact, given only when all of it was read: half an index would call tensors unlisted that the other
 * half lists.
 */
public final class ShardIndexDecoder implements Decoder {
    private static final int MOST_DEPTH = 64;
    private static final int MOST_TEXT_BYTES = 64 * 1024;

    /** What systems take as a path. */
    private static final int MOST_FILE_CHARACTERS = 4096;

    private static final long MOST_CHARACTERS = 16L << 20;

    static final String ENDING = ".index.json";

    /** Names that are an index whatever is in them. */
    private static final List<String> ENDINGS =
            List.of(".safetensors" + ENDING, ".bin" + ENDING, ".h5" + ENDING, ".msgpack" + ENDING, ".pt" + ENDING);

    @Override
    public Format format() {
        return new Format("shard-index", ShardIndexDecoder::matches);
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    /** By its name alone, or by a name that others have as well and the map's name soon after the start. */
    private static boolean matches(Head head) {
        String name = head.name();
        if (!name.endsWith(ENDING)) {
            return false;
        }
        return ENDINGS.stream().anyMatch(name::endsWith)
                || head.preview(head.length()).contains("\"weight_map\"");
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Map<String, Anomaly> anomalies = new TreeMap<>();
        try (ByteReader reader = new ByteReader(in, budget);
                TensorNames.Builder builder = new TensorNames.Builder(budget)) {
            JsonReader json = new JsonReader(reader, Long.MAX_VALUE, MOST_DEPTH, MOST_TEXT_BYTES);
            Reading reading = new Reading(json, builder, budget, anomalies);
            MalformedException.check(json.next() == Token.BEGIN_OBJECT, json.position(), "the index is no JSON object");
            while (json.next() == Token.NAME) {
                if (json.isWhole() && json.text().equals("weight_map")) {
                    reading.weightMap();
                } else {
                    json.skipValue();
                }
            }
            reading.end(reader);
            TensorNames names = builder.build();
            reading.checkPlacedOnce(names);
            if (!names.files().isEmpty()) {
                out.fact(names);
            }
        } finally {
            anomalies.values().forEach(out::fact);
        }
    }

    /** One reading of one index. */
    private static final class Reading {
        private final JsonReader json;
        private final TensorNames.Builder names;
        private final Budget budget;
        private final Map<String, Anomaly> anomalies;
        private boolean mapSeen;
        private long characters;

        Reading(JsonReader json, TensorNames.Builder names, Budget budget, Map<String, Anomaly> anomalies) {
            this.json = json;
            this.names = names;
            this.budget = budget;
            this.anomalies = anomalies;
        }

        /** Each rule once, with its first place and how often. */
        private void anomaly(String id, long offsetBytes, String detail) {
            anomalies.merge(
                    id,
                    new Anomaly(id, detail, offsetBytes),
                    (first, _) -> new Anomaly(id, first.detail(), first.offsetBytes(), first.count() + 1));
        }

        void weightMap() throws IOException {
            if (mapSeen) {
                anomaly("model/shard-index-duplicate", json.position(), "there is a second weight_map");
            }
            mapSeen = true;
            Token first = json.next();
            if (first != Token.BEGIN_OBJECT) {
                anomaly("model/shard-index-structure", json.position(), "its weight_map is no map");
                json.skipRest(first);
                return;
            }
            while (json.next() == Token.NAME) {
                tensor();
            }
        }

        private void tensor() throws IOException {
            budget.spendFacts(1);
            long at = json.position();
            String name = json.text();
            boolean whole = json.isWhole();
            Token value = json.next();
            if (value != Token.STRING) {
                anomaly(
                        "model/shard-index-structure",
                        at,
                        "it places " + Quoted.of(name) + " in something else than a file");
                json.skipRest(value);
                return;
            }
            String file = json.text();
            if (!whole || !json.isWhole() || file.length() > MOST_FILE_CHARACTERS) {
                anomaly("model/shard-index-structure", at, "a name in it is longer than any honest one");
                return;
            }
            if (ShardPath.leadsOut(file)) {
                anomaly("model/shard-index-outside", at, Quoted.of(name) + " in " + Quoted.of(file));
            }
            names.add(name, at, file(file));
        }

        private int file(String file) {
            int before = names.fileCount();
            int number = names.file(file);
            if (names.fileCount() > before) {
                characters += file.length();
                budget.checkEntries(names.fileCount());
                if (characters > MOST_CHARACTERS) {
                    throw BudgetExceededException.limit("names files by more than " + MOST_CHARACTERS + " characters");
                }
            }
            return number;
        }

        void end(ByteReader reader) throws IOException {
            if (!mapSeen) {
                anomaly("model/shard-index-structure", 0, "it has no weight_map");
            }
            while (!reader.atEnd()) {
                long at = reader.position();
                int c = reader.u8();
                if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                    anomaly("model/shard-index-structure", at, "there is something behind its JSON");
                    return;
                }
            }
        }

        /** Readers differ in which of two equal keys they heed. */
        void checkPlacedOnce(TensorNames names) {
            if (names.count() > DigestTable.MOST) {
                throw BudgetExceededException.limit("places more than " + DigestTable.MOST + " tensors");
            }
            budget.spendWork(32L * names.count());
            new DigestTable(names.digests())
                    .pairs((_, second) -> anomaly(
                            "model/shard-index-duplicate",
                            names.offset(second),
                            "one tensor is placed twice, here in "
                                    + Quoted.of(names.files().get(names.file(second)))));
        }
    }
}
