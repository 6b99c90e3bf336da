package dev.assay.engine.decode;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells formats apart that exclude one another, such as the kinds of text. What kind some bytes are is asked once, however
 * many formats there are. Thread-safe.
 *
 * @param <K> the kinds, with an {@code equals} and {@code hashCode} of their own or an enumeration
 */
public final class Kinds<K> {
    /** Bytes of one kind. */
    public record Is<K>(Kinds<K> kinds, K kind) implements Magic {
        @Override
        public boolean matches(Head head) {
            return kind.equals(kinds.of(head));
        }
    }

    private final Function<Head, @Nullable K> of;

    /** @param of gives the kind of a head, or null; as strict as a {@link Magic} */
    public Kinds(Function<Head, @Nullable K> of) {
        this.of = of;
    }

    /** The kind of these bytes; null if they are none of them. */
    public @Nullable K of(Head head) {
        return of.apply(head);
    }

    /** Recognises one of the kinds. */
    public Magic is(K kind) {
        return new Is<>(this, kind);
    }
}
