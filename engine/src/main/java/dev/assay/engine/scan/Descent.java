package dev.assay.engine.scan;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.cache.Sha256;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.Program;
import dev.assay.engine.fact.Property;
import dev.assay.engine.fact.TensorInfo;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one artifact and all that is nested in it: recognises, decodes, and walks the same line again for each child
 * that a decoder hands on. Belongs to one thread and one artifact.
 */
final class Descent {
    /** How many lines of programs are kept of one artifact; a member beyond them says so. */
    static final int MOST_PROGRAM_LINES = 10_000;

    /** How many properties and tensors are kept of one artifact; decoders still say what all of them come to. */
    static final int MOST_INVENTORY = 100_000;

    /**
     * What is asked of an artifact.
     *
     * @param deep whether what costs more is looked into
     * @param inspect whether an inventory is wanted
     * @param readAs what alone is wanted, and as what
     * @param sha256 digests the artifact if a decoder reads all of it anyway; null for no digest
     */
    record Asked(
            Detectors detectors,
            boolean deep,
            boolean inspect,
            ReadAs readAs,
            @Nullable MessageDigest sha256) {}

    private record Ordered(long order, Decoded.Part part) {}

    private final Asked asked;
    private final List<Ordered> parts = new ArrayList<>();
    private final TreeMap<String, Long> byFormat = new TreeMap<>();
    private long files;
    private long opaqueBytes;
    private boolean repeatable = true;
    private int inventoried;
    private int programLines;
    private @Nullable Sha256 digest;

    /** @param explain whether programs are wanted */
    Descent(Asked asked, boolean explain) {
        this.asked = asked;
        this.programLines = explain ? MOST_PROGRAM_LINES : 0;
    }

    /** Decodes the artifact, which lies at this path; never throws for what is in it. */
    void artifact(String path, ByteSource source, Budget budget) {
        Member root = new Member(this, List.of(), List.of(), Location.lastPart(path), path, budget);
        try {
            root.run(source);
        } catch (BudgetExceededException e) {
            // the target's time is up; the gap says so already
        }
    }

    /** Adds a gap of the artifact as a whole, which another run may not have. */
    void gap(GapKind kind, String reason, long bytesUnread) {
        repeatable = false;
        if (!asked.readAs().isItself()) {
            return; // who named what was to be read says that it was not
        }
        add(
                files,
                new Decoded.Part(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(new Decoded.PartGap(kind, -1, reason, bytesUnread))));
    }

    Decoded decoded() {
        List<Decoded.Part> inOrder = parts.stream()
                .sorted((one, other) -> Long.compare(one.order(), other.order()))
                .map(Ordered::part)
                .toList();
        return new Decoded(inOrder, Math.max(files, 1), opaqueBytes, byFormat);
    }

    /** Whether another run over the same bytes must give the same, so that it may be cached. */
    boolean isRepeatable() {
        return repeatable;
    }

    /** The digest of the artifact, if a decoder read all of it and one was asked for. */
    @Nullable
    Sha256 digest() {
        return digest;
    }

    Asked asked() {
        return asked;
    }

    /** The place among the parts of what is come to next. */
    long nextOrder() {
        return files++;
    }

    void add(long order, Decoded.Part part) {
        parts.add(new Ordered(order, part));
    }

    /** A member is of this format. */
    void count(String format) {
        byFormat.merge(format, 1L, Long::sum);
    }

    /** Another run may give something else. */
    void isNotRepeatable() {
        repeatable = false;
    }

    void opaque(long bytes) {
        opaqueBytes += bytes;
    }

    void digested(Sha256 all) {
        digest = all;
    }

    /**
     * Counts what is taken only so many times.
     *
     * @return whether this was the last program that is shown
     */
    boolean take(Fact fact) {
        if (fact instanceof Property || fact instanceof TensorInfo) {
            inventoried++;
        }
        if (!(fact instanceof Program program) || programLines <= 0) {
            return false;
        }
        programLines -= program.lines().size();
        return programLines <= 0;
    }

    /** How many lines of programs are still taken. */
    int programLines() {
        return Math.max(programLines, 0);
    }

    boolean takesInventory() {
        return asked.inspect() && inventoried < MOST_INVENTORY;
    }
}
