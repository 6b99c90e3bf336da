package dev.assay.detectors.model.torch7;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.EmbeddedTexts;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Walks objects as {@code File:readObject} does. Belongs to one decoding. */
final class ObjectReading {
    private static final int NIL = 0;
    private static final int NUMBER = 1;
    private static final int STRING = 2;
    private static final int TABLE = 3;
    private static final int TORCH = 4;
    private static final int BOOLEAN = 5;
    private static final int FUNCTION = 6;
    private static final int LEGACY_FUNCTION = 7;
    private static final int RECURSIVE_FUNCTION = 8;

    private static final int MOST_DEPTH = 400;
    private static final int MOST_CODE_BYTES = 1 << 20;
    private static final int MOST_NAME = 120;
    private static final int MOST_DIMENSIONS = 1_000;
    private static final String VERSION = "V ";

    private final LuaStream in;
    private final Sink out;
    private final Budget budget;
    private final Anomalies anomalies;
    private final PayloadTexts texts;
    private final Set<Integer> seen = new HashSet<>();
    private int depth;
    private int functions;
    private long opaqueBytes;

    ObjectReading(LuaStream in, Sink out, Budget budget, Anomalies anomalies, PayloadTexts texts) {
        this.in = in;
        this.out = out;
        this.budget = budget;
        this.anomalies = anomalies;
        this.texts = texts;
    }

    long opaqueBytes() {
        return opaqueBytes;
    }

    void read() throws IOException {
        if (++depth > MOST_DEPTH) {
            throw BudgetExceededException.limit("objects are nested more than " + MOST_DEPTH + " deep");
        }
        budget.spendWork(1);
        long at = in.position();
        int type = in.integer();
        switch (type) {
            case NIL -> {}
            case NUMBER -> in.skipNumbers(1, Double.BYTES);
            case STRING -> {
                byte[] text = in.bytes(EmbeddedTexts.MOST_BYTES);
                texts.add("text", text, in.lastLength(), at);
            }
            case BOOLEAN -> in.integer();
            case TABLE -> {
                if (isNew()) {
                    table();
                }
            }
            case TORCH -> {
                if (isNew()) {
                    object();
                }
            }
            case FUNCTION -> function(at);
            case LEGACY_FUNCTION, RECURSIVE_FUNCTION -> {
                if (isNew()) {
                    function(at);
                }
            }
            default -> throw new MalformedException(at, "an object of type " + type);
        }
        depth--;
    }

    /** Whether the index is of an object that has not been there before: then it follows. */
    private boolean isNew() throws IOException {
        budget.spendFacts(1);
        return seen.add(in.integer());
    }

    private void table() throws IOException {
        long at = in.position();
        int size = in.integer();
        MalformedException.check(size >= 0, at, "a table of " + size + " entries");
        for (int i = 0; i < size; i++) {
            read();
            read();
        }
    }

    /** Lua's compiled code, which {@code loadstring} takes in, and what it closes over. */
    private void function(long at) throws IOException {
        byte[] code = in.bytes(MOST_CODE_BYTES);
        int size = in.lastLength();
        anomalies.add("function", at, () -> "a function of " + size + " bytes of Lua's bytecode");
        budget.spendEntry();
        if (size > code.length) {
            out.gap(
                    GapKind.LIMIT,
                    at,
                    "a function of " + size + " bytes, of which " + code.length + " were looked at",
                    size - code.length);
        }
        out.child("function-" + ++functions + ".luac", new MemorySource(code));
        texts.add("function", code, code.length, at);
        read();
    }

    private void object() throws IOException {
        long at = in.position();
        String version = latin1(in.bytes(MOST_NAME));
        // files before there were versions have the class's name here
        String name = version.startsWith(VERSION) ? latin1(in.bytes(MOST_NAME)) : version;
        texts.add("class", name, at);
        if (name.startsWith("torch.") && name.endsWith("Storage")) {
            storage(name);
        } else if (name.startsWith("torch.") && name.endsWith("Tensor")) {
            tensor();
        } else {
            if (isPlain(name)) {
                anomalies.add("class-name", at, () -> "the class '" + Printable.of(name, MOST_NAME) + "'");
            }
            read(); // a class without a reader of its own is kept as its table
        }
    }

    /** Classes have a package; a name that has other characters is none that Lua can call. */
    private static boolean isPlain(String name) {
        return !name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '.' || c == '_');
    }

    private void storage(String name) throws IOException {
        long count = in.longInteger();
        opaqueBytes += in.skipNumbers(count, elementBytes(name));
    }

    private static int elementBytes(String name) {
        return switch (name) {
            case "torch.ByteStorage", "torch.CharStorage" -> 1;
            case "torch.ShortStorage", "torch.HalfStorage", "torch.CudaHalfStorage" -> 2;
            case "torch.IntStorage", "torch.FloatStorage", "torch.CudaStorage", "torch.CudaIntStorage" -> 4;
            default -> 8;
        };
    }

    /** How many dimensions, their sizes, their strides, where the tensor begins in its storage, and the storage. */
    private void tensor() throws IOException {
        long at = in.position();
        int dimensions = in.integer();
        MalformedException.check(
                dimensions >= 0 && dimensions <= MOST_DIMENSIONS, at, "a tensor of " + dimensions + " dimensions");
        long last = 0;
        long[] sizes = new long[dimensions];
        for (int i = 0; i < dimensions; i++) {
            sizes[i] = in.longInteger();
        }
        boolean sound = true;
        for (int i = 0; i < dimensions; i++) {
            long stride = in.longInteger();
            long reach = (sizes[i] - 1) * stride;
            sound &= sizes[i] >= 0 && stride >= 0 && Math.multiplyHigh(sizes[i], stride) == 0 && last + reach >= 0;
            last += sizes[i] == 0 ? 0 : reach;
        }
        long offset = in.longInteger();
        if (!sound || offset < 0) {
            anomalies.add("tensor-bounds", at, () -> "a tensor has sizes, strides or an offset that no storage holds");
        }
        read();
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
