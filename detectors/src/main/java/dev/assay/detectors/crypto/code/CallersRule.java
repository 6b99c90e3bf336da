package dev.assay.detectors.crypto.code;

import dev.assay.engine.fact.ConstantCall;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.OpenUse;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.TargetRule;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Judges uses that depend on what callers in other files give, once all files of a target were read. Stateless.
 */
public final class CallersRule implements TargetRule {
    /** Judges a use by what is now known of it. */
    @FunctionalInterface
    public interface Judge {
        /**
         * Judges what {@code filled} shows and {@code open} did not.
         *
         * @param open the use as it was judged with its own file
         * @param filled the same with what callers give
         */
        void judge(CryptoUse open, CryptoUse filled, Findings out);
    }

    /** Calls through so many files. */
    private static final int MOST_HOPS = 4;

    /** Callers of one use that are looked at. */
    private static final int MOST_WORDS = 256;

    private final Judge judge;

    public CallersRule(Judge judge) {
        this.judge = judge;
    }

    @Override
    public boolean reads(Fact fact) {
        return fact instanceof ConstantCall || fact instanceof OpenUse;
    }

    @Override
    public boolean concerns(String name) {
        return false;
    }

    @Override
    public void judge(Projection target, Findings out) {
        Map<String, List<ConstantCall>> calls = new HashMap<>();
        for (Facts facts : target.seen()) {
            for (ConstantCall call : facts.of(ConstantCall.class)) {
                calls.computeIfAbsent(call.callee(), _ -> new ArrayList<>(1)).add(call);
            }
        }
        for (Facts facts : target.seen()) {
            for (OpenUse open : facts.of(OpenUse.class)) {
                out.at(facts.at());
                CryptoUse before = Use.closed(open.use());
                CryptoUse filled = filled(open.use(), calls);
                if (!filled.equals(before)) {
                    out.asset(filled);
                    judge.judge(before, filled, out);
                }
            }
        }
    }

    /** The use with what all callers give; what nobody gives is not known. */
    static CryptoUse filled(CryptoUse use, Map<String, List<ConstantCall>> calls) {
        SortedMap<String, SortedSet<String>> words = new TreeMap<>();
        add("algorithm", use.algorithm(), calls, words);
        use.parameters().forEach((name, value) -> add(name, value, calls, words));
        return Use.closed(Use.with(use, words));
    }

    private static void add(
            String name,
            String value,
            Map<String, List<ConstantCall>> calls,
            SortedMap<String, SortedSet<String>> words) {
        for (String word : Parts.of(value, '|')) {
            Hole hole = Hole.read(word);
            SortedSet<String> all = new TreeSet<>();
            if (hole == null) {
                all.add(word);
            } else {
                given(hole, calls, MOST_HOPS, all);
                if (all.isEmpty()) {
                    all.add(hole.as() == Selector.As.SHAPE ? "" : Use.UNKNOWN);
                }
            }
            for (String one : all) {
                if (hole != null && hole.as() == Selector.As.TRANSFORMATION) {
                    Transformation.split(
                            one,
                            (part, text) -> words.computeIfAbsent(part, _ -> new TreeSet<>())
                                    .add(text));
                } else if (!one.isEmpty()) {
                    words.computeIfAbsent(name, _ -> new TreeSet<>()).add(one);
                }
            }
        }
    }

    private static void given(Hole hole, Map<String, List<ConstantCall>> calls, int hops, SortedSet<String> all) {
        for (ConstantCall call : calls.getOrDefault(hole.function(), List.of())) {
            String passed =
                    hole.position() < call.arguments().size() ? call.arguments().get(hole.position()) : "";
            for (String one : passed.isEmpty() ? List.<String>of() : Parts.of(passed, '|')) {
                Hole next = Hole.read(one);
                if (next == null) {
                    all.add(Passed.read(one).as(hole.as()));
                } else if (hops > 0 && all.size() < MOST_WORDS) {
                    given(new Hole(next.function(), next.position(), hole.as()), calls, hops - 1, all);
                }
            }
            if (all.size() >= MOST_WORDS) {
                return;
            }
        }
    }
}
