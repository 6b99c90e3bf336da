package dev.assay.engine.cache;

import java.util.Optional;

/**
 * Facts kept between runs. Thread-safe; several processes may share one store. Trouble with the store never reaches the
 * scan: a read that fails is a miss and a write that fails is dropped, and whoever made the cache hears of it once.
 */
public interface FactCache {
    Optional<Decoded> get(Key key);

    void put(Key key, Decoded decoded);

    /** Whether asking for content that is not known to be there may be of use. */
    default boolean isOpen() {
        return false;
    }

    /** A cache that keeps nothing. */
    static FactCache none() {
        return new FactCache() {
            @Override
            public Optional<Decoded> get(Key key) {
                return Optional.empty();
            }

            @Override
            public void put(Key key, Decoded decoded) {}
        };
    }
}
