package dev.assay.detectors.model.pickle;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Leaks;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.fact.CallableReference;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.Program;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.AnomalyRule;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.RuleBook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What decoding some bytes gave: facts, gaps, and where they were refused. */
final class Decoding implements Sink {
    /** Stateless, and slow to make. */
    private static final PickleDecoder DECODER = new PickleDecoder();

    private static final RuleBook BOOK = AllDetectors.ALL.book();

    final List<Fact> facts = new ArrayList<>();
    final List<String> gaps = new ArrayList<>();
    final List<String> children = new ArrayList<>();
    final List<Decoding> within = new ArrayList<>();
    final List<String> formats = new ArrayList<>();
    private int programLines;
    long opaque;
    MalformedException refused;

    static Decoding of(byte[] pickle) {
        return of(new MemorySource(pickle));
    }

    static Decoding ofStream(byte[] pickle) {
        return of(new StreamSource(new ByteArrayInputStream(pickle), ByteSource.UNKNOWN));
    }

    static Decoding of(ByteSource source) {
        return of(source, Leaks.memory(256 << 20), 0);
    }

    /** With the programs, of so many lines at most. */
    static Decoding explained(ByteSource source, int programLines) {
        return of(source, Leaks.memory(256 << 20), 0, programLines);
    }

    static Decoding explained(byte[] pickle) {
        return explained(new MemorySource(pickle), 10_000);
    }

    static Decoding of(ByteSource source, Memory memory, long reservedBytes) {
        return of(source, memory, reservedBytes, 0);
    }

    private static Decoding of(ByteSource source, Memory memory, long reservedBytes, int programLines) {
        Decoding decoding = new Decoding();
        decoding.programLines = programLines;
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), memory, source.sizeBytes(), reservedBytes);
        try {
            DECODER.decode(source, decoding, budget);
        } catch (MalformedException e) {
            decoding.refused = e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return decoding;
    }

    List<CallableReference> callables() {
        return facts.stream()
                .filter(CallableReference.class::isInstance)
                .map(CallableReference.class::cast)
                .toList();
    }

    CallableReference callable(String qualified) {
        return callables().stream()
                .filter(callable -> callable.qualified().equals(qualified))
                .findFirst()
                .orElseThrow(() -> new AssertionError(qualified + " is not among " + facts));
    }

    List<Program> programs() {
        return facts.stream()
                .filter(Program.class::isInstance)
                .map(Program.class::cast)
                .toList();
    }

    /** The programs as they are printed, nearly. */
    String printed() {
        StringBuilder out = new StringBuilder();
        for (Program program : programs()) {
            for (Program.Line line : program.lines()) {
                out.append(line.text());
                out.append(line.offsetBytes() < 0 ? "" : "  # +0x" + Long.toHexString(line.offsetBytes()));
                out.append('\n');
            }
        }
        return out.toString();
    }

    TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>();
        callables().forEach(callable -> names.add(callable.qualified()));
        return names;
    }

    List<String> anomalies() {
        return facts.stream()
                .filter(Anomaly.class::isInstance)
                .map(fact -> ((Anomaly) fact).id())
                .toList();
    }

    List<Finding> findings() {
        Location at = Location.of("test.pkl", "");
        Findings findings = new Findings(BOOK, _ -> true, 10_000);
        findings.at(at);
        Facts all = new Facts(at, List.of("pickle"), List.of(), facts);
        new PickleRule().judge(all, findings);
        new AnomalyRule().judge(all, findings);
        return findings.all();
    }

    @Override
    public void fact(Fact fact) {
        facts.add(fact);
    }

    @Override
    public void gap(GapKind kind, long offsetBytes, String reason, long bytesUnread) {
        gaps.add(kind.id() + " at " + offsetBytes + ": " + reason);
    }

    @Override
    public void child(String name, ByteSource content) {
        children.add(name + " of " + content.sizeBytes());
        within.add(Decoding.of(content));
    }

    @Override
    public void opaque(long bytes) {
        opaque += bytes;
    }

    @Override
    public void format(String id) {
        formats.add(id);
    }

    @Override
    public int programLines() {
        return programLines;
    }

    @Override
    public boolean deep() {
        return false;
    }
}
