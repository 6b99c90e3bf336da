package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Judges the bytes of a joblib array as {@code pickle.load} would take them: as opcodes. Only the first array of a pickle
 * is tried, since that loader runs on from there to the end. Bytes that are numbers soon are no opcode, and what they seem
 * to do up to there counts only if they name or call something exactly.
 */
final class Readings {
    private final Session session;
    private boolean tried;

    Readings(Session session) {
        this.session = session;
    }

    /** Runs what lies where the session stands, with the stack and the memo that the machine has now. */
    void asOpcodes(Stack stack, Memo memo) throws IOException {
        if (tried) {
            return;
        }
        tried = true;
        long at = session.in.position();
        if (session.in.request(1) == 0 || Opcodes.operand(session.in.array()[session.in.index()] & 0xff) < 0) {
            return;
        }
        ByteSource source = session.texts.areInSource() ? session.source : atHand(at);
        try (ByteReader in = new ByteReader(source, session.budget, at);
                Session other = session.otherReading(in)) {
            run(other, stack, memo);
            if (other.callables.isSure()) {
                session.adopt(other);
                session.disagreement("joblib skips bytes as an array that pickle.load would run as opcodes", at);
            }
        }
    }

    private static void run(Session other, Stack stack, Memo memo) throws IOException {
        Memo above = memo.above(other.in.position());
        try {
            new PickleMachine(other, above, stack.copy()).run();
        } catch (MalformedException | MachineMemory.FullException e) {
            // what ran before counts, and the bytes are an array after all
        } finally {
            above.release();
        }
    }

    /** What is at hand of a stream, where it lies in the stream. */
    private ByteSource atHand(long at) throws IOException {
        int n = session.in.request(Buffers.SIZE_BYTES);
        byte[] bytes = Arrays.copyOfRange(session.in.array(), session.in.index(), session.in.index() + n);
        return new Part(at, bytes);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Part(long from, byte[] bytes) implements ByteSource {
        @Override
        public long sizeBytes() {
            return from + bytes.length;
        }

        @Override
        public boolean seekable() {
            return true;
        }

        @Override
        public int read(long positionBytes, ByteBuffer into) {
            long at = positionBytes - from;
            if (at < 0 || at >= bytes.length) {
                return -1;
            }
            int n = Math.min(into.remaining(), bytes.length - (int) at);
            into.put(bytes, (int) at, n);
            return n;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
