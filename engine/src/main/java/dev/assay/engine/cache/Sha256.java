package dev.assay.engine.cache;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * A SHA-256 digest, as four big-endian longs: a store holds tens of thousands of them, and a value of two objects and
 * its text would be most of what is read back.
 */
public record Sha256(long first, long second, long third, long fourth) {
    public static final int BYTES = 32;

    /** @param digest 32 bytes */
    public static Sha256 of(byte[] digest) {
        return read(ByteBuffer.wrap(digest));
    }

    /** Reads the next 32 bytes. */
    public static Sha256 read(ByteBuffer in) {
        return new Sha256(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    /** Puts 32 bytes. */
    public void write(ByteBuffer out) {
        out.putLong(first).putLong(second).putLong(third).putLong(fourth);
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        write(bytes);
        return HexFormat.of().formatHex(bytes.array());
    }
}
