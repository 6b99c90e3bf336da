package dev.assay.engine.decode;

/** Tells byte strings within models that something else than an array lies in. Pure functions. */
public final class PayloadHead {
    private static final int FIRST_PICKLE = 0x8002;
    private static final int LAST_PICKLE = 0x8005;

    private PayloadHead() {}

    /** Whether a pickle, a zip, gzip data or a program begins there; {@code at} must have a byte behind it. */
    public static boolean isContainer(byte[] bytes, int at) {
        int two = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
        return two >= FIRST_PICKLE && two <= LAST_PICKLE
                || two == ('P' << 8 | 'K')
                || two == 0x1f8b
                || two == (0x7f << 8 | 'E')
                || two == ('M' << 8 | 'Z');
    }
}
