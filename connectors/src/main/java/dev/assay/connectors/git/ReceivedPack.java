package dev.assay.connectors.git;

import dev.assay.connectors.git.PackObjects.Header;
import dev.assay.connectors.git.PackObjects.Lately;
import dev.assay.connectors.remote.LfsPointer;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.Spool;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * A pack as a server sends it, without an index. All of it is read once, and each object named by the digest of what it holds: what
 * is asked for by its name later is that, whatever the server would have it be. A change of another object is put together up to
 * {@link #MOST_CHANGED_BYTES}; what is deflated as it is may be of any size, and is handed on as a stream.
 *
 * <p>What a pack unfolds to is bounded by a budget of its size, as an archive is. Thread-safe once it is read.
 */
final class ReceivedPack implements GitFiles {
    static final int MOST_CHANGED_BYTES = 32 << 20;

    private static final int MAGIC = 0x5041434b; // PACK
    private static final int HEADER_BYTES = 12;
    private static final int MOST_OBJECTS = 1_000_000;
    private static final long LATELY_BYTES = 32L << 20;

    /** A change of an object that comes later is looked at again; who needs more turns wants to waste our time. */
    private static final int MOST_TURNS = 64;

    private final Spool spool;
    private final Bytes bytes;
    private final ObjectFormat format;
    private final PackNames names;
    private final PackObjects objects;
    private final Lately lately = new Lately(LATELY_BYTES); // guarded by this
    private final Set<Long> tooLarge = new HashSet<>();

    private ReceivedPack(Spool spool, ObjectFormat format) {
        this.spool = spool;
        this.bytes = new SourceBytes(spool);
        this.format = format;
        this.names = new PackNames(format.bytes());
        this.objects = new PackObjects(bytes, format.bytes(), MOST_CHANGED_BYTES, names);
    }

    /**
     * Reads all of a pack.
     *
     * @param spool becomes the pack's, also if this fails
     * @param budget of the size of the spool
     */
    static ReceivedPack of(Spool spool, ObjectFormat format, Budget budget) throws IOException {
        ReceivedPack pack = new ReceivedPack(spool, format);
        boolean done = false;
        try {
            pack.read(budget);
            done = true;
            return pack;
        } finally {
            if (!done) {
                pack.close();
            }
        }
    }

    private void read(Budget budget) throws IOException {
        MalformedException.check(
                bytes.sizeBytes() >= HEADER_BYTES + format.bytes(), 0, "the server sends no pack of objects");
        ByteBuffer head = ByteBuffer.wrap(bytes.read(0, HEADER_BYTES));
        int magic = head.getInt();
        int version = head.getInt();
        MalformedException.check(magic == MAGIC && (version == 2 || version == 3), 0, "not a pack of objects");
        long count = Integer.toUnsignedLong(head.getInt());
        if (count > MOST_OBJECTS) {
            throw new UnsupportedException(0, "the commit has more than " + MOST_OBJECTS + " objects");
        }
        List<Long> changes = new ArrayList<>();
        long at = HEADER_BYTES;
        for (long i = 0; i < count; i++) {
            budget.checkClock();
            at = readOne(at, changes, budget);
        }
        MalformedException.check(at == bytes.sizeBytes() - format.bytes(), at, "a pack with more than it says");
        name(changes, budget);
    }

    /** @return where the next one begins */
    private long readOne(long at, List<Long> changes, Budget budget) throws IOException {
        Header header = objects.header(at);
        MessageDigest digest =
                header.isChange() ? null : format.digestOf(PackObjects.kind(header.kind(), at), header.sizeBytes());
        long[] size = {0};
        long end = Inflation.through(bytes, header.dataAt(), (piece, length) -> {
            size[0] += length;
            budget.spendExpanded(length);
            budget.spendWork(length);
            MalformedException.check(size[0] <= header.sizeBytes(), at, "an object has not the size that it says");
            if (digest != null) {
                digest.update(piece, 0, length);
            }
        });
        MalformedException.check(size[0] == header.sizeBytes(), at, "an object has not the size that it says");
        if (digest == null) {
            changes.add(at);
        } else {
            names.put(digest.digest(), at);
        }
        return end;
    }

    /** Puts changed objects together, to know their names; what one changes may come behind it. */
    private void name(List<Long> changes, Budget budget) throws IOException {
        List<Long> left = changes;
        for (int turn = 0; !left.isEmpty(); turn++) {
            Set<Long> later = new LinkedHashSet<>();
            for (long at : left) {
                budget.checkClock();
                long base = objects.header(at).baseAt();
                if (base == PackObjects.NOT_YET || later.contains(base)) {
                    later.add(at);
                } else if (tooLarge.contains(base)) {
                    tooLarge.add(at);
                } else {
                    name(at, budget);
                }
            }
            MalformedException.check(
                    later.size() < left.size() && turn < MOST_TURNS,
                    left.getFirst(),
                    "an object is made of one that is not in its pack");
            left = List.copyOf(later);
        }
    }

    private void name(long at, Budget budget) throws IOException {
        try {
            GitObject object = objects.readAt(at, lately, made -> {
                budget.spendExpanded(made);
                budget.spendWork(made);
            });
            names.put(format.digestOf(object.kind(), object.data().length).digest(object.data()), at);
        } catch (TooLargeException e) {
            tooLarge.add(at);
        }
    }

    @Override
    public ObjectFormat format() {
        return format;
    }

    @Override
    public GitObject read(String id) throws IOException {
        return put(find(id), _ -> {});
    }

    private long find(String id) throws IOException {
        long at = names.find(HexFormat.of().parseHex(id));
        if (at < 0 && !tooLarge.isEmpty()) {
            throw new UnsupportedException(
                    0,
                    "the server sends it as a change of another file, and one is larger than " + MOST_CHANGED_BYTES
                            + " bytes");
        }
        MalformedException.check(at >= 0, 0, "the server did not send the object " + id);
        return at;
    }

    @Override
    public ByteSource source(String id, Budget budget) throws IOException {
        long at = find(id);
        Header header = objects.header(at);
        if (!header.isChange() && header.sizeBytes() > LfsPointer.MOST_BYTES) {
            return new StreamSource(inflated(header), header.sizeBytes());
        }
        byte[] data = put(at, budget::spendWork).data();
        LfsPointer.refuse(data);
        return new HeldBytes(data, budget);
    }

    private synchronized GitObject put(long at, LongConsumer work) throws IOException {
        return objects.readAt(at, lately, work);
    }

    private InflaterInputStream inflated(Header header) {
        Inflater inflater = new Inflater();
        return new InflaterInputStream(new BytesStream(bytes, header.dataAt()), inflater) {
            @Override
            public void close() throws IOException {
                inflater.end();
                super.close();
            }
        };
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
