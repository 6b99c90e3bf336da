package dev.assay.bench;

import com.sun.management.ThreadMXBean;
import dev.assay.detectors.name.Ecosystem;
import dev.assay.detectors.name.KnownBad;
import dev.assay.detectors.name.NameJudge;
import dev.assay.detectors.name.NamePolicy;
import dev.assay.detectors.name.PackageName;
import dev.assay.detectors.name.PopularNames;
import dev.assay.detectors.name.UserNameRows;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/**
 * How many names a second are judged by all signals against a list of 15,000, warm, by one thread and its processor time; and what all
 * lists take. The list are the real ones and, beyond them, names made of the words of these.
 */
final class NameRows {
    private static final int LISTED = 15_000;
    private static final int ASKED = 60_000;
    private static final int ROUNDS = 7;
    private static final int MUST_REACH = 300_000;

    private final PrintStream out;
    private final SplitMix random = new SplitMix(15_000);

    NameRows(PrintStream out) {
        this.out = out;
    }

    void all() {
        List<String> listed = listed();
        out.printf("%nNames a second against a list of %,d, processor time; must reach %,d%n", LISTED, MUST_REACH);
        row("a mix: 1 of 4 mistyped, 1 of 4 unheard of", listed, this::mixed);
        row("all listed", listed, name -> name);
        row("all mistyped", listed, this::mistyped);
        row("all unheard of", listed, name -> unheardOf(name, listed));
        memory();
    }

    private List<String> listed() {
        List<String> real = new ArrayList<>();
        for (Ecosystem ecosystem : List.of(Ecosystem.PYPI, Ecosystem.NPM, Ecosystem.CARGO, Ecosystem.GEM)) {
            real.addAll(PopularNames.builtIn(ecosystem).orElseThrow().names());
        }
        Set<String> all = new LinkedHashSet<>(real);
        while (all.size() < LISTED) {
            String one = real.get(random.below(real.size()));
            String other = real.get(random.below(real.size()));
            all.add(one.substring(0, Math.max(one.indexOf('-'), 1)) + "-" + other.substring(other.indexOf('-') + 1));
        }
        return all.stream().limit(LISTED).toList();
    }

    private String mixed(String name) {
        return switch (random.below(4)) {
            case 0 -> mistyped(name);
            case 1 -> unheardOf(name, List.of("zeppelin-quartz", "vortex-jumble", "kwyjibo"));
            default -> name;
        };
    }

    private String mistyped(String name) {
        List<String> all =
                new ArrayList<>(new Misspellings(random.next()).of(name).values());
        return all.isEmpty() ? name : all.get(random.below(all.size()));
    }

    /** Its beginning, the end of another, and a letter that neither has. */
    private String unheardOf(String name, List<String> others) {
        String other = others.get(random.below(others.size()));
        return name.substring(0, name.length() / 2 + 1) + other.substring(other.length() / 2) + "x";
    }

    private void row(String title, List<String> listed, UnaryOperator<String> asked) {
        NameJudge judge = new NameJudge(
                ecosystem -> Optional.of(new PopularNames(ecosystem, "", "", PopularNames.Order.IMPACT, listed)),
                NamePolicy.NONE,
                KnownBad.NONE,
                UserNameRows.NONE,
                NameJudge.REVIEW);
        List<PackageName> names = new ArrayList<>();
        for (int i = 0; i < ASKED; i++) {
            names.add(PackageName.of(Ecosystem.NPM, asked.apply(listed.get(random.below(listed.size())))));
        }
        for (int round = 0; round < ROUNDS; round++) {
            var _ = nanos(judge, names); // else the first row would be that of the compiler
        }
        long[] rates = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            rates[round] = ASKED * 1_000_000_000L / nanos(judge, names);
        }
        long found = names.stream()
                .filter(name -> judge.judge(name).score() >= NameJudge.REVIEW)
                .count();
        Arrays.sort(rates);
        out.printf(
                "%-44s %,9d names/s (best %,d), two threads %,d, %.0f %% reported%n",
                title, rates[ROUNDS / 2], rates[ROUNDS - 1], byTwo(judge, names), 100.0 * found / ASKED);
    }

    /** Processor time of this thread for all names. */
    private static long nanos(NameJudge judge, List<PackageName> names) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int found = 0;
        for (PackageName name : names) {
            found += judge.judge(name).score() >= NameJudge.REVIEW ? 1 : 0;
        }
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        return Math.max(found < 0 ? 0 : nanos, 1);
    }

    /** Names a second of two threads that share the judge, at the best, as if each had its processor. */
    private static long byTwo(NameJudge judge, List<PackageName> names) {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            long best = 0;
            for (int round = 0; round < ROUNDS; round++) {
                Future<Long> one = threads.submit(() -> nanos(judge, names));
                Future<Long> other = threads.submit(() -> nanos(judge, names));
                best = Math.max(best, 2 * ASKED * 1_000_000_000L / Math.max(one.get(), other.get()));
            }
            return best;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void memory() {
        NameJudge judge = new NameJudge(NamePolicy.NONE, KnownBad.NONE);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (Ecosystem ecosystem : Ecosystem.values()) {
            var _ = judge.judge(PackageName.of(ecosystem, "a-name"));
        }
        out.printf(
                "%-44s %9.1f MB held, %.1f MB allocated, %.0f ms; at most 50 MB%n",
                "all lists of this build",
                judge.sizeBytes() / 1e6,
                (threads.getCurrentThreadAllocatedBytes() - before) / 1e6,
                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e6);
    }
}
