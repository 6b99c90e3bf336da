package dev.assay.connectors.git;

import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a pack by their places (gitformat-pack). A pack may lie: every place is held to the file, and every size to a
 * limit before it is allocated. Belongs to one thread, unless its bytes and its index are for several.
 */
final class PackObjects {
    private static final int MOST_HEADER_BYTES = 64;

    /** Git makes chains of 50 and, asked to, of 4,095. */
    private static final int MOST_DELTAS = 4_096;

    private static final GitObject.Kind[] KINDS = {
        null, GitObject.Kind.COMMIT, GitObject.Kind.TREE, GitObject.Kind.BLOB, GitObject.Kind.TAG
    };
    private static final int OFFSET_DELTA = 6;
    private static final int NAME_DELTA = 7;

    /** Where objects lie. */
    interface Index {
        /** Where an object begins, or -1 if it is not in here. */
        long find(byte[] id) throws IOException;
    }

    /** Objects that were put together lately, by their places: what changes one is mostly changed by the next. */
    static final class Lately {
        private static final int EACH_BYTES = 128;

        private final long mostBytes;
        private long heldBytes;
        private final Map<Long, GitObject> objects = new LinkedHashMap<>(16, 0.75f, true);

        Lately(long mostBytes) {
            this.mostBytes = mostBytes;
        }

        @Nullable
        GitObject get(long at) {
            return objects.get(at);
        }

        void put(long at, GitObject object) {
            if (bytes(object) > mostBytes || objects.put(at, object) != null) {
                return;
            }
            heldBytes += bytes(object);
            Iterator<GitObject> oldest = objects.values().iterator();
            while (heldBytes > mostBytes) {
                heldBytes -= bytes(oldest.next());
                oldest.remove();
            }
        }

        private static long bytes(GitObject object) {
            return (long) object.data().length + EACH_BYTES;
        }
    }

    /**
     * What stands before an object.
     *
     * @param baseAt where the object lies of which this one is a change; {@link #NO_BASE} if it is none, {@link #NOT_YET} if that
     *     is not in the index
     */
    record Header(int kind, long sizeBytes, long dataAt, long baseAt) {
        boolean isChange() {
            return kind == OFFSET_DELTA || kind == NAME_DELTA;
        }
    }

    static final long NO_BASE = -1;
    static final long NOT_YET = -2;

    private final Bytes pack;
    private final int idBytes;
    private final int mostBytes;
    private final Index index;

    /**
     * Reads nothing yet.
     *
     * @param mostBytes the largest object that is put together
     */
    PackObjects(Bytes pack, int idBytes, int mostBytes, Index index) {
        this.pack = pack;
        this.idBytes = idBytes;
        this.mostBytes = mostBytes;
        this.index = index;
    }

    /**
     * The object at a place.
     *
     * @param lately what is at hand, and where this one is put; or null
     * @param work is told how many bytes were made for it, and may refuse
     * @throws TooLargeException if it, or what it is made of, is too large to be put together
     */
    GitObject readAt(long offset, @Nullable Lately lately, LongConsumer work) throws IOException {
        Deque<byte[]> deltas = new ArrayDeque<>();
        long held = 0;
        long at = offset;
        while (true) {
            GitObject known = lately == null ? null : lately.get(at);
            if (known != null) {
                return kept(offset, known, deltas, lately, work);
            }
            Header header = header(at);
            if (header.sizeBytes() > mostBytes) {
                throw new TooLargeException(at); // before it is inflated: many may be made of one that is
            }
            byte[] data = Inflation.from(pack, header.dataAt(), mostBytes);
            work.accept(data.length + MOST_HEADER_BYTES);
            MalformedException.check(data.length == header.sizeBytes(), at, "an object has not the size that it says");
            if (!header.isChange()) {
                return kept(offset, new GitObject(kind(header.kind(), at), data), deltas, lately, work);
            }
            held += data.length;
            MalformedException.check(deltas.size() < MOST_DELTAS, at, "an object is made of too many others");
            if (held > mostBytes) {
                throw new TooLargeException(at);
            }
            deltas.push(data);
            MalformedException.check(
                    header.baseAt() != NOT_YET, at, "an object is made of one that is not in its pack");
            at = header.baseAt();
        }
    }

    private GitObject kept(
            long offset, GitObject base, Deque<byte[]> deltas, @Nullable Lately lately, LongConsumer work)
            throws IOException {
        byte[] data = base.data();
        for (byte[] delta : deltas) {
            data = Delta.apply(data, delta, mostBytes);
            work.accept(data.length);
        }
        GitObject object = new GitObject(base.kind(), data);
        if (lately != null) {
            lately.put(offset, object);
        }
        return object;
    }

    static GitObject.Kind kind(int number, long at) throws IOException {
        GitObject.Kind kind = number < KINDS.length ? KINDS[number] : null;
        if (kind == null) {
            throw new MalformedException(at, "an object of no known kind");
        }
        return kind;
    }

    Header header(long at) throws IOException {
        MalformedException.check(at >= 0 && at < pack.sizeBytes(), at, "an object beyond the end of its pack");
        byte[] bytes = new byte[MOST_HEADER_BYTES];
        int n = pack.readSome(at, bytes);
        Numbers in = new Numbers(Arrays.copyOf(bytes, n), 0);
        int first = in.next();
        int kind = first >> 4 & 7;
        long size = first & 15;
        for (int shift = 4, b = first; (b & 0x80) != 0; shift += 7) {
            MalformedException.check(shift < 60, at, "the size of an object is too large");
            b = in.next();
            size |= (long) (b & 0x7f) << shift;
        }
        long base = NO_BASE;
        if (kind == OFFSET_DELTA) {
            base = at - in.distance();
            MalformedException.check(base > 0 && base < at, at, "an object is made of one that is not before it");
        } else if (kind == NAME_DELTA) {
            base = index.find(in.bytes(idBytes));
            base = base < 0 ? NOT_YET : base;
        }
        return new Header(kind, size, at + in.position(), base);
    }
}
