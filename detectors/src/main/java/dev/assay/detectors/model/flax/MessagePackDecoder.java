package dev.assay.detectors.model.flax;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * MessagePack with Flax's types of extensions ({@code flax/serialization.py}). Reads all heads and texts; arrays are opaque
 * and, where the source can seek, not even read.
 */
public final class MessagePackDecoder implements Decoder {
    private static final Set<String> EXTENSIONS = Set.of("msgpack", "flax", "jax", "orbax");

    /**
     * The names that states of Flax begin with, then those of thinc's models and of spaCy's tokenizers; the first of a file is
     * one of them.
     */
    private static final List<String> FIRST_NAMES = List.of(
            "params",
            "opt_state",
            "step",
            "batch_stats",
            "target",
            "optimizer",
            "model",
            "state",
            "ema_params",
            "nodes",
            "prefix_search");

    /** What Orbax once kept all of a checkpoint in, beside TensorFlow's text of the same name. */
    private static final String ORBAX = "checkpoint";

    private static final int FIXED_MAP = 0x80;
    private static final int FIXED_TEXT = 0xa0;

    @Override
    public Format format() {
        return new Format("msgpack", MessagePackDecoder::matches);
    }

    private static boolean matches(Head head) {
        int first = head.at(0);
        boolean map = first > FIXED_MAP && first <= 0x8f || first == 0xde || first == 0xdf;
        if (EXTENSIONS.contains(head.extension()) || head.name().equals(ORBAX)) {
            return map || first == FIXED_MAP || first > 0x8f && first <= 0x9f || first == 0xdc || first == 0xdd;
        }
        if (!map) {
            return false;
        }
        int name = first <= 0x8f ? 1 : first == 0xde ? 3 : 5;
        for (String each : FIRST_NAMES) {
            if (head.at(name) == FIXED_TEXT + each.length() && head.has(name + 1, each)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Anomalies anomalies = new Anomalies("model/flax-");
        PayloadTexts texts = new PayloadTexts(out, budget);
        StateReading reading;
        try (ByteReader reader = new ByteReader(in, budget)) {
            reading = new StateReading(reader, in, out, budget, anomalies, texts);
            try {
                reading.read();
            } finally {
                out.opaque(reading.opaqueBytes());
            }
        } finally {
            anomalies.report(out);
            texts.report();
        }
    }
}
