package dev.assay.detectors.crypto.setup;

import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.text.Lines;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What one configuration says, in the order of its bytes. Belongs to one thread. */
final class Uses {
    /** Beyond so many it is not written for any program. */
    static final int MOST = 20_000;

    private final List<CryptoUse> all = new ArrayList<>();
    private final Lines lines;

    Uses(Lines lines) {
        this.lines = lines;
    }

    boolean isFull() {
        return all.size() >= MOST;
    }

    void add(
            CryptoUse.Kind kind, String algorithm, String purpose, Map<String, String> parameters, Given given, Span at) {
        if (isFull()) {
            return;
        }
        all.add(CryptoUse.of(
                kind,
                algorithm,
                purpose,
                parameters,
                given.source(),
                given.via(),
                at.offset(),
                lines.line(at.offset()),
                lines.column(at.offset())));
    }

    void handOn(Sink out) {
        all.sort(Comparator.comparingLong(CryptoUse::offsetBytes)); // stable
        all.forEach(out::fact);
    }
}
