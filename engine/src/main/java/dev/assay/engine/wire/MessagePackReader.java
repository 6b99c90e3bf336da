package dev.assay.engine.wire;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Pulls the tokens of MessagePack (the specification at msgpack/msgpack, {@code spec.md}) from bytes that nobody trusts.
 * Belongs to one thread. Nothing is allocated by a length before its bytes are there, and nothing is nested here: whoever
 * calls keeps count of what a container holds.
 */
public final class MessagePackReader {
    /** What {@link #next} came to. */
    public enum Token {
        NIL,
        BOOLEAN,
        INTEGER,
        FLOAT,
        /** {@link #length} bytes of text follow. */
        TEXT,
        /** {@link #length} bytes follow. */
        BINARY,
        /** {@link #length} values follow. */
        ARRAY,
        /** {@link #length} pairs of values follow. */
        MAP,
        /** {@link #length} bytes of the application's type {@link #extension} follow. */
        EXTENSION
    }

    private final ByteReader in;
    private long position;
    private long length;
    private long integer;
    private int extension;

    /** Begins where the reader stands. */
    public MessagePackReader(ByteReader in) {
        this.in = in;
    }

    /** The next value, or the head of it. The bytes of texts, binaries and extensions are for the caller to take or skip. */
    public Token next() throws IOException {
        position = in.position();
        length = 0;
        int first = in.u8();
        if (first <= 0x7f || first >= 0xe0) {
            integer = (byte) first;
            return Token.INTEGER;
        }
        if (first <= 0x8f) {
            return of(Token.MAP, first & 0xf);
        }
        if (first <= 0x9f) {
            return of(Token.ARRAY, first & 0xf);
        }
        if (first <= 0xbf) {
            return of(Token.TEXT, first & 0x1f);
        }
        return switch (first) {
            case 0xc0 -> Token.NIL;
            case 0xc2, 0xc3 -> Token.BOOLEAN;
            case 0xc4, 0xc5, 0xc6 -> of(Token.BINARY, unsigned(first - 0xc4));
            case 0xc7, 0xc8, 0xc9 -> extension(unsigned(first - 0xc7));
            case 0xca, 0xcb -> {
                in.skip(first == 0xca ? Float.BYTES : Double.BYTES);
                yield Token.FLOAT;
            }
            case 0xcc, 0xcd, 0xce, 0xcf -> integer(unsigned(first - 0xcc));
            case 0xd0 -> integer((byte) in.u8());
            case 0xd1 -> integer((short) unsigned(1));
            case 0xd2 -> integer(unsigned(2) << 32 >> 32); // signed
            case 0xd3 -> integer(unsigned(3));
            case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> extension(1L << first - 0xd4);
            case 0xd9, 0xda, 0xdb -> of(Token.TEXT, unsigned(first - 0xd9));
            case 0xdc, 0xdd -> of(Token.ARRAY, unsigned(first - 0xdc + 1));
            case 0xde, 0xdf -> of(Token.MAP, unsigned(first - 0xde + 1));
            default -> throw new MalformedException(position, "byte 0xc1, which MessagePack never uses");
        };
    }

    private Token of(Token token, long itsLength) {
        length = itsLength;
        return token;
    }

    private Token integer(long value) {
        integer = value;
        return Token.INTEGER;
    }

    private Token extension(long itsLength) throws IOException {
        extension = (byte) in.u8();
        return of(Token.EXTENSION, itsLength);
    }

    /** A big-endian number of {@code 1 << power} bytes. */
    private long unsigned(int power) throws IOException {
        return switch (power) {
            case 0 -> in.u8();
            case 1 -> (long) in.u8() << 8 | in.u8();
            case 2 -> in.u32be();
            default -> in.u32be() << 32 | in.u32be();
        };
    }

    /** Where the last token begins. */
    public long position() {
        return position;
    }

    /** How many bytes, values or pairs belong to the last token. */
    public long length() {
        return length;
    }

    /** The last {@link Token#INTEGER}; unsigned ones of 2^63 or more are negative here. */
    public long integer() {
        return integer;
    }

    /** The type of the last {@link Token#EXTENSION}. */
    public int extension() {
        return extension;
    }

    /** Takes the bytes of the last token: its first {@code most}, and skips the rest. */
    public byte[] bytes(int most) throws IOException {
        byte[] bytes = in.bytes((int) Math.min(length, most));
        in.skip(length - bytes.length);
        return bytes;
    }

    /** The same as UTF-8. */
    public String text(int most) throws IOException {
        return new String(bytes(most), StandardCharsets.UTF_8);
    }

    /** Moves past the bytes of the last token. */
    public void skip() throws IOException {
        in.skip(length);
    }
}
