package dev.assay.engine.decode;

import java.util.function.Function;
import java.util.function.Predicate;
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
    private final Predicate<String> isNamed;

    /** @param of gives the kind of a head, or null; as strict as a {@link Magic} */
    public Kinds(Function<Head, @Nullable K> of) {
        this(of, _ -> false);
    }

    /**
     * Kinds of which some go by more of the name than its ending.
     *
     * @param isNamed whether a file's name decides, or may decide, what its bytes are
     */
    public Kinds(Function<Head, @Nullable K> of, Predicate<String> isNamed) {
        this.of = of;
        this.isNamed = isNamed;
    }

    /** Whether the kind of bytes of this name may be another than that of the same bytes under another name of this ending. */
    public boolean isNamed(String name) {
        return isNamed.test(name);
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
