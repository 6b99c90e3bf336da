package dev.assay.engine.decode;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one format into facts and children. Stateless and shared between threads; knows no policy.
 *
 * <p>A decoder gives what it has seen to the sink at once, so that a failure keeps it. It refuses broken input with a
 * {@link dev.assay.engine.bytes.MalformedException}, or states a gap itself and goes on where it can. It need not catch
 * anything: the engine turns whatever comes out of it into a gap at that place.
 */
public interface Decoder {
    /** What it reads. */
    Format format();

    Access access();

    /**
     * Whether rules of a family that somebody asked for may read what it gives; if not, it is not run. What hands on bytes serves
     * every family.
     */
    default boolean serves(Families asked) {
        return true;
    }

    /**
     * Whether it says what the bytes mean. What only measures them, or looks for something by name, leaves them as opaque as they are, and
     * is no format of theirs in reports.
     */
    default boolean interprets() {
        return true;
    }

    /**
     * Whether it looks for something by name in bytes that nobody interprets: it is then run with {@code --deep} only, behind the others,
     * where they leave bytes opaque and hand none on, and reads the source from its beginning.
     */
    default boolean ofOpaque() {
        return false;
    }

    /**
     * What looks on, in place of {@link #decode}, while another decoder reads a stream that is too large to keep; null of one that has to
     * read it itself.
     */
    default @Nullable Onlooker onlooker(Budget budget) {
        return null;
    }

    /** Decodes {@code in}, which the caller closes. */
    void decode(ByteSource in, Sink out, Budget budget) throws IOException;
}
