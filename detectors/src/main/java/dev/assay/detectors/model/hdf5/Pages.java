package dev.assay.detectors.model.hdf5;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.TruncatedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Little-endian numbers and texts at any place of a file. Structures of an HDF5 file are small and lie far apart, with
 * gigabytes of data between them: so small pages are read, and the last ones are kept. Belongs to one thread.
 */
final class Pages {
    private static final int PAGE_BITS = 12;
    private static final int PAGE_BYTES = 1 << PAGE_BITS;
    private static final int MOST_PAGES = 64;

    private static final long MOST_TIMES_UNFOLDED = 16;
    private static final long FREE_BYTES = 64 << 20;

    /** Names and paths of files; systems take no longer ones. */
    private static final int MOST_TEXT_BYTES = 65_536;

    private final ByteSource source;
    private final Budget budget;
    private final long sizeBytes;
    private final Map<Long, byte[]> pages = new LinkedHashMap<>(MOST_PAGES, 0.75f, true);
    private byte[] last = new byte[0];
    private long lastNumber = -1;
    private long readBytes;
    private long unfoldedBytes;

    Pages(ByteSource source, Budget budget) {
        this.source = source;
        this.budget = budget;
        this.sizeBytes = source.sizeBytes();
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /** How much of the file was read. */
    long readBytes() {
        return readBytes;
    }

    /**
     * Says that a structure of so many bytes is looked through. Nothing keeps structures from being shared or from lying in
     * one another, and some kilobytes that do so unfold to any number of objects: honest files come to a few times their
     * size.
     */
    void unfold(long bytes) {
        budget.spendWork(1);
        unfoldedBytes += bytes;
        if (unfoldedBytes > MOST_TIMES_UNFOLDED * sizeBytes + FREE_BYTES) {
            throw BudgetExceededException.limit("its structures share so much that they unfold to many times its size");
        }
    }

    /** Refuses a structure that reaches past the end of the file. */
    void require(long at, long n) throws MalformedException {
        if (at < 0 || n < 0 || at > sizeBytes || n > sizeBytes - at) {
            throw new TruncatedException(Math.clamp(at, 0, sizeBytes), n);
        }
    }

    int u8(long at) throws IOException {
        int index = index(at); // first, since it may change the page
        return last[index] & 0xff;
    }

    /** Has the page of {@code at} at hand, and tells where in it that is. */
    private int index(long at) throws IOException {
        long number = at >> PAGE_BITS;
        if (number != lastNumber) {
            turnTo(at, number);
        }
        int index = (int) at & PAGE_BYTES - 1;
        if (index >= last.length) {
            throw new TruncatedException(at, 1);
        }
        return index;
    }

    private void turnTo(long at, long number) throws IOException {
        require(at, 1);
        byte[] page = pages.get(number);
        if (page == null) {
            page = read(number);
            if (pages.size() >= MOST_PAGES) {
                pages.remove(pages.keySet().iterator().next());
            }
            pages.put(number, page);
        }
        last = page;
        lastNumber = number;
    }

    private byte[] read(long number) throws IOException {
        long from = number << PAGE_BITS;
        byte[] page = new byte[(int) Math.min(PAGE_BYTES, sizeBytes - from)];
        ByteBuffer into = ByteBuffer.wrap(page);
        while (into.hasRemaining()) {
            int n = source.read(from + into.position(), into);
            if (n < 0) {
                throw new TruncatedException(from + into.position(), into.remaining());
            }
            budget.spendBytes(n);
            readBytes += n;
        }
        return page;
    }

    int u16(long at) throws IOException {
        return (int) number(at, 2);
    }

    long u32(long at) throws IOException {
        return number(at, 4);
    }

    /** A number of up to eight bytes; one of eight may come out negative. */
    long number(long at, int bytes) throws IOException {
        long value = 0;
        int index = index(at);
        if (index + bytes <= last.length) { // nearly always: structures are read in the interpreter, where this counts
            for (int i = index + bytes - 1; i >= index; i--) {
                value = value << 8 | last[i] & 0xff;
            }
            return value;
        }
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | u8(at + i);
        }
        return value;
    }

    boolean has(long at, String ascii) throws IOException {
        if (at < 0 || at > sizeBytes - ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (u8(at + i) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Refuses what does not begin with its signature. */
    void signature(long at, String ascii, String what) throws IOException {
        MalformedException.check(has(at, ascii), at, "there is no " + what + " where one must be");
    }

    /** A text of so many bytes, without the zeros that fill it up. */
    String text(long at, long n) throws IOException {
        MalformedException.check(n >= 0 && n <= MOST_TEXT_BYTES, at, "a name is longer than any honest one");
        require(at, n);
        byte[] bytes = new byte[(int) n];
        int length = 0;
        while (length < n) {
            int c = u8(at + length);
            if (c == 0) {
                break;
            }
            bytes[length++] = (byte) c;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** A text up to its zero, which must come before {@code end}. */
    String textUpToZero(long at, long end) throws IOException {
        long zero = at;
        while (u8(zero) != 0) {
            zero++;
            MalformedException.check(
                    zero < end && zero - at <= MOST_TEXT_BYTES, at, "a name does not end where its structure does");
        }
        unfold(zero - at);
        return text(at, zero - at);
    }
}
