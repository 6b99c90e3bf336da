package dev.assay.engine.scan;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.decode.Families;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.Program;
import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Explained;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Inspected;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Fingerprints;
import dev.assay.engine.rule.GivenFiles;
import dev.assay.engine.rule.NamedFile;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.rule.TargetRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges facts by the rules: of an artifact, of what a source says of a place, of a target as a whole. Whether facts were
 * decoded just now or kept makes no difference to it. Thread-safe.
 */
final class Judge {
    private final Detectors detectors;
    private final Enricher enricher;
    private final ScanOptions options;

    Judge(Detectors detectors, Enricher enricher, ScanOptions options) {
        this.detectors = detectors;
        this.enricher = enricher;
        this.options = options;
    }

    /**
     * Judges an artifact by what was read of it.
     *
     * @param named whether the packages that it names are to be in the result
     */
    Result artifact(Artifact artifact, Reading reading, ArtifactDigest digest, Clock clock, boolean named) {
        Decoded decoded = reading.decoded();
        long total = Math.max(reading.sizeBytes(), 0);
        Findings findings = findings();
        List<Gap> gaps = new ArrayList<>(0);
        List<Explained> programs = new ArrayList<>(0);
        List<Inspected> inspected = new ArrayList<>(0);
        List<CryptoAsset> assets = new ArrayList<>(0);
        List<FoundDependency> dependencies = new ArrayList<>(0);
        Fingerprints fingerprints = new Fingerprints();
        Families families = detectors.families();
        boolean listsUses = families.has(CryptoUse.FAMILY);
        boolean listsPackages = named && families.hasAny(Dependency.FAMILIES);
        List<Facts> kept = new ArrayList<>(0);
        long unread = 0;
        for (Decoded.Part part : decoded.parts()) {
            Location at = artifact.at();
            for (String entry : part.entries()) {
                at = at.entry(entry);
            }
            findings.at(at);
            Facts facts = new Facts(at, part.formats(), part.around(), part.facts());
            if (!part.facts().isEmpty()) { // of most files of an unchanged tree there are none
                facts = enriched(facts, clock, gaps);
                for (Rule rule : detectors.rules()) {
                    rule.judge(facts, findings);
                }
            }
            if (!detectors.targetRules().isEmpty()) {
                keep(facts, part.entries(), kept);
            }
            for (Fact fact : part.facts()) {
                if (fact instanceof Program program) {
                    programs.add(new Explained(at.at(program.offsetBytes()), program.lines()));
                } else if (fact instanceof CryptoUse use && listsUses) {
                    assets.add(fingerprints.asset(at, use, use.kind().name()));
                } else if (fact instanceof Dependency dependency && listsPackages) {
                    dependencies.add(found(at, dependency));
                }
            }
            if (options.inspect()) {
                inspected(facts, part.entries().isEmpty() ? total : -1, digest).ifPresent(inspected::add);
            }
            for (Decoded.PartGap gap :
                    new LinkedHashSet<>(part.gaps())) { // several decoders say the same of a broken file
                gaps.add(new Gap(gap.kind(), at.at(gap.offsetBytes()), gap.reason(), gap.bytesUnread()));
                unread += part.entries().isEmpty() ? Math.max(gap.bytesUnread(), 0) : 0;
            }
        }
        gaps.addAll(findings.gaps()); // what rules could not judge
        findings.settle(digest::hex);
        keepPlace(artifact, decoded, kept);
        long opaque = Math.min(decoded.opaqueBytes(), total);
        if (options.strict() && decoded.opaqueBytes() > 0) {
            gaps.add(new Gap(
                    GapKind.OPAQUE,
                    artifact.at(),
                    "bytes that no known loader interprets were not looked into",
                    decoded.opaqueBytes()));
        }
        List<Finding> all = List.copyOf(findings.all());
        return new Result(
                all,
                findings.uncounted(),
                findings.uncountedWorst(),
                gaps,
                programs,
                Inspection.folded(inspected),
                assets,
                dependencies,
                List.copyOf(findings.suppressed()),
                kept,
                List.of(),
                decoded.byFormat(),
                findings.notes(),
                1,
                decoded.files(),
                total,
                opaque,
                Math.min(unread, total - opaque),
                reading.readBytes(),
                reading.lookUp() == Reading.LookUp.HIT ? 1 : 0,
                reading.lookUp() == Reading.LookUp.MISS ? 1 : 0);
    }

    private Facts enriched(Facts facts, Clock clock, List<Gap> gaps) {
        Enricher.Enriched enriched = enricher.enrich(facts, clock);
        gaps.addAll(enriched.gaps());
        if (enriched.facts().isEmpty()) {
            return facts;
        }
        List<Fact> all = new ArrayList<>(facts.facts());
        all.addAll(enriched.facts());
        return new Facts(facts.at(), facts.formats(), facts.around(), all);
    }

    /** Of an artifact always, of its members if they have anything to say. */
    private Optional<Inspected> inspected(Facts facts, long sizeBytes, ArtifactDigest digest) {
        boolean member = sizeBytes < 0;
        String sha256 = options.digest() && !member ? digest.hex().orElse("") : "";
        Inspected found = Inspection.of(facts, sizeBytes, sha256);
        return member && found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private Findings findings() {
        return findings(GivenFiles.NONE);
    }

    private Findings findings(GivenFiles files) {
        return new Findings(
                detectors.book(), detectors.families()::has, options.limits().findings(), options.policy(), files);
    }

    /** Keeps what rules for whole targets ask for, and no other fact. */
    void keep(Facts facts, List<String> entries, List<Facts> kept) {
        List<Fact> read = new ArrayList<>(0);
        for (Fact fact : facts.facts()) {
            if (detectors.isRead(fact)) {
                read.add(fact);
            }
        }
        String name = entries.isEmpty() ? facts.at().lastName() : Location.lastPart(entries.getLast());
        if (!read.isEmpty() || detectors.concerns(name)) {
            kept.add(new Facts(facts.at(), facts.formats(), facts.around(), read));
        }
    }

    /** Keeps where an artifact is, if a rule for whole targets asks for that. */
    void keepPlace(Artifact artifact, Decoded decoded, List<Facts> kept) {
        Set<String> formats = decoded.byFormat().keySet();
        if (detectors.isKept(artifact.at().lastName(), formats)
                && kept.stream().noneMatch(facts -> facts.at().equals(artifact.at()))) {
            kept.addFirst(new Facts(artifact.at(), List.copyOf(formats), List.of(), List.of()));
        }
    }

    /** Judges what a source says of a place without giving bytes. */
    Result told(Location at, List<Fact> told) {
        Findings findings = findings();
        findings.at(at);
        Facts facts = new Facts(at, List.of(), List.of(), told);
        for (Rule rule : detectors.rules()) {
            rule.judge(facts, findings);
        }
        findings.settle(Optional::empty);
        return Result.of(findings);
    }

    /** Files that are named in a target and were not read there as what names them takes them for. */
    List<NamedFile> named(Projection target) {
        List<NamedFile> named = new ArrayList<>(0);
        GivenFiles files = target.files();
        for (TargetRule rule : detectors.targetRules()) {
            for (NamedFile file : rule.named(target)) {
                if (files.isEmpty()) {
                    named.add(file);
                } else if (files.has(file.at())) {
                    named.add(new NamedFile(files.asGiven(file.at()), file.as(), file.byUnchanged()));
                }
            }
        }
        return named;
    }

    /** Judges a target as a whole, once all that it holds was judged, and what only that completes. */
    Result target(Projection target, Clock clock, boolean named) {
        Findings findings = findings(target.files());
        List<FoundDependency> dependencies = new ArrayList<>(0);
        List<Gap> gaps = new ArrayList<>(0);
        complete(target, clock, findings, gaps, named ? dependencies : null);
        for (TargetRule rule : detectors.targetRules()) {
            rule.judge(target, findings);
        }
        findings.settle(Optional::empty);
        gaps.addAll(findings.gaps());
        return Result.of(findings, gaps, dependencies);
    }

    /** What is held back in a part of a target that is not judged as a whole. */
    Result complete(Projection part, Clock clock, boolean named) {
        Findings findings = findings(part.files());
        List<FoundDependency> dependencies = new ArrayList<>(0);
        List<Gap> gaps = new ArrayList<>(0);
        complete(part, clock, findings, gaps, named ? dependencies : null);
        findings.settle(Optional::empty);
        gaps.addAll(findings.gaps());
        return Result.of(findings, gaps, dependencies);
    }

    private void complete(
            Projection target,
            Clock clock,
            Findings findings,
            List<Gap> gaps,
            @Nullable List<FoundDependency> dependencies) {
        boolean listsPackages = detectors.families().hasAny(Dependency.FAMILIES);
        Projection seen = target;
        for (TargetRule completing : detectors.targetRules()) {
            List<Facts> completed = completing.complete(seen, findings);
            seen = completed.isEmpty() ? seen : seen.with(completed);
            for (Facts facts : completed) {
                Location at = target.files().asGiven(facts.at());
                findings.at(at);
                Facts all = enriched(new Facts(at, facts.formats(), facts.around(), facts.facts()), clock, gaps);
                for (Rule rule : detectors.rules()) {
                    rule.judge(all, findings);
                }
                facts.of(CryptoUse.class).forEach(findings::asset);
                for (Dependency dependency : facts.of(Dependency.class)) {
                    if (dependencies != null && listsPackages) {
                        dependencies.add(found(at, dependency));
                    }
                }
            }
        }
    }

    private static FoundDependency found(Location at, Dependency dependency) {
        return new FoundDependency(at.at(dependency.offsetBytes(), dependency.line(), 0), dependency);
    }
}
