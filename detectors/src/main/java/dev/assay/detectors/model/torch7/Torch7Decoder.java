package dev.assay.detectors.model.torch7;

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
import java.util.Set;

/** Objects as {@code torch.save} of Lua Torch writes them ({@code File.lua}), in binary with 64-bit sizes, or as text. */
public final class Torch7Decoder implements Decoder {
    private static final Set<String> NAMES = Set.of("t7", "th");

    /** An object with the index 1 and the version "V 1": what a model begins with. */
    private static final String OBJECT = "\4\0\0\0\1\0\0\0\3\0\0\0V 1";

    private static final String TEXT_OBJECT = "4\n1\n3\nV 1\n";
    private static final int FUNCTION = 6;

    /** How code begins that Lua or LuaJIT has compiled. */
    private static final String LUA = "\33L";

    private static final int MOST_NUMBERS = 32;
    private static final long MOST_LOOKED_AT = 16 << 20;

    @Override
    public Format format() {
        return new Format("torch7", Torch7Decoder::matches);
    }

    private static boolean matches(Head head) {
        return head.has(0, OBJECT)
                || head.has(0, TEXT_OBJECT)
                || isFunction(head)
                || NAMES.contains(head.extension()) && beginsWithType(head);
    }

    /** A function by itself, whose code follows its size, or its number and its size. */
    private static boolean isFunction(Head head) {
        int type = head.at(0);
        if (head.at(1) == 0 && head.at(2) == 0 && head.at(3) == 0) {
            return type == FUNCTION && head.has(2 * Integer.BYTES, LUA)
                    || (type == FUNCTION + 1 || type == FUNCTION + 2) && head.has(3 * Integer.BYTES, LUA);
        }
        if (type < '0' + FUNCTION || type > '2' + FUNCTION || head.at(1) != '\n') {
            return false;
        }
        int i = 2;
        while (i < MOST_NUMBERS && (head.at(i) == '\n' || head.at(i) >= '0' && head.at(i) <= '9')) {
            i++;
        }
        return head.has(i, LUA);
    }

    /** A small number in one of the two codings, or what calls itself T7: PyTorch's files have the same ending. */
    private static boolean beginsWithType(Head head) {
        boolean binary = head.at(0) >= 0 && head.at(0) < 9 && head.at(1) == 0 && head.at(2) == 0 && head.at(3) == 0;
        return binary || head.at(0) >= '0' && head.at(0) < '9' && head.at(1) == '\n' || head.has(0, "T7");
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Anomalies anomalies = new Anomalies("model/torch7-");
        PayloadTexts texts = new PayloadTexts(out, budget);
        try (ByteReader reader = new ByteReader(in, budget)) {
            ObjectReading reading = new ObjectReading(new LuaStream(reader, in), out, budget, anomalies, texts);
            try {
                texts.orRuns(reader, MOST_LOOKED_AT, reading::read);
            } finally {
                out.opaque(reading.opaqueBytes());
            }
            texts.behind(reader, in, MOST_LOOKED_AT); // several objects may follow, of which loaders read the first
        } finally {
            anomalies.report(out);
            texts.report();
        }
    }
}
