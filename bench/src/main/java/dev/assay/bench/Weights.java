package dev.assay.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes that look like float32 weights: random signs and mantissas, magnitudes around 0.03. */
final class Weights {
    /** Clears both exponents of a pair of floats, and sets them to 2^-5. */
    private static final long SIGNS_AND_MANTISSAS = 0x807f_ffff_807f_ffffL;

    private static final long EXPONENTS = 0x3d00_0000_3d00_0000L;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Weights() {}

    static byte[] of(int bytes, long seed) {
        byte[] weights = new byte[bytes];
        SplitMix random = new SplitMix(seed);
        for (int i = 0; i + Long.BYTES <= bytes; i += Long.BYTES) {
            LONG.set(weights, i, (random.next() & SIGNS_AND_MANTISSAS) | EXPONENTS);
        }
        return weights;
    }

    static void write(OutputStream out, int bytes, long seed) throws IOException {
        out.write(of(bytes, seed));
    }
}
