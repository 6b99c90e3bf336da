package dev.assay.engine.scan;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Leaks;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.Pace;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.cache.FactCache;
import dev.assay.engine.cache.IdentityMemo;
import dev.assay.engine.decode.Families;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Occurrences;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Policy;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the engine in tests: a whole scan with options, or the decoding of one source. */
public final class TestScan {
    /** Of this thread, and whole: clearing new buffers for each decode was a quarter of the contract suite's time. */
    private static final ThreadLocal<@Nullable Memory> WHOLE = new ThreadLocal<>();

    private Detectors detectors;
    private int jobs = 1;
    private long memoryBytes = 256L << 20;
    private boolean failFast;
    private boolean strict;
    private boolean deep;
    private boolean explain;
    private boolean inspect;
    private long maxSizeBytes = Long.MAX_VALUE;
    private Limits limits = Limits.DEFAULT;
    private Occurrences baseline = new Occurrences();
    private boolean whole = true;
    private Policy policy = Policy.none();
    private Enricher enricher = Enricher.NONE;

    public TestScan(Detectors detectors) {
        this.detectors = detectors;
    }

    public TestScan jobs(int n) {
        jobs = n;
        return this;
    }

    public TestScan memoryBytes(long bytes) {
        memoryBytes = bytes;
        return this;
    }

    public TestScan failFast() {
        failFast = true;
        return this;
    }

    public TestScan strict() {
        strict = true;
        return this;
    }

    public TestScan deep() {
        deep = true;
        return this;
    }

    /** With digests. */
    public TestScan inspect() {
        inspect = true;
        return this;
    }

    public TestScan explain() {
        explain = true;
        return this;
    }

    public TestScan maxSize(long bytes) {
        maxSizeBytes = bytes;
        return this;
    }

    public TestScan limits(Limits some) {
        limits = some;
        return this;
    }

    public TestScan baseline(List<Finding> findings) {
        for (Finding finding : findings) {
            String repository = Occurrences.repository(finding.location().target());
            baseline.add(Occurrences.within(repository, finding.fingerprint()), Occurrences.place(finding.location()));
        }
        return this;
    }

    /** As with only a part of what was scanned before. */
    public TestScan part() {
        whole = false;
        return this;
    }

    public TestScan policy(Policy rows) {
        policy = rows;
        return this;
    }

    public TestScan enricher(Enricher asks) {
        enricher = asks;
        return this;
    }

    public TestScan only(Set<String> families) {
        detectors = detectors.only(new Families(families));
        return this;
    }

    /** A scanner for one scan. */
    public Scanner scanner(Connector... connectors) {
        ScanOptions options = new ScanOptions(
                Severity.MEDIUM,
                failFast,
                strict,
                deep,
                explain,
                inspect,
                inspect,
                false,
                jobs,
                Pace.FREE,
                memoryBytes,
                Pressure.DEFAULT,
                maxSizeBytes,
                limits,
                LocalDate.of(2026, 1, 1),
                baseline,
                whole,
                policy,
                Selection.all());
        return new Scanner(
                List.of(connectors),
                detectors,
                enricher,
                FactCache.none(),
                IdentityMemo.none(),
                options,
                new Progress());
    }

    /** Scans what the connector has. */
    public RecordedReport run(MemoryConnector files) {
        RecordedReport report = new RecordedReport();
        var _ = scanner(files).scan(List.of(MemoryConnector.TARGET), report);
        return report;
    }

    /** Scans one array. */
    public RecordedReport run(String name, byte[] bytes) {
        return run(new MemoryConnector().file(name, bytes));
    }

    /** Memory with room for tests. */
    public static Memory memory() {
        return Leaks.memory(64L << 20);
    }

    /** Decodes a source with everything nested in it, as a scan would, and closes it. */
    public Decoded decode(String name, ByteSource source, Memory memory, Clock clock) throws java.io.IOException {
        Budget budget = new Budget(limits, clock, memory, source.sizeBytes());
        Descent descent = new Descent(new Descent.Asked(detectors, deep, inspect, ReadAs.ITSELF, null), explain);
        try (source) {
            descent.artifact(name, source, budget);
        }
        return descent.decoded();
    }

    /** Decodes a source, and checks that all that was taken was given back. */
    public Decoded decode(String name, ByteSource source) throws java.io.IOException {
        Memory before = WHOLE.get();
        WHOLE.remove(); // a source may decode another
        Memory memory = before == null ? memory() : before;
        Decoded decoded = decode(name, source, memory, Clock.endless());
        if (!memory.out().isEmpty()) {
            AssertionError leak = new AssertionError("after decoding " + name + " this is still out:");
            memory.out().forEach(leak::addSuppressed);
            throw leak;
        }
        WHOLE.set(memory);
        return decoded;
    }
}
