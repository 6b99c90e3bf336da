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

    private static final int MOST_CHARACTERS = 4 << 20;

    /** No name or value is longer, but for lists of suites. */
    private static final int LONGEST = 200;

    private final List<CryptoUse> all = new ArrayList<>();
    private final Lines lines;
    private int characters;

    Uses(Lines lines) {
        this.lines = lines;
    }

    boolean isFull() {
        return all.size() >= MOST || characters > MOST_CHARACTERS;
    }

    void add(
            CryptoUse.Kind kind,
            String algorithm,
            String purpose,
            Map<String, String> parameters,
            Given given,
            Span at) {
        if (isFull() || algorithm.length() > LONGEST) {
            return;
        }
        for (Map.Entry<String, String> each : parameters.entrySet()) {
            if (each.getValue().length() > LONGEST && !each.getKey().equals("suites")) {
                return;
            }
            characters += each.getValue().length();
        }
        String via = given.via().length() > LONGEST ? given.via().substring(0, LONGEST) : given.via();
        characters += algorithm.length() + via.length();
        all.add(CryptoUse.of(
                kind,
                algorithm,
                purpose,
                parameters,
                given.source(),
                via,
                at.offset(),
                lines.line(at.offset()),
                lines.column(at.offset())));
    }

    void handOn(Sink out) {
        all.sort(Comparator.comparingLong(CryptoUse::offsetBytes)); // stable
        all.forEach(out::fact);
    }
}
