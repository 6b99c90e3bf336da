package dev.assay.engine.scan;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.bytes.Spool;
import dev.assay.engine.bytes.UnsupportedException;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.cache.Sha256;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.Program;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The bytes at one place of an artifact, and the sink of their decoders: recognises, decodes, and lets in what is nested in them.
 *
 * <p>This is the one place where a decoder's failure ends. Whatever it throws, what it said before counts, and the rest
 * of its bytes becomes a gap at the place where it failed.
 */
final class Member implements Sink {
    private static final byte[] NOTHING = new byte[0];

    private static final String OUT_OF_MEMORY = "needs more memory than there is; --max-memory sets how much";

    /** Endings that name a compression and not what is in it. */
    private static final Set<String> COMPRESSIONS = Set.of("gz", "z", "zz", "zlib", "bz2", "xz", "lzma", "zst", "lz4");

    private static final Set<String> COMPRESSED_TARS = Set.of("tgz", "tbz", "tbz2", "txz", "tlz", "tzst");

    private final Descent descent;
    private final Descent.Asked asked;
    private final List<String> entries;
    private final List<String> around;
    private final String name;
    private final String path;
    private final Budget budget;
    private final boolean partOfWhole;
    private final long order;
    private final TreeSet<String> formats = new TreeSet<>();
    private final List<Fact> facts = new ArrayList<>(0);
    private final PartGaps gaps = new PartGaps();
    private boolean specific;
    private boolean judgedElsewhere;
    private boolean leavesOpaque;
    private boolean handsOn;
    private @Nullable ByteSource read;
    private final HandedOn handedOn = new HandedOn();

    Member(Descent descent, List<String> entries, List<String> around, String name, String path, Budget budget) {
        this.descent = descent;
        this.asked = descent.asked();
        this.order = descent.nextOrder();
        this.entries = entries;
        this.around = around;
        this.name = name;
        this.path = path;
        this.budget = budget;
        this.partOfWhole = asked.detectors().concerns(entries.isEmpty() ? name : Location.lastPart(entries.getLast()));
    }

    void run(ByteSource source) {
        byte[] block = budget.memory().buffers().take();
        long size = source.sizeBytes();
        try {
            budget.checkClock();
            ByteBuffer into = ByteBuffer.wrap(block);
            boolean whole;
            try {
                fill(into, source, 0);
                whole = into.hasRemaining();
            } catch (MalformedException | UnsupportedException e) {
                gaps.failed(e, size); // what came out of a compression before its fault is judged all the same
                whole = true;
            }
            int length = into.position();
            HeadSource in = new HeadSource(source, block, length, whole);
            size = in.sizeBytes();
            begin(in, head(size, block, length, NOTHING, 0));
        } catch (BudgetExceededException e) {
            gaps.exceeded(e, size);
        } catch (IOException e) {
            gaps.failed(e, size);
        } finally {
            budget.memory().buffers().give(block);
            end(size);
        }
    }

    Head head(long sizeBytes, byte[] bytes, int length, byte[] tail, int tailLength) {
        return new Head(name, path, around, sizeBytes, bytes, length, tail, tailLength);
    }

    /**
     * A stream that only one forward decoder wants goes on as it is; any other is kept, as far as may be. One that is
     * read sparsely is, too, but for {@code --deep}: numbers of tensors are gone back to.
     */
    private void begin(ByteSource in, Head head) throws IOException {
        List<Decoder> decoders = in.seekable() ? List.of() : interpreters(head);
        boolean generic = decoders.stream().allMatch(decoder -> decoder.format().generic());
        if (in.seekable() || decoders.size() == 1 && !generic && takesStream(decoders.getFirst())) {
            recognise(in, head);
            return;
        }
        boolean wanted = asked.deep() || !generic;
        // One that its head does not give away is kept as far as memory goes, since its tail may: a zip behind
        // something.
        long most = wanted ? Long.MAX_VALUE : Spool.mostInMemoryBytes(budget);
        try (Spool spool = Spool.of(in, budget, most)) {
            if (spool.broken() != null) {
                gaps.failed(spool.broken(), in.sizeBytes());
            }
            if (spool.isWhole()) {
                recognise(spool, head(spool.sizeBytes(), head.bytes(), head.length(), NOTHING, 0));
            } else if (!decoders.isEmpty()) {
                new LargeStream(this, budget, gaps).read(spool, in, head, decoders);
            } else {
                new LargeStream(this, budget, gaps).passBy(in, spool.sizeBytes(), head);
            }
        }
    }

    private boolean takesStream(Decoder decoder) {
        return switch (decoder.access()) {
            case FORWARD -> true;
            case SPARSE -> !asked.deep();
            case RANDOM -> false;
        };
    }

    /** By its name, or by the one that others take it for: then what its name says was read before. */
    private List<Decoder> detect(Head head) {
        List<Decoder> decoders = asked.detectors().detect(head);
        String as = asked.readAs().name(entries);
        if (as == null) {
            return decoders;
        }
        List<Decoder> others = new ArrayList<>(asked.detectors().detect(head.as(as)));
        others.removeAll(decoders);
        return others;
    }

    /** All that a stream is read by. */
    List<Decoder> interpreters(Head head) {
        List<Decoder> decoders = new ArrayList<>(detect(head));
        decoders.removeIf(Decoder::ofOpaque);
        return decoders;
    }

    private void recognise(ByteSource in, Head head) throws IOException {
        if (!in.seekable() || head.isWhole()) {
            decode(in, detect(head));
            return;
        }
        Buffers buffers = budget.memory().buffers();
        byte[] tail = buffers.take();
        List<Decoder> decoders;
        try {
            int wanted = (int) Math.min(Head.TAIL_BYTES, in.sizeBytes());
            ByteBuffer into = ByteBuffer.wrap(tail, 0, wanted);
            fill(into, in, in.sizeBytes() - wanted);
            int length = into.position();
            decoders = detect(head(in.sizeBytes(), head.bytes(), head.length(), tail, length));
        } finally {
            buffers.give(tail);
        }
        decode(in, decoders);
    }

    /** Whether what it would give is wanted. */
    boolean isAsked(Decoder decoder) {
        return asked.inspect() || decoder.serves(asked.detectors().families());
    }

    void decode(ByteSource in, List<Decoder> recognised) {
        List<Decoder> decoders = new ArrayList<>(recognised.size());
        List<Decoder> ofOpaque = new ArrayList<>(1);
        for (Decoder decoder : recognised) {
            if (!isAsked(decoder)) {
                recognised(decoder);
            } else {
                (decoder.ofOpaque() ? ofOpaque : decoders).add(decoder);
            }
        }
        if (decoders.stream().noneMatch(Decoder::interprets)) {
            opaque(Math.max(in.sizeBytes(), 0));
        }
        run(decoders, in);
        if (asked.deep() && leavesOpaque && !handsOn && in.seekable()) {
            ofOpaque.forEach(decoder -> contain(decoder, in, false));
        }
    }

    /** Runs them over the same bytes, which are digested on their way if one reads all of them anyway. */
    private void run(List<Decoder> decoders, ByteSource in) {
        boolean isOne = decoders.size() == 1;
        boolean readsAll = decoders.stream().anyMatch(decoder -> decoder.access() == Access.FORWARD);
        MessageDigest sha256 = asked.sha256();
        if (sha256 == null || !readsAll || !entries.isEmpty()) {
            read = in;
            decoders.forEach(decoder -> contain(decoder, in, isOne));
            return;
        }
        TappedSource tapped = new TappedSource(in, (block, from, to) -> sha256.update(block, from, to - from), budget);
        read = tapped;
        decoders.forEach(decoder -> contain(decoder, tapped, isOne));
        try {
            tapped.finish();
            descent.digested(Sha256.of(sha256.digest()));
        } catch (IOException e) {
            gaps.failed(e, in.sizeBytes());
        }
    }

    private void recognised(Decoder decoder) {
        if (!decoder.interprets()) {
            return;
        }
        formats.add(decoder.format().id());
        specific |= !decoder.format().generic();
    }

    /**
     * Runs a decoder, and turns whatever it throws into a gap.
     *
     * @param isOne whether no other decoder reads these bytes
     */
    private void contain(Decoder decoder, ByteSource in, boolean isOne) {
        recognised(decoder);
        judgedElsewhere = !isOne && decoder.format().generic();
        try {
            decoder.decode(in, this, budget);
        } catch (BudgetExceededException e) {
            gaps.exceeded(e, in.sizeBytes());
        } catch (IOException e) {
            gaps.failed(e, in.sizeBytes());
        } catch (OutOfMemoryError e) { // of what is not counted; the block that needed it holds nothing any more
            budget.ranOutOfMemory();
            gaps.exceeded(BudgetExceededException.limit(OUT_OF_MEMORY), in.sizeBytes());
        } catch (RuntimeException | StackOverflowError e) {
            gaps.fault(decoder, e, in.sizeBytes());
        }
    }

    private void end(long sizeBytes) {
        if (!gaps.isRepeatable()) {
            descent.isNotRepeatable();
        }
        if (!asked.readAs().isItself()) {
            endAs();
            return;
        }
        Set<String> expected = asked.detectors().formatsByExtension().get(Head.extension(name));
        if (expected != null && sizeBytes != 0 && gaps.isEmpty() && !specific) {
            gaps.add(
                    GapKind.MALFORMED,
                    0,
                    "named ." + Head.extension(name) + ", but its content is not "
                            + String.join(" or ", new TreeSet<>(expected)),
                    sizeBytes);
        }
        if (formats.isEmpty()) {
            descent.count("unknown");
        }
        formats.forEach(descent::count);
        if (!facts.isEmpty() || !gaps.isEmpty() || partOfWhole || asked.inspect()) {
            descent.add(order, new Decoded.Part(entries, List.copyOf(formats), around, List.copyOf(facts), gaps.all()));
        }
    }

    /** Nothing is told of the containers around, as that was told before. */
    private void endAs() {
        if (asked.readAs().name(entries) != null && !formats.isEmpty()) {
            formats.forEach(descent::count);
            descent.add(order, new Decoded.Part(entries, List.copyOf(formats), around, List.copyOf(facts), gaps.all()));
        }
    }

    private void fill(ByteBuffer into, ByteSource source, long positionBytes) throws IOException {
        while (into.hasRemaining()) {
            int n;
            try {
                n = source.read(positionBytes + into.position(), into);
            } catch (MalformedException e) {
                if (into.position() == 0) {
                    throw e;
                }
                gaps.failed(e, source.sizeBytes()); // a loader that reads no further never gets there
                break;
            }
            if (n < 0) {
                break;
            }
            budget.spendBytes(n);
        }
    }

    @Override
    public void fact(Fact fact) {
        budget.spendFacts(1);
        facts.add(fact);
        if (descent.take(fact)) {
            facts.add(new Program(
                    -1,
                    List.of(new Program.Line(
                            "# no more is shown of this file: so far there are " + Descent.MOST_PROGRAM_LINES
                                    + " lines of programs",
                            -1))));
        }
    }

    @Override
    public void gap(GapKind kind, long offsetBytes, String reason, long bytesUnread) {
        budget.spendFacts(1);
        gaps.add(kind, offsetBytes, reason, bytesUnread);
    }

    @Override
    public void child(String childName, ByteSource content) {
        enter(childName, childName.substring(childName.lastIndexOf('/') + 1), content);
    }

    @Override
    public void content(String label, ByteSource content) {
        String ending = Head.extension(name);
        String stem = ending.isEmpty() ? name : name.substring(0, name.lastIndexOf('.'));
        boolean compressed = COMPRESSIONS.contains(ending);
        enter(label, compressed ? stem : COMPRESSED_TARS.contains(ending) ? stem + ".tar" : name, content);
    }

    private void enter(String childName, String hint, ByteSource content) {
        handsOn = true;
        budget.checkClock();
        Budget nested;
        List<String> childEntries = longer(entries, childName);
        if (!asked.readAs().leadsThrough(childEntries)) {
            return;
        }
        try {
            nested = budget.nested();
        } catch (BudgetExceededException e) {
            descent.isNotRepeatable();
            descent.add(
                    descent.nextOrder(),
                    new Decoded.Part(
                            childEntries,
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(new Decoded.PartGap(GapKind.LIMIT, -1, e.reason(), content.sizeBytes()))));
            return;
        }
        List<String> childAround = new ArrayList<>(around);
        childAround.addAll(formats);
        Member child = new Member(descent, childEntries, childAround, hint, childEntries.getLast(), nested);
        child.run(content);
        long from = read != null && content instanceof SliceSource slice ? slice.fromBytes(read) : -1;
        if (from >= 0 && child.specific) {
            handedOn.add(from, from + content.sizeBytes(), child.formats);
        }
    }

    @Override
    public boolean wasHandedOn(String format, long fromBytes, long toBytes) {
        return handedOn.covers(format, fromBytes, toBytes);
    }

    private static List<String> longer(List<String> entries, String name) {
        List<String> all = new ArrayList<>(entries.size() + 1);
        all.addAll(entries);
        all.add(name);
        return all;
    }

    @Override
    public void opaque(long bytes) {
        leavesOpaque |= bytes > 0;
        if (!judgedElsewhere) { // a program is text of which another decoder knows what it means
            descent.opaque(bytes);
        }
    }

    @Override
    public void format(String id) {
        formats.add(id);
    }

    @Override
    public int programLines() {
        return descent.programLines();
    }

    @Override
    public boolean inspecting() {
        return descent.takesInventory();
    }

    @Override
    public boolean partOfWhole() {
        return partOfWhole;
    }

    @Override
    public boolean deep() {
        return asked.deep();
    }
}
