package dev.assay.detectors.manifest.binary;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sections of an executable, and reading within them, by place in the file or by address. Belongs to one thread.
 *
 * @param wide whether addresses have eight bytes
 */
record Image(ByteReader in, ByteOrder order, boolean wide, List<Section> sections) {
    /**
     * A part of the file that is loaded to an address.
     *
     * @param name empty for a segment, which has none
     * @param isData whether a program may write there, which is where Go puts what it says of its build
     */
    record Section(String name, long address, long offset, long size, boolean isData) {}

    /** Sections have no sense beyond some hundred; tools write some ten thousand for objects of C++, which hold no packages. */
    static final int MOST_SECTIONS = 4_096;

    /** Reads bytes at a place of the file; those of a section at most. */
    static ByteBuffer at(ByteReader in, long offset, int bytes, ByteOrder order) throws IOException {
        return ByteBuffer.wrap(bytes(in, offset, bytes)).order(order);
    }

    private static byte[] bytes(ByteReader in, long offset, int bytes) throws IOException {
        MalformedException.check(offset >= 0 && bytes >= 0, offset, "a part of the program that is not in the file");
        in.seek(offset);
        return in.bytes(bytes);
    }

    ByteBuffer at(long offset, int bytes) throws IOException {
        return at(in, offset, bytes, order);
    }

    byte[] bytes(long offset, int bytes) throws IOException {
        return bytes(in, offset, bytes);
    }

    /** A name that ends at a zero byte or with the room that it has. */
    static String name(ByteBuffer in, int from, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i >= 0 && i < in.capacity() && in.get(i) != 0 && text.length() < most; i++) {
            text.append((char) (in.get(i) & 0xff));
        }
        return text.toString();
    }

    @Nullable
    Section named(String name) {
        for (Section each : sections) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        return null;
    }

    /** Where so many bytes lie that are loaded to an address; refused if that is not in the file. */
    long offset(long address, int bytes) throws MalformedException {
        for (Section each : sections) {
            long within = address - each.address();
            if (each.address() > 0 && within >= 0 && within <= each.size() - bytes) {
                return each.offset() + within;
            }
        }
        throw new MalformedException(0, "an address within the program that is not in the file");
    }
}
