package dev.assay.detectors.crypto.code;

import dev.assay.engine.fact.ConstantCall;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.OpenUse;
import dev.assay.engine.fact.SharedConstant;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.TargetRule;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Completes uses that depend on what callers in other files give, or on constants that are set there, once all files of a target
 * were read. Stateless.
 */
public final class CallersRule implements TargetRule {
    @Override
    public boolean reads(Fact fact) {
        return fact instanceof ConstantCall || fact instanceof SharedConstant || fact instanceof OpenUse;
    }

    @Override
    public boolean concerns(String name) {
        return false;
    }

    @Override
    public List<Facts> complete(Projection target, Findings out) {
        Elsewhere elsewhere = new Elsewhere(target.seen());
        List<Facts> completed = new ArrayList<>(0);
        boolean isTold = false;
        for (Facts facts : target.seen()) {
            List<Fact> filled = new ArrayList<>(0);
            for (OpenUse open : facts.of(OpenUse.class)) {
                CryptoUse use = filled(open.use(), elsewhere, facts.at());
                if (use != null) {
                    filled.add(use);
                }
            }
            if (!filled.isEmpty()) {
                completed.add(new Facts(facts.at(), facts.formats(), facts.around(), filled));
            }
            if (elsewhere.isExhausted() && !isTold) {
                isTold = true;
                out.at(facts.at());
                out.gap(
                        GapKind.LIMIT,
                        -1,
                        "files lead to so many others that what uses of cryptography from here on are given there was not followed");
            }
        }
        return completed;
    }

    @Override
    public void judge(Projection target, Findings out) {
        // all is said by what is completed
    }

    /** The use with what all callers give, and what constants are; what nobody says is not known. */
    private static @Nullable CryptoUse filled(CryptoUse use, Elsewhere elsewhere, Location at) {
        SortedMap<String, SortedSet<String>> words = new TreeMap<>();
        add("algorithm", use.algorithm(), elsewhere, at, words);
        use.parameters().forEach((name, value) -> add(name, value, elsewhere, at, words));
        return Use.closed(Use.with(use, words));
    }

    private static void add(
            String name, String value, Elsewhere elsewhere, Location at, SortedMap<String, SortedSet<String>> words) {
        for (String word : Parts.of(value, '|')) {
            Hole hole = Hole.read(word);
            SortedSet<String> all = new TreeSet<>();
            if (hole == null) {
                all.add(word);
            } else {
                elsewhere.given(hole, at, all);
            }
            boolean isNothing = hole != null && hole.otherwise().equals(Hole.NONE) && all.equals(Set.of(Use.UNKNOWN));
            if (all.isEmpty() || isNothing) {
                all.clear();
                all.add(word); // which is then closed
            }
            for (String one : all) {
                if (hole != null && hole.as() == Selector.As.TRANSFORMATION && !Hole.is(one)) {
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
}
