package dev.assay.detectors.model.stablebaselines;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.JsonReader;
import dev.assay.engine.text.LaxBase64;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;

/**
 * The member {@code data} of a zip of stable-baselines3: a JSON object ({@code stable_baselines3/common/save_util.py}). What
 * JSON cannot hold is there under {@code :serialized:}, as base64 of a pickle, which loading the model unpickles. Each is
 * handed on; all else is text that nothing runs.
 */
public final class StableBaselinesDecoder implements Decoder {
    private static final String MEMBER = "data";
    private static final String SERIALIZED = ":serialized:";

    /** As Python's parser recurses no deeper by default. */
    private static final int MOST_DEPTH = 1_000;

    private static final int MOST_TEXT_BYTES = 4 << 20;

    /** The text as bytes and as characters, what comes out of it, and the array that grows while it is read. */
    private static final long MEMORY_BYTES = 4L * MOST_TEXT_BYTES;

    private static final Format FORMAT = new Format("stable-baselines3", StableBaselinesDecoder::matches);

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    /** By its place: JSON has no magic, and the first pickle may lie beyond the head. */
    private static boolean matches(Head head) {
        if (!head.name().equals(MEMBER) || !head.around().contains("zip")) {
            return false;
        }
        int i = 0;
        while (head.at(i) == ' ' || head.at(i) >= '\t' && head.at(i) <= '\r') {
            i++;
        }
        return head.at(i) == '{';
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        if (!budget.tryTakeMemory(MEMORY_BYTES)) {
            out.gap(GapKind.LIMIT, 0, "pickles within JSON need more memory than is left", -1);
            return;
        }
        try (ByteReader reader = new ByteReader(in, budget)) {
            read(reader, out, budget);
        } finally {
            budget.giveBackMemory(MEMORY_BYTES);
        }
    }

    private static void read(ByteReader reader, Sink out, Budget budget) throws IOException {
        JsonReader json = JsonReader.lax(reader, MOST_DEPTH, MOST_TEXT_BYTES);
        boolean serialized = false;
        for (Token token = json.next(); token != Token.END; token = json.next()) {
            if (token == Token.STRING && serialized) {
                handOn(json, reader.position(), out, budget);
            }
            serialized = token == Token.NAME && json.text().equals(SERIALIZED);
        }
    }

    private static void handOn(JsonReader json, long endBytes, Sink out, Budget budget) {
        if (!json.isWhole()) {
            out.gap(GapKind.LIMIT, endBytes, "a pickle within JSON is too large to be decoded", -1);
            return;
        }
        budget.spendEntry();
        out.child("serialized@" + endBytes, new MemorySource(LaxBase64.decode(json.text())));
    }
}
