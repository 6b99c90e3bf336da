package dev.assay.engine.decode;

import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.GapKind;

/** Where a decoder puts what it sees. Belongs to one thread. */
public interface Sink {
    void fact(Fact fact);

    /**
     * Says that something could not be judged.
     *
     * @param offsetBytes where, or -1
     * @param reason one line, for people
     * @param bytesUnread how much was left, or -1 if nobody knows
     */
    void gap(GapKind kind, long offsetBytes, String reason, long bytesUnread);

    /**
     * Hands on bytes that lie within, which walk the whole line before this returns. The caller closes {@code content},
     * of which any part may have been read.
     *
     * @param name the member's name as it is written; a name inside of a container, so it may hold anything
     */
    void child(String name, ByteSource content);

    /**
     * Hands on what a compression holds, as {@link #child}. A loader takes it for what the outer name says, so that name
     * (without the compression's ending) stays its hint, whatever {@code label} the compressed data give it.
     */
    default void content(String label, ByteSource content) {
        child(label, content);
    }

    /**
     * Whether a range of the bytes at hand lies within one that was handed on as a {@link
     * dev.assay.engine.bytes.SliceSource} of them and was read as this format there: a zip in a tar is also found from the
     * tar's end. Only the last ones are remembered.
     *
     * @param format its id
     */
    default boolean wasHandedOn(String format, long fromBytes, long toBytes) {
        return false;
    }

    /** Counts bytes that no loader interprets, such as tensors. */
    void opaque(long bytes);

    /** Says more exactly what the bytes are, such as {@code torch} for a zip. Rules and the coverage see it. */
    void format(String id);

    /**
     * How many lines of programs are wanted as {@link dev.assay.engine.fact.Program}: 0 unless somebody asked for them
     * ({@code --explain}), and once there are enough of them.
     */
    int programLines();

    /**
     * Whether the bytes are by their name a part of something that is judged as a whole, so that facts which only that needs
     * ({@link dev.assay.engine.fact.TensorNames}) are wanted.
     */
    default boolean partOfWhole() {
        return false;
    }

    /**
     * Whether somebody wants to know what the model is ({@code assay inspect}), as {@link dev.assay.engine.fact.Property} and
     * {@link dev.assay.engine.fact.TensorInfo}; no longer once there are enough of them.
     */
    default boolean inspecting() {
        return false;
    }

    /** Whether bytes that no loader interprets are to be looked into as well ({@code --deep}). */
    boolean deep();
}
