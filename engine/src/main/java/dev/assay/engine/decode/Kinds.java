package dev.assay.engine.decode;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
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
    private final UnaryOperator<String> hint;

    /** @param of gives the kind of a head, or null; as strict as a {@link Magic} */
    public Kinds(Function<Head, @Nullable K> of) {
        this(of, _ -> false, _ -> "");
    }

    /**
     * Kinds of which some go by more of the name than its ending.
     *
     * @param isNamed whether a file's name decides, or may decide, what its bytes are
     */
    public Kinds(Function<Head, @Nullable K> of, Predicate<String> isNamed) {
        this(of, isNamed, _ -> "");
    }

    /**
     * Kinds of which some go by where a file lies.
     *
     * @param hint gives of a whole path what of it may decide beside the last part's ending, in as few texts as there are
     *     decisions; empty for most
     */
    public static <K> Kinds<K> byPlace(Function<Head, @Nullable K> of, UnaryOperator<String> hint) {
        return new Kinds<>(of, _ -> false, hint);
    }

    /** Kinds of which some go by more of the name than its ending, and some by where a file lies. */
    public static <K> Kinds<K> byNameAndPlace(
            Function<Head, @Nullable K> of, Predicate<String> isNamed, UnaryOperator<String> hint) {
        return new Kinds<>(of, isNamed, hint);
    }

    private Kinds(Function<Head, @Nullable K> of, Predicate<String> isNamed, UnaryOperator<String> hint) {
        this.of = of;
        this.isNamed = isNamed;
        this.hint = hint;
    }

    /** Whether the kind of bytes of this name may be another than that of the same bytes under another name of this ending. */
    public boolean isNamed(String name) {
        return isNamed.test(name);
    }

    /** What of a whole path may make the kind another than that of the same bytes elsewhere; empty if nothing of it does. */
    public String hint(String path) {
        return hint.apply(path);
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
