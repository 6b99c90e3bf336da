package dev.assay.detectors.name;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Existence;
import dev.assay.engine.scan.Registries;
import dev.assay.engine.scan.Registries.Detail;
import java.io.IOException;
import java.util.Optional;

/**
 * Asks registries what a judgement of a name leaves open, and no more: of what many use, whether it is there; of a name that gives
 * no reason, since when and from where, and all only if that leaves doubt; of one that does, all, and of the package that it may be taken for, who that is by. Shared between threads.
 */
public final class Inquiry {
    private final Registries registries;
    private final EvidenceJudge evidence;

    /** @param evidence says of whom a history leaves doubt */
    public Inquiry(Registries registries, EvidenceJudge evidence) {
        this.registries = registries;
        this.evidence = evidence;
    }

    /**
     * What was answered.
     *
     * @param imitated of the package that it may be taken for, if that matters and is known
     */
    public record Answers(RegistryRecord own, Optional<RegistryRecord> imitated) {}

    /**
     * Whether a registry is asked about a name: not about what needs no evidence (what is allowed, what is known to be bad), not
     * about what cannot be there, and never about what is private.
     */
    public boolean asks(Judgement byName) {
        if (byName.verdict() == Judgement.Verdict.MALICIOUS
                || !registries.covers(byName.name().ecosystem().type())) {
            return false;
        }
        for (Signal signal : byName.signals()) {
            switch (signal.kind()) {
                case ALLOWED, PRIVATE, INVALID, VARIABLE -> {
                    return false;
                }
                default -> {}
            }
        }
        return true;
    }

    /** @throws UnreachableException if the registry gave no usable answer about the package itself */
    public Answers ask(Judgement byName, Clock clock) throws IOException {
        Detail detail = byName.verdict() == Judgement.Verdict.OK
                ? Detail.EXISTENCE
                : byName.score() > 0 ? Detail.USE : Detail.HISTORY;
        RegistryRecord own = registries.ask(byName.name().coordinates(), detail, clock);
        if (detail == Detail.HISTORY && evidence.leavesDoubt(own)) {
            own = registries.more(own, clock);
        }
        boolean compares = own.existence() == Existence.EXISTS
                && byName.score() > 0
                && !byName.target().isEmpty();
        return new Answers(own, compares ? imitated(byName, clock) : Optional.empty());
    }

    /** What it is compared with may not be known: then it is judged without. */
    private Optional<RegistryRecord> imitated(Judgement byName, Clock clock) throws IOException {
        try {
            Dependency.Coordinates of =
                    PackageName.of(byName.name().ecosystem(), byName.target()).coordinates();
            return Optional.of(registries.ask(of, Detail.COMPARISON, clock));
        } catch (UnreachableException e) {
            return Optional.empty();
        }
    }
}
