package dev.assay.engine.scan;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.cache.Identity;
import dev.assay.engine.cache.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of the bytes that were judged. What is not known from judging them is read for it once more, and only when
 * somebody asks, which hardly any scan does. Belongs to one thread and one artifact.
 */
final class ArtifactDigest {
    private final Artifact artifact;
    private final Limits limits;
    private final Clock clock;
    private final Memory memory;
    private @Nullable Sha256 known;

    ArtifactDigest(Artifact artifact, Limits limits, Clock clock, Memory memory) {
        this.artifact = artifact;
        this.limits = limits;
        this.clock = clock;
        this.memory = memory;
    }

    /** Takes what was computed from the very bytes that are judged. */
    void known(Sha256 sha256) {
        known = sha256;
    }

    /** None where the bytes cannot be had again, or are no longer those that were judged. */
    Optional<String> hex() {
        Identity before = artifact.identity();
        if (known != null) {
            return Optional.of(known.hex());
        }
        if (before == null) {
            return Optional.empty();
        }
        Budget budget = new Budget(limits, clock, memory, artifact.sizeBytes());
        try (ByteSource source = artifact.opener().open(budget)) {
            Sha256 sha256 = of(source, budget);
            if (!before.isSameAs(artifact.opener().identity())) {
                return Optional.empty();
            }
            known = sha256;
            return Optional.of(sha256.hex());
        } catch (IOException | BudgetExceededException e) {
            return Optional.empty(); // what cannot be shown to be the allowed bytes is not allowed
        }
    }

    /** Digests all of a source. */
    Sha256 of(ByteSource source, Budget budget) throws IOException {
        MessageDigest sha256 = Sha256.digester();
        byte[] block = memory.buffers().take();
        try {
            ByteBuffer into = ByteBuffer.wrap(block);
            long position = 0;
            for (int n; (n = source.read(position, into.clear())) >= 0; position += n) {
                budget.spendBytes(n);
                sha256.update(block, 0, n);
            }
            return Sha256.of(sha256.digest());
        } finally {
            memory.buffers().give(block);
        }
    }
}
