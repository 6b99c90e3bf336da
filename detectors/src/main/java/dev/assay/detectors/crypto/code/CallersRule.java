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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Completes uses that depend on what callers in other files give, or on constants that are set there, once all files of a target
 * were read. Stateless.
 */
public final class CallersRule implements TargetRule {
    private static final String ALGORITHM = "algorithm";

    private static final String MODE = "mode";

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
                if (!open.use().purpose().equals(OpenUse.SETTING)) { // which others complete
                    filled.addAll(filled(open.use(), elsewhere, facts.at()));
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

    /** The use with what callers give, and what constants are, once for each algorithm or mode that they ask for; what nobody says is not known. */
    private static List<CryptoUse> filled(CryptoUse open, Elsewhere elsewhere, Location location) {
        Place at = Place.of(location);
        Guards guards = Guards.of(open, elsewhere);
        CryptoUse use = guards.use();
        Set<String> functions = new TreeSet<>(guards.functions());
        each(use, (_, word) -> {
            Hole hole = Hole.read(word);
            if (hole != null && !hole.isConstant()) {
                functions.add(hole.function());
            }
        });
        List<Elsewhere.Call> all =
                functions.size() == 1 ? elsewhere.calls(functions.iterator().next(), at) : List.of();
        boolean isCalled = !all.isEmpty()
                || functions.stream().anyMatch(one -> !elsewhere.calls(one, at).isEmpty());
        if (!isCalled && guards.needCaller()) {
            return List.of();
        }
        if (all.isEmpty()) {
            return closed(Stream.of(words(use, elsewhere, at, null)), use);
        }
        boolean isDecided = guards.areAskedBy(all);
        List<Elsewhere.Call> calls =
                isDecided ? all.stream().filter(guards::mayHold).toList() : all;
        boolean isForOthers = !isDecided || guards.mayHoldWithout();
        if (calls.isEmpty() && !isForOthers) {
            return List.of();
        }
        Ways ways = new Ways();
        SortedMap<String, SortedSet<String>> together = new TreeMap<>();
        List<SortedMap<String, SortedSet<String>>> each = new ArrayList<>();
        calls.forEach(call -> each.add(words(use, elsewhere, at, call)));
        SortedMap<String, SortedSet<String>> defaults = defaults(use, elsewhere, at);
        boolean hasDefaults = !isOpen(defaults.get(ALGORITHM)) && !isOpen(defaults.get(MODE)) && hasDefaults(use);
        if (calls.isEmpty() || isForOthers && hasDefaults) {
            each.add(defaults); // for callers who say nothing, of whom nothing is noted
        }
        each.forEach(words -> {
            ways.begin();
            words.forEach((name, said) -> {
                ways.add(ways.last(), name, said);
                together.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(said);
            });
        });
        List<SortedMap<String, SortedSet<String>>> apart = ways.by(ALGORITHM);
        apart = apart.isEmpty() ? ways.by(MODE) : apart;
        return closed((apart.isEmpty() ? List.of(together) : apart).stream(), use);
    }

    private static List<CryptoUse> closed(Stream<SortedMap<String, SortedSet<String>>> all, CryptoUse use) {
        List<CryptoUse> closed = new ArrayList<>(1);
        all.forEach(words -> {
            words.values().forEach(CallersRule::dropUnsaid);
            CryptoUse one = Use.closed(Use.with(use, words));
            if (one != null) {
                closed.add(one);
            }
        });
        return closed;
    }

    private static boolean hasDefaults(CryptoUse use) {
        boolean[] has = {false};
        each(use, (_, word) -> {
            Hole hole = Hole.read(word);
            has[0] |= hole != null && !hole.isConstant() && hole.hasDefault();
        });
        return has[0];
    }

    private static boolean isOpen(@Nullable SortedSet<String> words) {
        return words != null && words.stream().anyMatch(CallersRule::isOfCallers);
    }

    /** What counts for callers who only give what they must. */
    private static SortedMap<String, SortedSet<String>> defaults(CryptoUse use, Elsewhere elsewhere, Place at) {
        SortedMap<String, SortedSet<String>> words = new TreeMap<>();
        each(use, (name, word) -> {
            Hole hole = Hole.read(word);
            if (hole != null && !hole.isConstant()) {
                if (!hole.hasDefault()) {
                    words.computeIfAbsent(name, _ -> new TreeSet<>()).add(word);
                }
            } else {
                add(name, word, false, elsewhere, at, null, words);
            }
        });
        return words;
    }

    /** What some callers say counts for those of whom it is not known. */
    private static void dropUnsaid(SortedSet<String> words) {
        if (words.stream().anyMatch(word -> !isOfCallers(word))) {
            words.removeIf(CallersRule::isOfCallers);
        }
    }

    private static boolean isOfCallers(String word) {
        Hole hole = Hole.read(word);
        return hole != null && !hole.isConstant();
    }

    private static void each(CryptoUse use, BiConsumer<String, String> out) {
        Parts.of(use.algorithm(), '|').forEach(word -> out.accept(ALGORITHM, word));
        use.parameters().forEach((name, value) -> Parts.of(value, '|').forEach(word -> out.accept(name, word)));
    }

    /** What is said of it, with what one call gives, or all of them where that is null. */
    private static SortedMap<String, SortedSet<String>> words(
            CryptoUse use, Elsewhere elsewhere, Place at, Elsewhere.@Nullable Call call) {
        SortedMap<String, SortedSet<String>> words = new TreeMap<>();
        Set<String> given = new HashSet<>(); // in place of which no default stands
        each(use, (name, word) -> {
            Hole hole = Hole.read(word);
            if (call != null && hole != null && hole.hasDefault() && call.gives(hole)) {
                given.add(name);
            }
        });
        each(use, (name, word) -> add(name, word, given.contains(name), elsewhere, at, call, words));
        return words;
    }

    private static void add(
            String name,
            String word,
            boolean isGiven,
            Elsewhere elsewhere,
            Place at,
            Elsewhere.@Nullable Call call,
            SortedMap<String, SortedSet<String>> words) {
        Hole hole = Hole.read(word);
        SortedSet<String> all = new TreeSet<>();
        if (hole != null && call != null && !hole.isConstant()) {
            elsewhere.given(hole, call, all);
            if (hole.hasDefault() && !call.gives(hole)) {
                return; // which stands beside it
            }
        } else if (hole != null) {
            elsewhere.given(hole, at, all);
        } else if (isGiven) {
            return;
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
                words.computeIfAbsent(name, _ -> new TreeSet<>())
                        .add(name.equals(ALGORITHM) && hole != null ? Transformation.algorithm(one) : one);
            }
        }
    }
}
