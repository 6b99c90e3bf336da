package dev.assay.detectors.model.hdf5;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a dataset's values are: in this file, in another, in datasets of other files; and what they are packed with. */
final class Storage {
    /** Told of what leads out of the file. */
    interface Visitor {
        void externalFile(String file, long at);

        void virtualSource(String file, long at);

        void filter(int id, String name, long at);
    }

    /** Values that lie in one piece. */
    record Extent(long at, long size) {}

    private static final int COMPACT = 0;
    private static final int CONTIGUOUS = 1;
    private static final int CHUNKED = 2;
    private static final int VIRTUAL = 3;

    /** Filters below belong to the library itself; all others are found by their number. */
    private static final int FIRST_REGISTERED = 256;

    /** Chunks that reach past the edge are not packed. */
    private static final int PLAIN_EDGES = 1;

    /** How a mapping names the file that it is in. */
    private static final String SAME_FILE = ".";

    private final Pages in;
    private final Superblock file;
    private final Budget budget;
    private final Visitor out;
    private final List<Filters.Filter> filters = new ArrayList<>();
    private long chunked = -1;

    Storage(Pages in, Superblock file, Budget budget, Visitor out) {
        this.in = in;
        this.file = file;
        this.budget = budget;
        this.out = out;
    }

    /**
     * Visits what the messages tell.
     *
     * @return the values, if they lie in one piece of this file and unpacked
     */
    @Nullable
    Extent visit(List<Message> messages) throws IOException {
        boolean outside = false;
        for (Message message : messages) {
            switch (message.type()) {
                case Message.EXTERNAL_FILES -> {
                    externalFiles(message);
                    outside = true;
                }
                case Message.FILTERS -> filters(message);
                default -> {}
            }
        }
        Extent extent = null;
        for (Message message : messages) {
            if (message.type() == Message.LAYOUT && !outside) {
                extent = layout(message);
            }
        }
        return extent;
    }

    /** Specification, IV.A.2.i. */
    private @Nullable Extent layout(Message message) throws IOException {
        long at = message.at();
        int version = in.u8(at);
        if (version < 3) {
            throw new UnsupportedException(at, "has a layout of a version that no library since 2004 writes");
        }
        MalformedException.check(version <= 5, at, "a dataset has a layout of an unknown version");
        switch (in.u8(at + 1)) {
            case COMPACT -> {
                long size = in.u16(at + 2);
                MalformedException.check(size <= message.end() - at - 4, at, "a dataset is cut short");
                return new Extent(at + 4, size);
            }
            case CONTIGUOUS -> {
                long address = in.number(at + 2, file.offsetBytes());
                long size = in.number(at + 2 + file.offsetBytes(), file.lengthBytes());
                if (file.isUndefined(address)) {
                    return null; // nothing was written yet
                }
                in.require(file.base() + address, size);
                return new Extent(file.base() + address, size);
            }
            case CHUNKED -> chunked = at;
            case VIRTUAL -> virtual(at + 2);
            default -> {}
        }
        return null;
    }

    /** The values, if they lie in chunks of which {@link #visit} was told; null else, or if nothing was written yet. */
    @Nullable
    ChunkedSource chunked(ByteSource source, List<Long> shape) throws IOException {
        if (chunked < 0) {
            return null;
        }
        if (in.u8(chunked) > 3 && (in.u8(chunked + 2) & PLAIN_EDGES) != 0 && !filters.isEmpty()) {
            throw new UnsupportedException(chunked, "packs only some of its chunks, which is not read");
        }
        Chunks chunks = Chunks.read(in, file, budget, chunked, shape);
        return chunks.byNumber().isEmpty()
                ? null
                : ChunkedSource.of(source, chunks, new Filters(filters), budget, chunked);
    }

    /** Specification, IV.A.2.h. */
    private void externalFiles(Message message) throws IOException {
        long at = message.at();
        int used = in.u16(at + 6);
        long heap = file.base() + in.number(at + 8, file.offsetBytes());
        long names = Groups.localHeap(in, file, heap);
        long end = names + in.number(heap + 8, file.lengthBytes());
        long slot = at + 8 + file.offsetBytes();
        for (int i = 0; i < used; i++, slot += 3L * file.lengthBytes()) {
            budget.spendFacts(1);
            MalformedException.check(slot < message.end(), at, "a list of files is cut short");
            long name = names + in.number(slot, file.lengthBytes());
            MalformedException.check(name >= names && name < end, slot, "a name lies outside of its heap");
            out.externalFile(in.textUpToZero(name, end), slot);
        }
    }

    /** Specification, IV.A.2.l. */
    private void filters(Message message) throws IOException {
        boolean first = in.u8(message.at()) == 1;
        int count = in.u8(message.at() + 1);
        long at = message.at() + (first ? 8 : 2);
        for (int i = 0; i < count; i++) {
            MalformedException.check(at < message.end(), message.at(), "a list of filters is cut short");
            int id = in.u16(at);
            boolean named = first || id >= FIRST_REGISTERED;
            int nameBytes = named ? in.u16(at + 2) : 0;
            int values = in.u16(at + (named ? 6 : 4));
            long name = at + (named ? 8 : 6);
            if (id >= FIRST_REGISTERED) {
                out.filter(id, in.text(name, nameBytes), at);
            }
            int padded = first ? (nameBytes + 7) / 8 * 8 : nameBytes;
            filters.add(new Filters.Filter(id, values > 0 ? in.u32(name + padded) : 0));
            at = name + padded + 4L * (first && values % 2 == 1 ? values + 1 : values);
        }
    }

    /** Specification, III.E, of what virtual datasets put there. */
    private void virtual(long reference) throws IOException {
        if (file.isUndefined(in.number(reference, file.offsetBytes()))) {
            return;
        }
        GlobalHeap.Extent block = GlobalHeap.find(in, file, reference);
        long at = block.at();
        long end = at + block.size();
        if (in.u8(at) != 0) {
            throw new UnsupportedException(at, "has mappings to other datasets of an unknown version");
        }
        long count = in.number(at + 1, file.lengthBytes());
        at += 1 + file.lengthBytes();
        for (long i = 0; i < count; i++) {
            budget.spendFacts(1);
            MalformedException.check(at < end, block.at(), "a mapping is cut short");
            String source = in.textUpToZero(at, end);
            if (!source.equals(SAME_FILE)) {
                out.virtualSource(source, at);
            }
            at = Selection.end(in, afterText(afterText(at)));
            at = Selection.end(in, at);
        }
    }

    private long afterText(long at) throws IOException {
        long zero = at;
        while (in.u8(zero) != 0) {
            zero++;
        }
        return zero + 1;
    }
}
