package dev.assay.detectors.name;

import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.RegistryRecord;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What registries said of the packages of one file. Immutable once it is made. */
final class Evidence {
    static final Evidence NONE = new Evidence(Map.of(), null);

    private final Map<Coordinates, RegistryRecord> records;
    private final @Nullable EvidenceJudge judge;

    private Evidence(Map<Coordinates, RegistryRecord> records, @Nullable EvidenceJudge judge) {
        this.records = records;
        this.judge = judge;
    }

    static Evidence of(List<Fact> facts, LocalDate day) {
        Map<Coordinates, RegistryRecord> records = null;
        for (Fact fact : facts) {
            if (fact instanceof RegistryRecord known) {
                records = records == null ? new HashMap<>() : records;
                records.merge(known.coordinates(), known, RegistryRecord::and);
            }
        }
        return records == null ? NONE : new Evidence(records, new EvidenceJudge(day));
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** With what is known of it; the same if nothing is. */
    Judgement judge(Judgement byName) {
        RegistryRecord own = records.get(byName.name().coordinates());
        if (judge == null || own == null || byName.verdict() == Judgement.Verdict.MALICIOUS) {
            return byName;
        }
        Optional<RegistryRecord> imitated = byName.target().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(records.get(PackageName.of(byName.name().ecosystem(), byName.target())
                        .coordinates()));
        return judge.judge(byName, own, imitated);
    }
}
