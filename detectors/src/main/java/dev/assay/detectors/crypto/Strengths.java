package dev.assay.detectors.crypto;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How strong algorithms are by their parameters: {@code strengths.tsv} and the curves. Immutable and shared between threads.
 */
final class Strengths {
    private static final Strengths ALL = new Strengths();

    /** @param least number that it takes, or -1 where the value is a name */
    private record Row(String parameter, String value, long least, int bits) {}

    private final Map<String, List<Row>> rows = new HashMap<>();

    private Strengths() {
        for (List<String> row : Algorithms.rows("strengths.tsv", 4)) {
            Row one = new Row(row.get(1), row.get(2), number(row.get(2)), Integer.parseInt(row.get(3)));
            for (String algorithm : Parts.of(row.get(0), ',')) {
                rows.computeIfAbsent(algorithm, _ -> new ArrayList<>()).add(one);
            }
        }
    }

    static Strengths all() {
        return ALL;
    }

    /**
     * Of a use in the registry's words.
     *
     * @param algorithm null if the registry does not know it
     */
    Strength of(@Nullable Algorithm algorithm, Map<String, String> parameters) {
        if (algorithm == null) {
            return Strength.UNKNOWN;
        }
        if (algorithm.primitives().getFirst().equals("protocol")) {
            return ofProtocol(algorithm, parameters);
        }
        int bits = algorithm.classicalBits();
        int own = byParameters(algorithm.name(), parameters);
        if (own >= 0) {
            bits = bits < 0 ? own : Math.min(bits, own);
        }
        if (algorithm.quantum() != Quantum.UNKNOWN) {
            return new Strength(bits, algorithm.nistLevel(), algorithm.quantum());
        }
        int level = bits < 0 ? -1 : bits >= 256 ? 5 : bits >= 192 ? 3 : bits >= 128 ? 1 : 0;
        return new Strength(bits, level, level < 0 ? Quantum.UNKNOWN : level >= 2 ? Quantum.SAFE : Quantum.WEAKENED);
    }

    /** A protocol is as good as how it agrees on keys, where that is known. */
    private static Strength ofProtocol(Algorithm protocol, Map<String, String> parameters) {
        Quantum quantum = protocol.quantum();
        for (String name : Parts.of(parameters.getOrDefault("keyExchange", ""), '|')) {
            boolean broken = Algorithms.all()
                    .find(name)
                    .filter(found -> found.quantum() == Quantum.BROKEN)
                    .isPresent();
            quantum = broken ? Quantum.BROKEN : quantum;
        }
        return new Strength(-1, quantum == Quantum.BROKEN ? 0 : -1, quantum);
    }

    /** The least that the parameters give; -1 if they say nothing. */
    private int byParameters(String algorithm, Map<String, String> parameters) {
        List<Row> own = rows.getOrDefault(algorithm, List.of());
        int curve = own.isEmpty() ? -1 : byCurve(parameters.get("curve"));
        if (curve >= 0) {
            return curve; // which says more than its size
        }
        int least = -1; // of a MAC it is the weaker of its key and its hash
        for (String parameter : new String[] {"keyBits", "hash"}) {
            String values = parameters.get(parameter);
            if (values == null) {
                continue;
            }
            for (String value : Parts.of(values, '|')) {
                int bits = bits(own, parameter, value);
                least = bits < 0 ? least : least < 0 ? bits : Math.min(least, bits);
            }
        }
        return least;
    }

    private static int byCurve(@Nullable String names) {
        int least = -1;
        for (String name : names == null ? List.<String>of() : Parts.of(names, '|')) {
            OptionalInt bits = Algorithms.all().curve(name).stream()
                    .mapToInt(Curve::classicalBits)
                    .findFirst();
            if (bits.isPresent()) {
                least = least < 0 ? bits.getAsInt() : Math.min(least, bits.getAsInt());
            }
        }
        return least;
    }

    private static int bits(List<Row> rows, String parameter, String value) {
        long number = number(value);
        int most = -1;
        for (Row row : rows) {
            boolean isMet = row.parameter().equals(parameter)
                    && (row.least() < 0 ? row.value().equals(value) : number >= row.least());
            most = isMet ? Math.max(most, row.bits()) : most;
        }
        return most;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1; // a name, or not known
        }
    }
}
