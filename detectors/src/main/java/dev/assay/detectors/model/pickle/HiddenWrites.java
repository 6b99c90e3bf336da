package dev.assay.detectors.model.pickle;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Items that go into a dict which is held elsewhere, or into what may hand them on to one, as a {@code ChainMap} does: a
 * state that looks as if all its items were known may be that dict. Only the keys matter that something is decided by.
 */
final class HiddenWrites {
    /** So many keys are looked at; all further ones may be any. */
    private static final int MOST_WRITTEN = 10_000;

    private static final int MOST_AT_ONCE = 64;

    /** What decides about the arrays of joblib. */
    private static final Set<String> ARRAY_KEYS = Set.of("shape", "dtype", "numpy_array_alignment_bytes", "filename");

    /** Mappings that keep their items to themselves. */
    private static final Set<String> OWN_ITEMS = Set.of("OrderedDict", "defaultdict", "Counter");

    private final Session session;
    private int written;

    HiddenWrites(Session session) {
        this.session = session;
    }

    /** Whether SETITEM or SETITEMS, with keys and values on the stack, may change what is known of another dict. */
    boolean mayMatter(int target, int[] values, int from, int to, Memo memo, long offset) throws IOException {
        if (Tag.kind(target) == Tag.DICT && target != Tag.SHARED_DICT || ownsItems(target)) {
            return false;
        }
        written = Math.min(written + (to - from) / 2, MOST_WRITTEN);
        boolean may = to - from > MOST_AT_ONCE || written == MOST_WRITTEN;
        for (int i = from; i < to && !may; i += 2) {
            may = switch (Tag.kind(values[i])) {
                case Tag.STRING, Tag.POOLED, Tag.MEMO_STRING, Tag.PINNED, Tag.DERIVED ->
                    matters(session.texts.get(values[i], memo, offset));
                case Tag.UNKNOWN, Tag.GLOBAL, Tag.RESULT -> true;
                default -> false;
            };
        }
        return may;
    }

    private static boolean matters(@Nullable String key) {
        return key == null
                || StateText.KEYS.contains(key)
                || ARRAY_KEYS.contains(key)
                || ClassNames.get().isSpecialInState(key);
    }

    boolean ownsItems(int target) {
        if (Tag.kind(target) != Tag.RESULT) {
            return false;
        }
        Callables.Row row = session.callables.row(Tag.payload(target));
        return row.module.equals("collections") && OWN_ITEMS.contains(row.name);
    }
}
