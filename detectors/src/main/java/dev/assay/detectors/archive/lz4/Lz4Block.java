package dev.assay.detectors.archive.lz4;

import dev.assay.detectors.archive.History;
import dev.assay.engine.bytes.MalformedException;

/** One block of sequences (github.com/lz4/lz4, doc/lz4_Block_format.md), decoded into the history. */
final class Lz4Block {
    private static final int LEAST_MATCH = 4;
    private static final int LONG_LENGTH = 15;
    private static final int MOST_BYTES = 8 << 20;

    private final byte[] block;
    private final int size;
    private final long offsetBytes;
    private int at;

    /** @param offsetBytes of the block, for messages */
    Lz4Block(byte[] block, int size, long offsetBytes) {
        this.block = block;
        this.size = size;
        this.offsetBytes = offsetBytes;
    }

    /**
     * Decodes all of it. What comes before a fault stays in the history.
     *
     * @param most how much may come out
     * @param linked whether matches may reach back into the block before
     */
    void decode(History out, int most, boolean linked) throws MalformedException {
        int left = most;
        int own = 0;
        while (at < size) {
            int token = block[at++] & 0xff;
            int literals = length(token >> 4);
            check(literals <= size - at && literals <= left, "literals of a block lead past its end");
            out.room(literals);
            out.put(block, at, literals);
            at += literals;
            left -= literals;
            own += literals;
            if (at == size) {
                return;
            }
            check(size - at >= 2, "a block ends within a match");
            int distance = block[at] & 0xff | (block[at + 1] & 0xff) << 8;
            at += 2;
            int match = length(token & LONG_LENGTH) + LEAST_MATCH;
            check(match <= left, "a match is longer than its block may be");
            check(distance > 0 && distance <= (linked ? out.reach() : own), "a match refers to what was never there");
            out.room(match);
            out.copy(distance, match);
            left -= match;
            own += match;
        }
    }

    private int length(int code) throws MalformedException {
        if (code < LONG_LENGTH) {
            return code;
        }
        int length = code;
        while (true) {
            check(at < size, "a length ends early");
            int more = block[at++] & 0xff;
            length += more;
            check(length <= MOST_BYTES, "a length is larger than any block");
            if (more < 0xff) {
                return length;
            }
        }
    }

    private void check(boolean holds, String reason) throws MalformedException {
        MalformedException.check(holds, offsetBytes + at, reason);
    }
}
