package dev.assay.app.sweep;

import dev.assay.connectors.github.Blobs;
import dev.assay.connectors.github.TreeEntry;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.report.Location;
import dev.assay.engine.scan.Opener;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Who owns the places of a sweep. The file that says so is read with the others of its branch and kept in the store, and only
 * looked into where there is a finding. Belongs to the walking thread, which reports as well.
 */
public final class Owners {
    static final String NOBODY = "no owner";
    static final String UNKNOWN = "unknown: CODEOWNERS could not be read";

    private static final long LOOK_EVERY_MILLIS = 50;

    private record File(String oid, CompletableFuture<Boolean> stored) {}

    private final Map<String, File> files = new HashMap<>(); // by the target of locations
    private String current = "";
    private Optional<CodeOwners> currentOwners = Optional.empty();
    private boolean readable = true;

    /** A branch has such a file. */
    void file(String label, String fullName, TreeEntry entry, Sweep sweep, Blobs blobs, Clock clock) {
        CompletableFuture<Boolean> stored = new CompletableFuture<>();
        files.put(label, new File(entry.oid(), stored));
        if (sweep.store().hasBlob(entry.oid())) {
            stored.complete(true);
        } else if (!sweep.asks() || entry.sizeBytes() > CodeOwners.MOST_BYTES || !entry.isFile()) {
            stored.complete(false);
        } else {
            Opener opener = blobs.offer(fullName, entry, false);
            Thread.ofPlatform().daemon().name("assay-owners").start(() -> {
                try {
                    stored.complete(read(opener, entry, sweep, clock));
                } finally { // whatever it failed with, who waits for it goes on
                    stored.complete(false);
                }
            });
        }
    }

    private static boolean read(Opener opener, TreeEntry entry, Sweep sweep, Clock clock) {
        Memory memory = new Memory(2L * CodeOwners.MOST_BYTES, new Buffers(1));
        Budget budget = new Budget(Limits.DEFAULT, clock, memory, entry.sizeBytes());
        try (ByteSource source = opener.open(budget);
                ByteReader reader = new ByteReader(source, budget)) {
            sweep.store().putBlob(entry.oid(), reader.bytes((int) entry.sizeBytes()));
            return true;
        } catch (IOException | BudgetExceededException e) {
            return false; // said with each finding there
        }
    }

    /** Waits for what is still being read, so that the store has it. */
    void settle(Clock clock) {
        for (File file : files.values()) {
            await(file, clock);
        }
    }

    private static boolean await(File file, Clock clock) {
        while (true) {
            clock.check();
            try {
                return file.stored().get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // looks at the clock, and waits on
            } catch (InterruptedException | ExecutionException e) {
                return false; // nobody interrupts a walk, and nothing makes it fail
            }
        }
    }

    /** The owners of a place; one who says that there is none, or that nobody knows, where that is so. */
    List<String> of(Location at, SweepStore store) {
        if (!at.target().equals(current)) {
            current = at.target();
            File file = files.get(current);
            readable = file == null || file.stored().join(); // reading ends with the target's time
            currentOwners = file == null || !readable
                    ? Optional.empty()
                    : store.blob(file.oid()).map(CodeOwners::new);
            readable = file == null || currentOwners.isPresent();
        }
        if (!readable) {
            return List.of(UNKNOWN);
        }
        if (currentOwners.isEmpty()) {
            return List.of(NOBODY);
        }
        return currentOwners
                .get()
                .of(plain(at.path()))
                .map(owners -> owners.isEmpty() ? List.of(NOBODY) : owners)
                .orElse(List.of(UNKNOWN));
    }

    /** The path as the repository has it. */
    private static String plain(String path) {
        return path.replace("%21", "!").replace("%23", "#").replace("%25", "%");
    }
}
