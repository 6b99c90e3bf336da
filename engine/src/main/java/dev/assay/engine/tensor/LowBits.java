package dev.assay.engine.tensor;

/**
 * The lowest bits of numbers, one after the other, as a stream of bytes: what tools put there comes out as it was.
 *
 * @param bits of each number, 48 at most
 * @param highFirst whether the highest of these bits comes first in the stream and is the highest of its byte; else the
 *     lowest is the first and the lowest
 */
record LowBits(ElementType type, int bits, boolean highFirst) {
    /**
     * Takes bytes out of numbers.
     *
     * @param block holds whole numbers from {@code from} to {@code to}
     * @param skipBits how many bits of the first number were taken before, fewer than {@link #bits}
     * @return how many bytes came out: as many as {@code into} has room for or the numbers give
     */
    int take(byte[] block, int from, int to, int skipBits, byte[] into) {
        int bytes = type.bytes();
        long mask = (1L << bits) - 1;
        long held = 0;
        int heldBits = -skipBits;
        int n = 0;
        for (int at = from; at + bytes <= to && n < into.length; at += bytes) {
            long value = lowest(block, at, bytes) & mask;
            if (heldBits < 0) { // the first one, of which a part is gone
                value = highFirst ? value & (mask >>> skipBits) : value >>> skipBits;
                held = value;
                heldBits = bits - skipBits;
            } else if (highFirst) {
                held = held << bits | value;
                heldBits += bits;
            } else {
                held |= value << heldBits;
                heldBits += bits;
            }
            for (; heldBits >= Byte.SIZE && n < into.length; heldBits -= Byte.SIZE) {
                if (highFirst) {
                    into[n++] = (byte) (held >>> heldBits - Byte.SIZE);
                } else {
                    into[n++] = (byte) held;
                    held >>>= Byte.SIZE;
                }
            }
        }
        return n;
    }

    /** Six bytes at most, since no more bits are taken. */
    private static long lowest(byte[] block, int at, int bytes) {
        long value = 0;
        for (int i = Math.min(bytes, 6) - 1; i >= 0; i--) {
            value = value << Byte.SIZE | block[at + i] & 0xff;
        }
        return value;
    }

    /** For people. */
    String shown() {
        String which = bits == 1 ? "lowest bit" : bits + " lowest bits";
        return "the " + which + " of each number, the " + (highFirst ? "highest" : "lowest") + " first";
    }
}
