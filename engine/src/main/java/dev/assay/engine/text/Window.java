package dev.assay.engine.text;

/**
 * Shows bytes that come in blocks of any size as pieces that overlap, so that what lies across a border is seen whole, with
 * what is around it. Each byte is offered once as the beginning of something, with at least {@code before} bytes in front of
 * it and {@code after} behind it, as far as the input has them. Where the pieces end does not depend on the blocks.
 *
 * <p>Belongs to one thread. Copies each byte once into the array it was given, and holds nothing else.
 */
public final class Window {
    /** Reads the pieces. */
    @FunctionalInterface
    public interface Reader {
        /**
         * A piece: what begins at {@code from} or behind it and before {@code to}. The bytes from 0 to {@link #end()} are
         * there to be looked at.
         */
        void read(Window at, int from, int to);
    }

    private final byte[] bytes;
    private final int before;
    private final int after;
    private final Reader reader;
    private long position;
    private int offered;
    private int end;

    /**
     * Begins at the input's first byte.
     *
     * @param bytes for the pieces; of more than {@code before} and {@code after} together
     */
    public Window(byte[] bytes, int before, int after, Reader reader) {
        if (bytes.length <= before + after) {
            throw new IllegalArgumentException(bytes.length + " bytes leave no room for a piece");
        }
        this.bytes = bytes;
        this.before = before;
        this.after = after;
        this.reader = reader;
    }

    /** The next bytes of the input. */
    public void accept(byte[] block, int from, int to) {
        int at = from;
        while (at < to) {
            int n = Math.min(to - at, bytes.length - end);
            System.arraycopy(block, at, bytes, end, n);
            at += n;
            end += n;
            if (end == bytes.length) {
                offer(end - after);
                int kept = Math.max(offered - before, 0);
                System.arraycopy(bytes, kept, bytes, 0, end - kept);
                position += kept;
                offered -= kept;
                end -= kept;
            }
        }
    }

    /** The input is at its end. */
    public void finish() {
        offer(end);
    }

    private void offer(int to) {
        if (offered < to) {
            int from = offered;
            offered = to;
            reader.read(this, from, to);
        }
    }

    /** The array with the piece; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes of the array count. */
    public int end() {
        return end;
    }

    /** Where in the input a byte of the array lies. */
    public long positionOf(int index) {
        return position + index;
    }
}
