package dev.assay.engine.scan;

import dev.assay.engine.cache.Key;
import dev.assay.engine.cache.RemoteIdentity;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Under which keys the facts of one kind of scan are kept. Thread-safe. */
public final class FactKeys {
    /** A hostile tree may have as many endings as files. */
    private static final int MOST_DECODINGS = 1_000;

    private final Detectors detectors;
    private final String version;
    private final Map<String, Key.Decoding> decodings = new ConcurrentHashMap<>();

    /** For scans by these detectors with these options. */
    public FactKeys(Detectors detectors, ScanOptions options) {
        this.detectors = detectors;
        this.version = detectors.version()
                + (options.deep() ? "+deep" : "")
                + (options.explain() ? "+explain" : "")
                + (options.inspect() ? "+inspect" : "");
    }

    /** The key of what a server has under this identity, read as a file of this path within the whole. */
    public Key of(RemoteIdentity identity, String path) {
        return Key.ofIdentity(identity, decoding(detectors.hint(path)));
    }

    /** The same of bytes that are read as something that this path does not say. */
    public Key of(RemoteIdentity identity, String path, String as) {
        return Key.ofIdentity(identity, decoding(detectors.hint(path, ReadAs.whole(as))));
    }

    /** @param hint what of the path may lead detection */
    Key.Decoding decoding(String hint) {
        Key.Decoding known = decodings.get(hint);
        if (known == null) {
            known = Key.Decoding.of(hint, version);
            if (decodings.size() < MOST_DECODINGS) {
                decodings.put(hint, known);
            }
        }
        return known;
    }
}
