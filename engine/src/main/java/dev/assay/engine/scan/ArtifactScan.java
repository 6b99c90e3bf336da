package dev.assay.engine.scan;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.cache.FactCache;
import dev.assay.engine.cache.FileIdentity;
import dev.assay.engine.cache.Identity;
import dev.assay.engine.cache.IdentityMemo;
import dev.assay.engine.cache.IdentityMemo.Content;
import dev.assay.engine.cache.Key;
import dev.assay.engine.cache.RemoteIdentity;
import dev.assay.engine.cache.Sha256;
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
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Fingerprints;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.rule.TargetRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes one artifact from its identity to its findings: facts from the cache when it is unchanged, else from decoding it,
 * then the rules. Thread-safe.
 */
final class ArtifactScan {
    /** How the cache fared: a file that it could not have known is no miss. */
    private enum LookUp {
        HIT,
        MISS,
        NONE
    }

    private static final String NOT_KNOWN =
            "files of these that the cache does not know, so that what they and others show together was not judged";

    private final Detectors detectors;
    private final Enricher enricher;
    private final ScanOptions options;
    private final FactCache cache;
    private final IdentityMemo memo;
    private final Memory memory;
    private final Progress progress;
    private final FactKeys keys;
    private final ContentFirst contentFirst = new ContentFirst();

    ArtifactScan(
            Detectors detectors,
            Enricher enricher,
            ScanOptions options,
            FactCache cache,
            IdentityMemo memo,
            Memory memory,
            Progress progress) {
        this.detectors = detectors;
        this.enricher = enricher;
        this.options = options;
        this.cache = cache;
        this.memo = memo;
        this.memory = memory;
        this.progress = progress;
        this.keys = new FactKeys(detectors, options);
    }

    /**
     * @param reservedBytes what was reserved of the memory for it
     * @param alone whether nothing else is in flight
     * @param named whether the packages that it names are to be in the result
     * @return empty if others held memory that it needed: then it is to be scanned once more, alone
     */
    Optional<Result> scan(Artifact artifact, Clock clock, long reservedBytes, boolean alone, boolean named) {
        if (artifact.sizeBytes() > options.maxSizeBytes()) {
            leave(artifact);
            return Optional.of(tooLarge(artifact));
        }
        String hint = detectors.hint(artifact.at().lastName());
        ArtifactDigest digest = new ArtifactDigest(artifact, options.limits(), clock, memory);
        Optional<Decoded> kept = options.verifyCache() ? Optional.empty() : kept(artifact.identity(), hint, digest);
        if (kept.isPresent()) {
            leave(artifact);
            return Optional.of(judge(artifact, kept.get(), artifact.sizeBytes(), 0, LookUp.HIT, digest, clock, named));
        }
        return decode(artifact, hint, clock, reservedBytes, alone, digest, named);
    }

    /**
     * What rules for whole targets learn of an artifact that is not to be judged: what the cache has of it, without opening it.
     *
     * @param why it is not judged, to be counted
     */
    Result context(Artifact artifact, String why) {
        artifact.opener().unused();
        if (detectors.targetRules().isEmpty()) {
            return Result.note(why);
        }
        String hint = detectors.hint(artifact.at().lastName());
        ArtifactDigest digest = new ArtifactDigest(artifact, options.limits(), Clock.endless(), memory);
        Optional<Decoded> known = kept(artifact.identity(), hint, digest);
        if (known.isEmpty()) {
            return Result.context(List.of(), List.of(artifact.at()), Map.of(why, 1L, NOT_KNOWN, 1L));
        }
        List<Facts> kept = new ArrayList<>(0);
        List<Location> unread = new ArrayList<>(0);
        for (Decoded.Part part : known.get().parts()) {
            Location at = artifact.at();
            for (String entry : part.entries()) {
                at = at.entry(entry);
            }
            keep(new Facts(at, part.formats(), part.around(), part.facts()), part.entries(), kept);
            if (!part.gaps().isEmpty()) {
                unread.add(at);
            }
        }
        keepPlace(artifact, known.get(), kept);
        return Result.context(kept, unread, Map.of(why, 1L));
    }

    private void leave(Artifact artifact) {
        artifact.opener().unused();
        progress.read(artifact.sizeBytes());
    }

    private Result tooLarge(Artifact artifact) {
        Gap gap = new Gap(
                GapKind.LIMIT,
                artifact.at(),
                CountedSource.tooLarge(options.maxSizeBytes()).reason(),
                artifact.sizeBytes());
        return new Result(
                List.of(),
                0,
                Severity.INFO,
                List.of(gap),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                1,
                1,
                artifact.sizeBytes(),
                0,
                artifact.sizeBytes(),
                0,
                0,
                0);
    }

    private Optional<Decoded> kept(@Nullable Identity identity, String hint, ArtifactDigest digest) {
        if (identity instanceof RemoteIdentity remote) { // a switch over types would cost each start some milliseconds
            return cache.get(Key.ofIdentity(remote, keys.decoding(hint)));
        }
        if (!(identity instanceof FileIdentity file)) {
            return Optional.empty();
        }
        return memo.get(file).flatMap(content -> {
            Optional<Decoded> decoded = cache.get(key(content, file, hint));
            if (decoded.isPresent()) { // else it is decoded, and may have changed since the walk
                content.sha256().ifPresent(digest::known);
            }
            return decoded;
        });
    }

    /** Without an identity to remember it by, nobody would ever ask for what is kept under a digest. */
    private static boolean wantsDigest(Identity identity) {
        return !(identity instanceof RemoteIdentity remote) || remote.sha256() != null;
    }

    private Key key(Content content, FileIdentity identity, String hint) {
        return content.sha256()
                .map(sha256 -> Key.ofContent(sha256, keys.decoding(hint)))
                .orElseGet(() -> Key.ofIdentity(identity, keys.decoding(hint)));
    }

    private Optional<Result> decode(
            Artifact artifact,
            String hint,
            Clock clock,
            long reservedBytes,
            boolean alone,
            ArtifactDigest digest,
            boolean named) {
        Budget budget = new Budget(options.limits(), clock, memory, artifact.sizeBytes(), reservedBytes);
        Identity seen = artifact.identity();
        boolean trusted = seen != null && memo.trusts(seen);
        Descent descent = new Descent(
                detectors,
                options.deep(),
                options.explain(),
                options.inspect(),
                seen != null && trusted && wantsDigest(seen) ? Sha256.digester() : null);
        Progress counted = alone ? new Progress() : progress; // what is read once more is no progress
        long size = artifact.sizeBytes();
        long readBytes = 0;
        long progressed = 0;
        try (CountedSource source =
                new CountedSource(artifact.opener().open(budget), budget, counted, options.maxSizeBytes())) {
            Optional<Decoded> known =
                    source.seekable() ? byContent(artifact, source, hint, digest, clock) : Optional.empty();
            if (known.isPresent()) {
                return Optional.of(
                        judge(artifact, known.get(), size, source.readBytes(), LookUp.HIT, digest, clock, named));
            }
            if (options.verifyCache() && source.seekable()) {
                Key key = Key.ofContent(digest.of(source, budget), keys.decoding(hint));
                Optional<Decoded> kept = cache.get(key);
                if (kept.isPresent()) {
                    return Optional.of(
                            judge(artifact, kept.get(), size, source.readBytes(), LookUp.HIT, digest, clock, named));
                }
                descent.artifact(artifact.at().lastName(), source, budget);
                if (settle(artifact, descent, budget)) {
                    cache.put(key, descent.decoded());
                }
            } else {
                descent.artifact(artifact.at().lastName(), source, budget);
                if (settle(artifact, descent, budget) && seen != null && trusted) {
                    Optional.ofNullable(descent.digest()).ifPresent(digest::known);
                    keep(seen, descent, hint);
                }
            }
            readBytes = source.readBytes();
            progressed = source.watermark();
            size = Math.max(size, source.watermark());
        } catch (IOException e) {
            descent.gap(Reasons.kindOf(e), Reasons.of(e), size);
        } catch (BudgetExceededException e) { // while it was opened: what is far away may let us wait
            descent.gap(
                    e.what() == BudgetExceededException.What.CANCELLED ? GapKind.INTERRUPTED : GapKind.LIMIT,
                    e.reason(),
                    size);
        }
        counted.read(Math.max(artifact.sizeBytes() - progressed, 0));
        if (budget.wasCrowdedOut() && !alone) {
            return Optional.empty();
        }
        LookUp lookUp = trusted || options.verifyCache() ? LookUp.MISS : LookUp.NONE;
        return Optional.of(judge(artifact, descent.decoded(), size, readBytes, lookUp, digest, clock, named));
    }

    /** What the cache has of a file's content, where it is worth a try; the file is known then, too. */
    private Optional<Decoded> byContent(
            Artifact artifact, CountedSource source, String hint, ArtifactDigest digest, Clock clock)
            throws IOException {
        if (options.verifyCache()
                || !(artifact.identity() instanceof FileIdentity file)
                || !cache.isOpen()
                || !contentFirst.isWorthIt(file.sizeBytes())) {
            return Optional.empty();
        }
        Content content = new Content(
                Optional.of(digest.of(source, new Budget(options.limits(), clock, memory, file.sizeBytes()))));
        Key key = key(content, file, hint);
        Optional<Decoded> known = cache.get(key);
        contentFirst.asked(known.isPresent());
        if (known.isPresent()) {
            content.sha256().ifPresent(digest::known);
            if (memo.trusts(file) && file.isSameAs(artifact.opener().identity())) {
                memo.put(file, content, key);
            }
        }
        return known;
    }

    /** Looks whether the file is still what it was when the walk saw it; says so if not. */
    private static boolean settle(Artifact artifact, Descent descent, Budget budget) throws IOException {
        Identity before = artifact.identity();
        if (before == null) {
            return false;
        }
        if (before instanceof RemoteIdentity remote
                && remote.sha256() != null
                && descent.digest() != null
                && !remote.sha256().equals(descent.digest())) {
            descent.gap(GapKind.CHANGED, "the bytes do not have the digest that their source lists", -1);
            return false;
        }
        if (!before.isSameAs(artifact.opener().identity())) {
            descent.gap(GapKind.CHANGED, "the file changed while it was read", -1);
            return false;
        }
        return descent.isRepeatable() && !budget.wasRefusedMemory();
    }

    private void keep(Identity identity, Descent descent, String hint) {
        switch (identity) {
            case FileIdentity file -> {
                Content content = new Content(Optional.ofNullable(descent.digest()));
                Key key = key(content, file, hint);
                cache.put(key, descent.decoded());
                memo.put(file, content, key);
            }
            case RemoteIdentity remote -> cache.put(Key.ofIdentity(remote, keys.decoding(hint)), descent.decoded());
        }
    }

    private Result judge(
            Artifact artifact,
            Decoded decoded,
            long size,
            long readBytes,
            LookUp lookUp,
            ArtifactDigest digest,
            Clock clock,
            boolean named) {
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
                inspected(facts, part.entries().isEmpty() ? Math.max(size, 0) : -1, digest)
                        .ifPresent(inspected::add);
            }
            for (Decoded.PartGap gap : part.gaps()) {
                gaps.add(new Gap(gap.kind(), at.at(gap.offsetBytes()), gap.reason(), gap.bytesUnread()));
                unread += part.entries().isEmpty() ? Math.max(gap.bytesUnread(), 0) : 0;
            }
        }
        gaps.addAll(findings.gaps()); // what rules could not judge
        findings.settle(digest::hex);
        keepPlace(artifact, decoded, kept);
        long total = Math.max(size, 0);
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
                readBytes,
                lookUp == LookUp.HIT ? 1 : 0,
                lookUp == LookUp.MISS ? 1 : 0);
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
        return new Findings(
                detectors.book(), detectors.families()::has, options.limits().findings(), options.policy());
    }

    /** Keeps what rules for whole targets ask for, and no other fact. */
    private void keep(Facts facts, List<String> entries, List<Facts> kept) {
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
    private void keepPlace(Artifact artifact, Decoded decoded, List<Facts> kept) {
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

    /** Judges a target as a whole, once all that it holds was judged, and what only that completes. */
    Result judge(Projection target, Clock clock, boolean named) {
        Findings findings = findings();
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
        Findings findings = findings();
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
        for (TargetRule completing : detectors.targetRules()) {
            for (Facts facts : completing.complete(target, findings)) {
                findings.at(facts.at());
                Facts all = enriched(facts, clock, gaps);
                for (Rule rule : detectors.rules()) {
                    rule.judge(all, findings);
                }
                for (Dependency dependency : facts.of(Dependency.class)) {
                    if (dependencies != null && listsPackages) {
                        dependencies.add(found(facts.at(), dependency));
                    }
                }
            }
        }
    }

    private static FoundDependency found(Location at, Dependency dependency) {
        return new FoundDependency(at.at(dependency.offsetBytes(), dependency.line(), 0), dependency);
    }
}
