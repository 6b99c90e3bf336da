package dev.assay.detectors.model.marshal;

import dev.assay.detectors.model.marshal.Value.Code;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.Spool;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Python's compiled code: a {@code .pyc} file, or a bare marshalled code object, as models keep functions.
 *
 * <p>Nothing says which Python wrote a bare one, and code objects changed their fields: so each {@link Layout} is tried,
 * and the one counts under which all fields are what they must be. All of it is kept, up to a few megabytes, with sixteen
 * times as much for what it decodes to.
 */
public final class MarshalDecoder implements Decoder {
    static final String LANGUAGE = "python-bytecode";
    static final String PYC = "pyc";
    private static final String MARSHAL = "marshal";

    private static final int MOST_BYTES = 8 << 20;
    private static final int DECODED_PER_BYTE = 16;

    /** A number, and a carriage return and a line feed that text modes would break. */
    private static final int FIRST_PYTHON_3 = 3_000;

    private static final int LAST_PYTHON_3 = 3_999;
    private static final int FIRST_PYTHON_2 = 50_823;
    private static final int LAST_PYTHON_2 = 62_211;

    /** Python 3.3 added the source's size, 3.7 flags. */
    private static final int FIRST_WITH_SIZE = 3_190;

    private static final int FIRST_WITH_FLAGS = 3_390;

    /** The least that a code object takes. */
    private static final int LEAST_BYTES = 32;

    private final Format format;

    private MarshalDecoder(Format format) {
        this.format = format;
    }

    /** One for files, one for bare code objects. */
    public static List<Decoder> all() {
        return List.of(
                new MarshalDecoder(new Format(MARSHAL, MarshalDecoder::isMarshal)),
                new MarshalDecoder(new Format(PYC, MarshalDecoder::isPyc)));
    }

    private static boolean isMarshal(Head head) {
        return head.extension().equals(MARSHAL) && head.at(0) >= 0 || isCode(head, 0);
    }

    private static boolean isPyc(Head head) {
        int header = headerBytes(head.at(0) | head.at(1) << 8);
        return header > 0 && head.has(2, "\r\n") && isCode(head, header);
    }

    /** A code object begins with counts, which are small numbers of four bytes. */
    private static boolean isCode(Head head, int at) {
        if ((head.at(at) & 0x7f) != 'c' || head.length() < at + LEAST_BYTES) {
            return false;
        }
        for (int number = 0; number < 4; number++) {
            int i = at + 1 + 4 * number;
            if (head.at(i + 2) != 0 || head.at(i + 3) != 0) {
                return false;
            }
        }
        return true;
    }

    /** How much comes before the code, by the number that each version of Python has; 0 for no version. */
    private static int headerBytes(int magic) {
        if (magic >= FIRST_PYTHON_3 && magic <= LAST_PYTHON_3) {
            return magic >= FIRST_WITH_FLAGS ? 16 : magic >= FIRST_WITH_SIZE ? 12 : 8;
        }
        return magic >= FIRST_PYTHON_2 && magic <= LAST_PYTHON_2 ? 8 : 0;
    }

    @Override
    public Format format() {
        return format;
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        if (in.sizeBytes() >= 0) {
            read(in, out, budget);
            return;
        }
        try (Spool spool = Spool.of(in, budget, MOST_BYTES)) {
            if (spool.broken() != null) {
                throw spool.broken();
            }
            read(spool, out, budget);
        }
    }

    private void read(ByteSource in, Sink out, Budget budget) throws IOException {
        long size = in.sizeBytes();
        if (size > MOST_BYTES) {
            throw BudgetExceededException.limit("has more than " + MOST_BYTES + " bytes of compiled code");
        }
        long wanted = size * DECODED_PER_BYTE;
        long portion = (wanted + Memory.UNIT_BYTES - 1) / Memory.UNIT_BYTES * Memory.UNIT_BYTES;
        budget.takeMemory(portion);
        try (ByteReader reader = new ByteReader(in, budget)) {
            byte[] bytes = reader.bytes((int) size);
            int from = format.id().equals(PYC) && size >= 2 ? headerBytes(bytes[0] & 0xff | (bytes[1] & 0xff) << 8) : 0;
            judge(bytes, from, out, budget);
        } finally {
            budget.giveBackMemory(portion);
        }
    }

    private static void judge(byte[] bytes, int from, Sink out, Budget budget) throws IOException {
        MalformedException first = null;
        for (Layout layout : Layout.values()) {
            MarshalReader reader = new MarshalReader(bytes, from, layout, budget);
            try {
                Value value = reader.read();
                List<Code> codes = new ArrayList<>();
                collect(value, codes, budget);
                MalformedException.check(!codes.isEmpty(), from, "there is no code object");
                new CodeReading(bytes, layout, out, budget).read(codes);
                behind(bytes, reader.position(), out);
                return;
            } catch (MalformedException e) {
                first = first == null || e.offsetBytes() > first.offsetBytes()
                        ? e
                        : first; // the one that came furthest
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Code objects lie in constants of others. References share them, so each is met once. */
    private static void collect(Value value, List<Code> codes, Budget budget) {
        List<Value> open = new ArrayList<>(List.of(value));
        Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!open.isEmpty()) {
            budget.spendWork(1);
            Value next = open.removeLast();
            if (next instanceof Value.Items items && seen.add(next)) {
                open.addAll(items.items());
            } else if (next instanceof Code code && seen.add(next)) {
                codes.add(code);
                open.addAll(code.constants());
            }
        }
        codes.sort((one, other) -> Integer.compare(one.at(), other.at()));
    }

    private static void behind(byte[] bytes, int end, Sink out) {
        if (end < bytes.length) {
            out.child("trailing-data", new MemorySource(bytes, end, bytes.length - end));
        }
    }
}
