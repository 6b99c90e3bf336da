package dev.assay.detectors.name;

import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.scan.Enricher;
import dev.assay.engine.scan.Registries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Asks the registries about the packages that a file names. What a file takes from elsewhere, and what it is itself, is nobody's
 * to ask for. Shared between threads.
 */
final class NameEnricher implements Enricher {
    /** Packages that are being asked about at once; how many requests come of it is for the registries' client to say. */
    private static final int AT_ONCE = 64;

    private final NameJudge judge;
    private final NamePolicy policy;
    private final Registries registries;
    private final Inquiry inquiry;

    /**
     * @param judge knows which names are private: these are never sent
     * @param policy what it allows needs no answer
     * @param evidence says of whom more is asked
     */
    NameEnricher(NameJudge judge, NamePolicy policy, Registries registries, EvidenceJudge evidence) {
        this.judge = judge;
        this.policy = policy;
        this.registries = registries;
        this.inquiry = new Inquiry(registries, evidence);
    }

    private record Asked(Judgement byName, CompletableFuture<Inquiry.Answers> answers) {}

    @Override
    public Enriched enrich(Facts facts, Clock clock) {
        Set<PackageName> names = new LinkedHashSet<>();
        Map<PackageName, String> elsewhere = new LinkedHashMap<>();
        for (Fact fact : facts.facts()) {
            if (fact instanceof Dependency dependency && dependency.relation() != Relation.SELF) {
                Optional<PackageName> name = NameRule.asked(dependency)
                        .filter(each -> policy.reason(each).isEmpty());
                if (name.isPresent() && registries.serves(dependency)) {
                    names.add(name.get());
                } else if (name.isPresent() && !registries.publishes(dependency)) {
                    elsewhere.put(name.get(), Judgement.elsewhere(dependency.origin()));
                }
            }
        }
        try {
            return names.isEmpty() && elsewhere.isEmpty() ? Enriched.NOTHING : ask(names, elsewhere, facts.at(), clock);
        } catch (UncheckedIOException e) {
            return Enriched.NOTHING; // reference data that cannot be read, of which the rule speaks
        }
    }

    /** @param elsewhere what no registry is asked for, and why nothing is known of it */
    private Enriched ask(Set<PackageName> names, Map<PackageName, String> elsewhere, Location at, Clock clock) {
        Set<Fact> records = new LinkedHashSet<>();
        Map<String, Integer> unanswered = new LinkedHashMap<>();
        elsewhere.forEach((name, reason) -> {
            if (judge.judge(name).ofElsewhere().verdict() != Judgement.Verdict.OK) { // OK is what is private
                unanswered.merge(reason, 1, Integer::sum);
            }
        });
        Deque<Asked> underWay = new ArrayDeque<>();
        int most = Math.clamp(names.size(), 1, AT_ONCE);
        // no virtual ones: the thread that waits for their sockets is in native code, for which the JVM waits 0.3 s
        // when it ends
        try (ExecutorService threads = Executors.newFixedThreadPool(
                most, Thread.ofPlatform().daemon().name("assay-names-", 0).factory())) {
            for (PackageName name : names) {
                Judgement byName = judge.judge(name);
                if (inquiry.asks(byName)) {
                    underWay.add(
                            new Asked(byName, CompletableFuture.supplyAsync(() -> answers(byName, clock), threads)));
                }
                if (underWay.size() >= AT_ONCE) {
                    take(underWay.remove(), records, unanswered);
                }
            }
            while (!underWay.isEmpty()) {
                take(underWay.remove(), records, unanswered);
            }
        }
        List<Gap> gaps = new ArrayList<>();
        unanswered.forEach((reason, packages) -> gaps.add(new Gap(
                GapKind.UNREACHABLE,
                at,
                (packages == 1
                                ? "1 package that it names is not known: "
                                : packages + " packages that it names are not known: ")
                        + reason,
                -1)));
        return new Enriched(List.copyOf(records), gaps);
    }

    private Inquiry.Answers answers(Judgement byName, Clock clock) {
        try {
            return inquiry.ask(byName, clock);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static void take(Asked asked, Set<Fact> records, Map<String, Integer> unanswered) {
        try {
            Inquiry.Answers answers = asked.answers().join();
            records.add(answers.own());
            answers.imitated().ifPresent(records::add);
        } catch (CompletionException e) {
            String reason = switch (e.getCause()) {
                case IOException unreachable -> String.valueOf(unreachable.getMessage());
                case BudgetExceededException over -> over.reason();
                case null, default -> throw e;
            };
            unanswered.merge(reason, 1, Integer::sum);
        }
    }
}
