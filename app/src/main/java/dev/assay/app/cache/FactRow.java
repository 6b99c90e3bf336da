package dev.assay.app.cache;

import dev.assay.engine.cache.Decoded;
import dev.assay.engine.cache.FactCodec;
import dev.assay.engine.cache.Key;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The bytes of one row of facts: the whole key, CRC-32C of all the rest, facts.
 *
 * <p>The row's number is 63 bits mixed from its key. So the table is its own index, and a read is one walk down one
 * tree. Two keys may share a number (among ten million rows, five times in a million stores): then the row's key tells
 * them apart, and the later one replaces the earlier.
 */
public final class FactRow {
    public static final int KEY_BYTES = Key.BYTES;
    private static final int HEADER_BYTES = KEY_BYTES + Integer.BYTES;

    /** 2^64 divided by the golden ratio, as in Fibonacci hashing. */
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private FactRow() {}

    /** The number of a row, from a key or from the row itself. */
    public static long id(byte[] startsWithKey) {
        ByteBuffer key = ByteBuffer.wrap(startsWithKey, 0, KEY_BYTES);
        long id = 0;
        while (key.hasRemaining()) {
            id = (id ^ key.getLong()) * MIX; // an identity's numbers are small and alike: each must reach all bits
            id ^= id >>> 32;
        }
        return id >>> 1;
    }

    /**
     * A row.
     *
     * @return nothing if it would be longer than {@code most} bytes
     */
    public static Optional<byte[]> write(byte[] key, Decoded decoded, long most) {
        byte[] head = Arrays.copyOf(key, HEADER_BYTES);
        Optional<byte[]> row = FactCodec.encode(head, decoded, most);
        row.ifPresent(bytes -> ByteBuffer.wrap(bytes).putInt(KEY_BYTES, checksum(bytes)));
        return row;
    }

    public static boolean isIntact(byte[] row) {
        return row.length >= HEADER_BYTES && ByteBuffer.wrap(row).getInt(KEY_BYTES) == checksum(row);
    }

    public static boolean hasKey(byte[] row, byte[] key) {
        return row.length >= KEY_BYTES && Arrays.equals(row, 0, KEY_BYTES, key, 0, KEY_BYTES);
    }

    /** @throws IOException if these facts were not written by a build with the same layout */
    public static Decoded read(byte[] row) throws IOException {
        return FactCodec.decode(row, HEADER_BYTES);
    }

    private static int checksum(byte[] row) {
        CRC32C crc = new CRC32C();
        crc.update(row, 0, KEY_BYTES);
        crc.update(row, HEADER_BYTES, row.length - HEADER_BYTES);
        return (int) crc.getValue();
    }
}
