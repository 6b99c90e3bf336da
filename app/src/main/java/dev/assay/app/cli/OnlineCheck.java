package dev.assay.app.cli;

import dev.assay.app.config.ConfigException;
import dev.assay.connectors.registry.RegistryClient;
import dev.assay.connectors.remote.Documents;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.ResponseCache;
import dev.assay.detectors.name.Ecosystem;
import dev.assay.detectors.name.EvidenceJudge;
import dev.assay.detectors.name.Inquiry;
import dev.assay.detectors.name.Judgement;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Existence;
import dev.assay.engine.scan.Progress;
import dev.assay.engine.scan.Registries;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code assay check} asks registries. Shared between threads; close it when all is answered. */
final class OnlineCheck implements AutoCloseable {
    private static final String NOT_ASKED = "whether it exists is not known: no registry was asked";
    private static final String NOT_THIS_REGISTRY =
            "whether it exists is not known: it comes from a registry that was not asked";

    /**
     * What was found out about one package.
     *
     * @param known what its registry says; null if it was not asked or did not answer
     * @param unanswered why that is not known which had to be; empty if it is
     * @param isElsewhere whether it is not taken from where its ecosystem publishes: another package, whatever it is called
     */
    record Outcome(Judgement judgement, @Nullable RegistryRecord known, String unanswered, boolean isElsewhere) {
        Outcome(Judgement judgement, @Nullable RegistryRecord known, String unanswered) {
            this(judgement, known, unanswered, false);
        }

        static Outcome notAsked(Judgement judgement) {
            return new Outcome(judgement, null, isSettled(judgement) ? "" : NOT_ASKED);
        }

        static Outcome notThisRegistry(Judgement judgement) {
            return new Outcome(judgement, null, isSettled(judgement) ? "" : NOT_THIS_REGISTRY);
        }

        /** @param origin where it comes from, which is no registry of its ecosystem */
        static Outcome ofElsewhere(Judgement byName, Dependency.Origin origin) {
            Judgement judgement = byName.ofElsewhere();
            return new Outcome(judgement, null, isSettled(judgement) ? "" : Judgement.elsewhere(origin), true);
        }

        boolean isAbsent() {
            return known != null && known.existence() == Existence.ABSENT;
        }

        private static boolean isSettled(Judgement judgement) {
            return judgement.verdict() == Judgement.Verdict.OK || judgement.verdict() == Judgement.Verdict.MALICIOUS;
        }
    }

    private final Inquiry inquiry;
    private final EvidenceJudge judge;
    private final Clock clock;
    private final Runnable end;

    private OnlineCheck(Registries registries, LocalDate day, Clock clock, Runnable end) {
        this.judge = new EvidenceJudge(day);
        this.inquiry = new Inquiry(registries, judge);
        this.clock = clock;
        this.end = end;
    }

    /**
     * @param first whose registry is asked first
     * @param cancelled set when nothing more is to be asked
     */
    static OnlineCheck open(
            CommandSpec parsed,
            Optional<Ecosystem> first,
            LocalDate day,
            Progress progress,
            AtomicBoolean cancelled,
            Context context) {
        try {
            RemoteClient client = new RemoteClient(NetworkArguments.options(parsed, context), progress);
            ResponseCache cache = CacheArguments.openResponses(parsed, List.of(), context);
            RegistryClient registries = new RegistryClient(
                    client, new Documents(client, cache), RegistryArguments.options(parsed, ScanCommand.BUILD));
            first.ifPresent(ecosystem -> registries.prepare(ecosystem.type()));
            Clock clock = new Clock(System.nanoTime() + Long.MAX_VALUE / 2, cancelled);
            return new OnlineCheck(registries, day, clock, () -> {
                client.close();
                cache.close();
            });
        } catch (IOException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * What becomes of a name that may be of several ecosystems: where it is, or, if it is nowhere, that it is in none of them. What did
     * not answer may have it.
     */
    List<Outcome> outcomes(List<Judgement> byName) {
        List<Outcome> all = new ArrayList<>();
        boolean isThere = false;
        for (Judgement each : byName) {
            Outcome outcome = outcome(each);
            all.add(outcome);
            isThere |= outcome.known() != null && outcome.known().existence() == Existence.EXISTS;
        }
        if (isThere) {
            all.removeIf(outcome -> outcome.unanswered().isEmpty() && (outcome.known() == null || outcome.isAbsent()));
        }
        return all;
    }

    private Outcome outcome(Judgement byName) {
        if (!inquiry.asks(byName)) {
            return new Outcome(byName, null, "");
        }
        try {
            Inquiry.Answers answers = inquiry.ask(byName, clock);
            return new Outcome(judge.judge(byName, answers.own(), answers.imitated()), answers.own(), "");
        } catch (IOException e) {
            return new Outcome(byName, null, String.valueOf(e.getMessage()));
        } catch (BudgetExceededException e) {
            return new Outcome(byName, null, e.reason());
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
