package dev.assay.engine.bytes;

/**
 * What one artifact from the walk may still cost, shared by everything nested in it. Each loop over input spends from
 * it; whatever runs out throws {@link BudgetExceededException}. Belongs to one thread.
 *
 * <p>The bytes that come out of decompression are compared with those of the artifact, not of the archive at hand: bombs
 * that nest or overlap multiply, and only the sum over the artifact shows it.
 */
public final class Budget {
    private static final long CLOCK_EVERY_BYTES = 1 << 20;
    private static final int CLOCK_EVERY_READS = 64;

    /** The counters of one artifact. */
    private static final class Spent {
        long artifactBytes;
        long readBytes;
        long expandedBytes;
        long entries;
        long facts;
        long reservedBytes;
        long takenOfReserved;
        long takenBytes;
        boolean refusedMemory;
        boolean crowdedOut;
        int readsSinceClock;
        long clockAtBytes = CLOCK_EVERY_BYTES;
    }

    private final Limits limits;
    private final Clock clock;
    private final Memory memory;
    private final int depth;
    private final Spent spent;
    private long entriesHere;

    /** @param artifactBytes the artifact's size, or {@link ByteSource#UNKNOWN} */
    public Budget(Limits limits, Clock clock, Memory memory, long artifactBytes) {
        this(limits, clock, memory, artifactBytes, 0);
    }

    /** @param reservedBytes what was reserved of the memory for this artifact before it was admitted */
    public Budget(Limits limits, Clock clock, Memory memory, long artifactBytes, long reservedBytes) {
        this(limits, clock, memory, 0, new Spent());
        spent.artifactBytes = Math.max(artifactBytes, 0);
        spent.reservedBytes = reservedBytes;
    }

    private Budget(Limits limits, Clock clock, Memory memory, int depth, Spent spent) {
        this.limits = limits;
        this.clock = clock;
        this.memory = memory;
        this.depth = depth;
        this.spent = spent;
    }

    /** The budget of a member: one level deeper, its own count of entries, all else shared. */
    public Budget nested() {
        if (depth >= limits.depth()) {
            throw new BudgetExceededException(
                    "nested more than " + limits.depth() + " levels deep", BudgetExceededException.What.LIMIT);
        }
        return new Budget(limits, clock, memory, depth + 1, spent);
    }

    /** Bytes read from any source; looks at the clock about every megabyte, and every few reads if they are small. */
    public void spendBytes(long n) {
        spent.readBytes += n;
        if (spent.readBytes >= spent.clockAtBytes || ++spent.readsSinceClock >= CLOCK_EVERY_READS) {
            spent.clockAtBytes = spent.readBytes + CLOCK_EVERY_BYTES;
            spent.readsSinceClock = 0;
            clock.check();
        }
    }

    /** Work that reads nothing, as if it had read so many bytes: keeps loops over decoded values within the time. */
    public void spendWork(long bytesWorth) {
        spendBytes(bytesWorth);
    }

    /** Tells how much of an artifact of unknown size has come so far: its expansion is measured by that. */
    public void arrived(long artifactBytes) {
        spent.artifactBytes = Math.max(spent.artifactBytes, artifactBytes);
    }

    /** Looks at the clock now. */
    public void checkClock() {
        clock.check();
    }

    /** Bytes that came out of decompression. */
    public void spendExpanded(long n) {
        long expanded = spent.expandedBytes += n;
        if (expanded > limits.expandedBytes()) {
            throw new BudgetExceededException(
                    "expands to more than " + limits.expandedBytes() + " bytes", BudgetExceededException.What.LIMIT);
        }
        if (expanded - limits.expansionFreeBytes() > limits.expansionRatio() * Math.max(spent.artifactBytes, 1)) {
            throw new BudgetExceededException(
                    "expands to more than " + limits.expansionRatio() + " times its size of " + spent.artifactBytes
                            + " bytes",
                    BudgetExceededException.What.LIMIT);
        }
    }

    /** One member of the container at hand. */
    public void spendEntry() {
        if (++entriesHere > limits.entriesPerContainer()) {
            throw new BudgetExceededException(
                    "has more than " + limits.entriesPerContainer() + " entries", BudgetExceededException.What.LIMIT);
        }
        if (++spent.entries > limits.entries()) {
            throw new BudgetExceededException(
                    "holds more than " + limits.entries() + " entries in all", BudgetExceededException.What.LIMIT);
        }
    }

    /** Refuses a container that tells of more of something than a container may have members. */
    public void checkEntries(long told) {
        if (told < 0 || told > limits.entriesPerContainer()) {
            throw new BudgetExceededException(
                    "has more than " + limits.entriesPerContainer() + " entries", BudgetExceededException.What.LIMIT);
        }
    }

    public void spendFacts(long n) {
        spent.facts += n;
        if (spent.facts > limits.facts()) {
            throw new BudgetExceededException(
                    "yields more than " + limits.facts() + " facts", BudgetExceededException.What.LIMIT);
        }
    }

    /**
     * Takes memory for what a decoder keeps of its input: of what was reserved for the artifact, else of what is free now.
     * Never waits. Portions are whole {@linkplain Memory#UNIT_BYTES units}, and go back by {@link #giveBackMemory}. What
     * comes of a refusal is not what more memory would have given: see {@link #wasRefusedMemory}.
     */
    public boolean tryTakeMemory(long bytes) {
        if (tryTakeSpareMemory(bytes)) {
            return true;
        }
        spent.refusedMemory = true;
        spent.crowdedOut |= bytes <= memory.limitBytes() - spent.takenBytes;
        return false;
    }

    /** The same for whoever gives the same result without. */
    public boolean tryTakeSpareMemory(long wanted) {
        long bytes = Memory.wholeUnits(wanted);
        if (bytes <= spent.reservedBytes) {
            spent.reservedBytes -= bytes;
            spent.takenOfReserved += bytes;
        } else if (!memory.tryTake(bytes)) {
            return false;
        }
        spent.takenBytes += bytes;
        return true;
    }

    /** Gives back what {@link #tryTakeMemory} took: a portion as it was taken, or several that were whole units. */
    public void giveBackMemory(long taken) {
        long bytes = Memory.wholeUnits(taken);
        spent.takenBytes -= bytes;
        long toReserved = Math.min(bytes, spent.takenOfReserved);
        spent.takenOfReserved -= toReserved;
        spent.reservedBytes += toReserved;
        if (bytes > toReserved) {
            memory.giveBack(bytes - toReserved);
        }
    }

    /** Memory ran out where it is not counted. */
    public void ranOutOfMemory() {
        spent.refusedMemory = true;
        spent.crowdedOut = true;
    }

    /** Whether memory was refused within the artifact: what came of it depends on how much there is. */
    public boolean wasRefusedMemory() {
        return spent.refusedMemory;
    }

    /** Whether it was refused, but might not have been had no other artifact held any. */
    public boolean wasCrowdedOut() {
        return spent.crowdedOut;
    }

    /**
     * As {@link #tryTakeMemory}, but ends the decoding with a limit if there is not enough.
     */
    public void takeMemory(long bytes) {
        if (!tryTakeMemory(bytes)) {
            throw new BudgetExceededException(
                    "needs more memory than is free; --max-memory sets how much there is",
                    BudgetExceededException.What.LIMIT);
        }
    }

    /** Where buffers and spools come from. */
    public Memory memory() {
        return memory;
    }

    /** For what waits: a source that is far away. */
    public Clock clock() {
        return clock;
    }

    public Limits limits() {
        return limits;
    }

    /** How many containers lie around what is being decoded; 0 for the artifact itself. */
    public int depth() {
        return depth;
    }

    /** Bytes read so far within the artifact. */
    public long readBytes() {
        return spent.readBytes;
    }

    /** Bytes that came out of decompression so far within the artifact. */
    public long expandedBytes() {
        return spent.expandedBytes;
    }
}
