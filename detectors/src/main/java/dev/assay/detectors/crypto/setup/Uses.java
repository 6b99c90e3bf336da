package dev.assay.detectors.crypto.setup;

import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.text.Lines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one configuration says, in the order of its bytes. Belongs to one thread. */
final class Uses {
    /** Beyond so many it is not written for any program. */
    static final int MOST = 20_000;

    private static final int MOST_CHARACTERS = 4 << 20;

    /** No name or value is longer, but for lists of suites. */
    private static final int LONGEST = 200;

    /** What a curve alone says of a key, and what that may be. */
    private static final String CURVE = "EC";

    private static final Set<String> CURVED = Set.of("ECDSA", "ECDH");

    private final List<CryptoUse> all = new ArrayList<>();
    private final IdentityHashMap<Block, Integer> keys = new IdentityHashMap<>(); // the last one of each block
    private final Lines lines;
    private int characters;

    Uses(Lines lines) {
        this.lines = lines;
    }

    /** Of the text that they are in. */
    Lines lines() {
        return lines;
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
        CryptoUse use = CryptoUse.of(
                kind,
                algorithm,
                purpose,
                parameters,
                given.source(),
                via,
                at.offset(),
                lines.line(at.offset()),
                lines.column(at.offset()));
        if (!purpose.equals("key-generation")) {
            all.add(use);
            return;
        }
        Integer before = keys.get(given.block());
        CryptoUse both = before == null ? null : together(all.get(before), use);
        if (both != null && before != null) {
            all.set(before, both);
        } else {
            keys.put(given.block(), all.size());
            all.add(use);
        }
    }

    /** The key that one directive of a block names and another one sizes; null where they are two. */
    private static @Nullable CryptoUse together(CryptoUse first, CryptoUse second) {
        boolean isSame = first.algorithm().equalsIgnoreCase(second.algorithm())
                || first.algorithm().equals(CURVE) && CURVED.contains(second.algorithm())
                || second.algorithm().equals(CURVE) && CURVED.contains(first.algorithm());
        boolean isTwice = first.via().equals(second.via()) && !first.source().equals("shell"); // options of one command
        if (!isSame
                || isTwice
                || !Collections.disjoint(
                        first.parameters().keySet(), second.parameters().keySet())) {
            return null;
        }
        Map<String, String> parameters = new TreeMap<>(first.parameters());
        parameters.putAll(second.parameters());
        return CryptoUse.of(
                first.kind(),
                first.algorithm().equals(CURVE) ? second.algorithm() : first.algorithm(),
                first.purpose(),
                parameters,
                first.source(),
                first.via(),
                first.offsetBytes(),
                first.line(),
                first.column());
    }

    /** All of them, in the order in which they were said. */
    List<CryptoUse> all() {
        return List.copyOf(all);
    }

    void handOn(Sink out) {
        all.sort(Comparator.comparingLong(CryptoUse::offsetBytes)); // stable
        all.forEach(out::fact);
    }
}
