package dev.assay.engine.scan;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.PointerException;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.cache.FactCache;
import dev.assay.engine.cache.FileIdentity;
import dev.assay.engine.cache.Identity;
import dev.assay.engine.cache.IdentityMemo;
import dev.assay.engine.cache.IdentityMemo.Content;
import dev.assay.engine.cache.Key;
import dev.assay.engine.cache.RemoteIdentity;
import dev.assay.engine.cache.Sha256;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes one artifact from its identity to its findings: facts from the cache when it is unchanged, else from decoding it,
 * then the rules. Thread-safe.
 */
final class ArtifactScan {
    private static final String NOT_KNOWN = "files of these that the cache does not know";

    /** Counts what was passed over and opened all the same. */
    static final String READ = "files of these that were read, as what has changed may belong together with them";

    private final Detectors detectors;
    private final Judge judge;
    private final ScanOptions options;
    private final FactCache cache;
    private final IdentityMemo memo;
    private final Memory memory;
    private final Progress progress;
    private final FactKeys keys;
    private final ContentFirst contentFirst = new ContentFirst();

    ArtifactScan(
            Detectors detectors,
            Judge judge,
            ScanOptions options,
            FactCache cache,
            IdentityMemo memo,
            Memory memory,
            Progress progress) {
        this.detectors = detectors;
        this.judge = judge;
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
        String hint = detectors.hint(artifact.at().wholeName());
        ArtifactDigest digest = new ArtifactDigest(artifact, options.limits(), clock, memory);
        Optional<Decoded> kept = options.verifyCache() ? Optional.empty() : kept(artifact.identity(), hint, digest);
        kept = kept.isPresent() ? kept : artifact.opener().decoded();
        Optional<Reading> reading;
        if (kept.isPresent()) {
            leave(artifact);
            reading = Optional.of(new Reading(kept.get(), artifact.sizeBytes(), 0, Reading.LookUp.HIT));
        } else {
            reading = decode(artifact, ReadAs.ITSELF, hint, clock, reservedBytes, alone, digest);
        }
        return reading.map(read -> judge.artifact(artifact, read, digest, clock, named));
    }

    /**
     * Judges what of an artifact is read as something that its name does not say, and nothing else of it.
     *
     * @param readAs what of it, and as what
     * @param isJudged whether it is; else rules for whole targets learn what it says
     */
    Result named(Artifact artifact, ReadAs readAs, Clock clock, boolean named, boolean isJudged) {
        if (artifact.sizeBytes() > options.maxSizeBytes()) {
            artifact.opener().unused();
            return Result.nothing();
        }
        String hint = detectors.hint(artifact.at().wholeName(), readAs);
        ArtifactDigest digest = new ArtifactDigest(artifact, options.limits(), clock, memory);
        Optional<Decoded> known = options.verifyCache() ? Optional.empty() : kept(artifact.identity(), hint, digest);
        known = known.isPresent() ? known : artifact.opener().decoded();
        if (known.isPresent()) {
            artifact.opener().unused();
        }
        Reading reading = known.map(decoded -> new Reading(decoded, artifact.sizeBytes(), 0, Reading.LookUp.HIT))
                .orElseGet(() ->
                        decode(artifact, readAs, hint, clock, 0, true, digest).orElseThrow());
        Result result = isJudged
                ? judge.artifact(artifact, reading, digest, clock, named)
                : context(artifact, reading.decoded(), Map.of());
        List<Facts> there = new ArrayList<>(result.kept());
        if (artifact.sizeBytes() == 0) { // there, and nothing is in it
            there.add(new Facts(artifact.at(), List.of(), List.of(), List.of()));
        }
        for (Decoded.Part part : reading.decoded().parts()) {
            Location at = at(artifact, part);
            if (!part.formats().isEmpty()
                    && there.stream().noneMatch(facts -> facts.at().equals(at))) {
                there.add(new Facts(at, part.formats(), part.around(), List.of()));
            }
        }
        return result.keeping(there);
    }

    private static Location at(Artifact artifact, Decoded.Part part) {
        Location at = artifact.at();
        for (String entry : part.entries()) {
            at = at.entry(entry);
        }
        return at;
    }

    /**
     * What rules for whole targets learn of an artifact that is not to be judged: what the cache has of it. It is only opened
     * if what it says decides what others say.
     *
     * @param why it is not judged, to be counted
     * @return empty if nothing is known of it: then it is {@link #related} or {@link #notKnown}
     */
    Optional<Result> context(Artifact artifact, String why, Clock clock) {
        if (detectors.targetRules().isEmpty()) {
            artifact.opener().unused();
            return Optional.of(Result.note(why));
        }
        String name = artifact.at().lastName();
        String hint = detectors.hint(artifact.at().wholeName());
        ArtifactDigest digest = new ArtifactDigest(artifact, options.limits(), clock, memory);
        Optional<Decoded> known = kept(artifact.identity(), hint, digest);
        if (known.isEmpty() && detectors.completes(name) && artifact.sizeBytes() <= options.maxSizeBytes()) {
            known = decode(artifact, ReadAs.ITSELF, hint, clock, 0, true, digest)
                    .map(Reading::decoded); // others' memory is not waited for
        } else if (known.isPresent()) {
            artifact.opener().unused();
        }
        return known.map(decoded -> context(artifact, decoded, Map.of(why, 1L)));
    }

    /** The same of one that was not known, which is opened now. */
    Result related(Artifact artifact, Clock clock) {
        if (artifact.sizeBytes() > options.maxSizeBytes()) {
            return notKnown(artifact);
        }
        String hint = detectors.hint(artifact.at().wholeName());
        ArtifactDigest digest = new ArtifactDigest(artifact, options.limits(), clock, memory);
        return decode(artifact, ReadAs.ITSELF, hint, clock, 0, true, digest)
                .map(reading -> context(artifact, reading.decoded(), Map.of(READ, 1L)))
                .orElseGet(() -> notKnown(artifact));
    }

    /** What is not known and not needed. */
    static Result notKnown(Artifact artifact) {
        artifact.opener().unused();
        return Result.context(List.of(), List.of(artifact.at()), Map.of(NOT_KNOWN, 1L));
    }

    /** The same, and why it is not judged. */
    static Result notKnown(Artifact artifact, String why) {
        artifact.opener().unused();
        return Result.context(List.of(), List.of(artifact.at()), Map.of(why, 1L, NOT_KNOWN, 1L));
    }

    private Result context(Artifact artifact, Decoded known, Map<String, Long> notes) {
        List<Facts> kept = new ArrayList<>(0);
        List<Location> unread = new ArrayList<>(0);
        for (Decoded.Part part : known.parts()) {
            Location at = at(artifact, part);
            judge.keep(new Facts(at, part.formats(), part.around(), part.facts()), part.entries(), kept);
            if (!part.gaps().isEmpty()) {
                unread.add(at);
            }
        }
        judge.keepPlace(artifact, known, kept);
        return Result.context(kept, unread, notes);
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

    private Optional<Reading> decode(
            Artifact artifact,
            ReadAs readAs,
            String hint,
            Clock clock,
            long reservedBytes,
            boolean alone,
            ArtifactDigest digest) {
        Budget budget = new Budget(options.limits(), clock, memory, artifact.sizeBytes(), reservedBytes);
        Identity seen = artifact.identity();
        boolean trusted = seen != null && memo.trusts(seen);
        Descent descent = new Descent(
                new Descent.Asked(
                        detectors,
                        options.deep(),
                        options.inspect(),
                        readAs,
                        seen != null && trusted && wantsDigest(seen) ? Sha256.digester() : null),
                options.explain());
        Progress counted = alone ? new Progress() : progress; // what is read once more is no progress
        long size = artifact.sizeBytes();
        long readBytes = 0;
        long progressed = 0;
        try (CountedSource source =
                new CountedSource(artifact.opener().open(budget), budget, counted, options.maxSizeBytes())) {
            Optional<Decoded> known =
                    source.seekable() ? byContent(artifact, source, hint, digest, clock) : Optional.empty();
            if (known.isPresent()) {
                return Optional.of(new Reading(known.get(), size, source.readBytes(), Reading.LookUp.HIT));
            }
            if (options.verifyCache() && source.seekable()) {
                Key key = Key.ofContent(digest.of(source, budget), keys.decoding(hint));
                Optional<Decoded> kept = cache.get(key);
                if (kept.isPresent()) {
                    return Optional.of(new Reading(kept.get(), size, source.readBytes(), Reading.LookUp.HIT));
                }
                descent.artifact(artifact.at().wholeName(), source, budget);
                if (settle(artifact, descent, budget)) {
                    cache.put(key, descent.decoded());
                }
            } else {
                descent.artifact(artifact.at().wholeName(), source, budget);
                if (settle(artifact, descent, budget) && seen != null && trusted) {
                    Optional.ofNullable(descent.digest()).ifPresent(digest::known);
                    keep(seen, descent, hint);
                }
            }
            readBytes = source.readBytes();
            progressed = source.watermark();
            size = Math.max(size, source.watermark());
        } catch (PointerException e) { // has been read, so that it is kept as if decoded
            descent.gap(Reasons.kindOf(e), Reasons.of(e), size);
            if (seen instanceof RemoteIdentity && trusted) {
                keep(seen, descent, hint);
            }
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
        Reading.LookUp lookUp = trusted || options.verifyCache() ? Reading.LookUp.MISS : Reading.LookUp.NONE;
        return Optional.of(new Reading(descent.decoded(), size, readBytes, lookUp));
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
}
