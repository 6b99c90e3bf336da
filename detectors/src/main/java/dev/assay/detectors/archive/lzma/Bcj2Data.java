package dev.assay.detectors.archive.lzma;

import dev.assay.detectors.archive.Decompressor;
import dev.assay.engine.bytes.ByteReader;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what 7-Zip takes apart of programs for x86 (LZMA SDK, Bcj2.c): the targets of calls and of jumps are streams
 * of their own, and of each place where one may stand a bit says whether it was taken out.
 */
public final class Bcj2Data implements Decompressor {
    /** The code, the targets of calls, those of jumps, and the bits. */
    public static final int INPUTS = 4;

    private static final int CALL = 0xe8;
    private static final int JUMP = 0xe9;
    private static final int OF_JUMPS = 256; // below: of calls, by the byte before them
    private static final int OF_CONDITIONS = 257;

    private final ByteReader code;
    private final ByteReader calls;
    private final ByteReader jumps;
    private final RangeDecoder bits;
    private final short[] probabilities = new short[OF_CONDITIONS + 1];
    private final byte[] target = new byte[4]; // that is being given out
    private int targetLeft;
    private int before;
    private int position; // as 7-Zip counts, modulo 2^32
    private boolean begun;
    private @Nullable IOException fault; // thrown when what came before was taken

    public Bcj2Data(ByteReader code, ByteReader calls, ByteReader jumps, ByteReader bits) {
        this.code = code;
        this.calls = calls;
        this.jumps = jumps;
        this.bits = new RangeDecoder(bits);
        Arrays.fill(probabilities, RangeDecoder.EVEN);
    }

    @Override
    public int read(byte[] into, int from, int room) throws IOException {
        if (fault != null) {
            throw fault;
        }
        int at = from;
        int end = from + room;
        try {
            if (!begun) {
                bits.start();
                begun = true;
            }
            while (at < end) {
                if (targetLeft > 0) {
                    into[at++] = target[target.length - targetLeft--];
                    continue;
                }
                int next = code.read();
                if (next < 0) {
                    break;
                }
                into[at++] = (byte) next;
                position++;
                int last = before;
                before = next;
                if ((next & 0xfe) == CALL || last == 0x0f && (next & 0xf0) == 0x80) {
                    target(next, last);
                }
            }
        } catch (IOException e) {
            if (at == from) {
                throw e;
            }
            fault = e;
        }
        return at == from ? -1 : at - from;
    }

    private void target(int opcode, int last) throws IOException {
        int which = opcode == CALL ? last : opcode == JUMP ? OF_JUMPS : OF_CONDITIONS;
        if (bits.bit(probabilities, which) == 0) {
            return;
        }
        position += target.length;
        int relative = (int) (opcode == CALL ? calls : jumps).u32be() - position;
        for (int i = 0; i < target.length; i++) {
            target[i] = (byte) (relative >>> 8 * i);
        }
        targetLeft = target.length;
        before = relative >>> 24;
    }

    @Override
    public void close() {
        // the readers are whoever's they are
    }
}
