package dev.assay.engine.bytes;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was handed out and is to come back, with the place where it was taken. Kept where assertions are enabled, as in
 * tests, and asked through {@code assert} alone: otherwise it costs nothing. Thread-safe.
 */
final class Ledger {
    private final Map<Object, Throwable> out = Collections.synchronizedMap(new IdentityHashMap<>());

    /** @return true, for {@code assert} */
    boolean took(Object what) {
        out.put(what, new Throwable("taken here, and not given back"));
        return true;
    }

    /** @return whether it was out: false if it is given back twice, or was never taken */
    boolean gave(Object what) {
        return out.remove(what) != null;
    }

    /** Where each thing that is out was taken. */
    Collection<Throwable> out() {
        synchronized (out) {
            return List.copyOf(out.values());
        }
    }
}
