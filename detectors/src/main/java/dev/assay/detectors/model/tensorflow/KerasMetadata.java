package dev.assay.detectors.model.tensorflow;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.text.JsonReader;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;

/** What Keras keeps of a layer in a SavedModel. Pure functions. */
final class KerasMetadata {
    private static final int MOST_DEPTH = 1_000; // Python's own reader goes no deeper
    private static final int MOST_TEXT_BYTES = 64;
    private static final String CLASS_NAME = "class_name";

    private KerasMetadata() {}

    /** Whether a layer of the class Lambda is in it, at whatever depth. JSON that breaks off is read up to there. */
    static boolean hasLambda(byte[] json, Budget budget) throws IOException {
        try (ByteReader bytes = new ByteReader(new MemorySource(json), budget)) {
            JsonReader in = JsonReader.lax(bytes, MOST_DEPTH, MOST_TEXT_BYTES);
            boolean named = false;
            for (Token token = in.next(); token != Token.END; token = in.next()) {
                if (named && token == Token.STRING && in.text().equals("Lambda")) {
                    return true;
                }
                named = token == Token.NAME && in.text().equals(CLASS_NAME);
            }
        } catch (MalformedException e) {
            return false; // the child of the same bytes says so
        }
        return false;
    }
}
