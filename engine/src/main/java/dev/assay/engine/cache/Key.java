package dev.assay.engine.cache;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Names facts in the cache. Whatever may change them is in it: the content or the identity as it is, and the digest of
 * how it is decoded. Nothing is hashed for a key: an unchanged tree needs one for each file, and a digest of a hundred
 * bytes costs 5 microseconds where only the first compiler has been, a third of what such a file may cost in all.
 */
public final class Key {
    public static final int BYTES = 5 * Long.BYTES + 2 * Long.BYTES;

    private static final int CONTENT = 0;
    private static final int IDENTITY = 1;

    /** No file has it, so that no identity of a file is ever that of a remote object. */
    private static final long NO_CHANGE_TIME = Long.MIN_VALUE;

    /**
     * How bytes are decoded, in 127 bits of its SHA-256. Made once for each hint, not for each file.
     */
    public record Decoding(long high, long low) {
        /**
         * @param hint what of the name may lead detection: its ending, or all of it
         * @param version of all decoders and their data, and the options that decoding heeds
         */
        public static Decoding of(String hint, String version) {
            Sha256 digest = Sha256.of(version + "\0" + hint);
            return new Decoding(digest.first(), digest.second() & ~1);
        }
    }

    private final byte[] bytes;

    private Key(Decoding decoding, int kind, long first, long second, long third, long fourth, long fifth) {
        bytes = ByteBuffer.allocate(BYTES)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .putLong(fifth)
                .putLong(decoding.high())
                .putLong(decoding.low() | kind)
                .array();
    }

    /** The key of bytes by their content. */
    public static Key ofContent(Sha256 content, Decoding decoding) {
        return new Key(decoding, CONTENT, content.first(), content.second(), content.third(), content.fourth(), 0);
    }

    /** The key of bytes that are read at a few places only, by the identity of their file. */
    public static Key ofIdentity(FileIdentity identity, Decoding decoding) {
        return new Key(
                decoding,
                IDENTITY,
                identity.device(),
                identity.inode(),
                identity.sizeBytes(),
                identity.mtimeNanos(),
                identity.ctimeNanos());
    }

    /** The key of bytes behind a server, by what that promises of them. Hashed: beside a request that costs nothing. */
    public static Key ofIdentity(RemoteIdentity identity, Decoding decoding) {
        String what = String.join("\0", identity.url(), identity.validator(), Long.toString(identity.sizeBytes()));
        Sha256 digest = Sha256.of(what);
        return new Key(
                decoding, IDENTITY, digest.first(), digest.second(), digest.third(), digest.fourth(), NO_CHANGE_TIME);
    }

    /** {@link #BYTES} bytes, not a copy: they are not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
