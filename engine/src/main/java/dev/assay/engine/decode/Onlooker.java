package dev.assay.engine.decode;

/** Looks at a stream that passes by once while another decoder reads it. Belongs to one thread; closing it gives back what it holds. */
public interface Onlooker extends AutoCloseable {
    /** The next bytes, in order. */
    void accept(byte[] block, int from, int to);

    /** The stream is at its end, or as far as it came. */
    void end(Sink out, long passedBytes);

    @Override
    void close();
}
