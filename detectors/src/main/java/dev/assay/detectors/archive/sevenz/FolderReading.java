package dev.assay.detectors.archive.sevenz;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.DecompressedSource;
import dev.assay.detectors.archive.Decompressor;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The content of one folder, decompressed as it is read, from the start. */
final class FolderReading implements AutoCloseable {
    private final Deque<Runnable> closers = new ArrayDeque<>(); // the last opened first
    private final Budget budget;

    private FolderReading(Budget budget) {
        this.budget = budget;
    }

    /** A folder's content, and what closes it. */
    record Opened(ByteReader content, FolderReading closer) implements AutoCloseable {
        @Override
        public void close() {
            closer.close();
        }
    }

    /** @throws UnsupportedException if it went through a method that is not read here */
    static Opened open(ByteSource in, Streams streams, Folder folder, Anomalies anomalies, Budget budget)
            throws IOException {
        List<Folder.Step> chain = folder.chain();
        MalformedException.check(
                folder.firstPacked + folder.packed <= streams.packedBytes.size(), -1, "a 7z folder has no packed data");
        long at = streams.packedAt.get(folder.firstPacked);
        if (chain == null) {
            throw new UnsupportedException(at, "compressed with " + folder.oddCoder());
        }
        FolderReading reading = new FolderReading(budget);
        try {
            SliceSource packed = new SliceSource(in, at, streams.packedBytes.get(folder.firstPacked));
            return new Opened(reading.build(packed, chain, folder.sizeBytes(), anomalies), reading);
        } catch (IOException | RuntimeException e) {
            reading.close();
            throw e;
        }
    }

    private ByteReader build(ByteSource packed, List<Folder.Step> chain, long sizeBytes, Anomalies anomalies)
            throws IOException {
        ByteReader reader = reader(packed);
        Decompressor data = new CopyData(reader);
        boolean plain = true; // whether the data are as they came from the reader
        for (Folder.Step step : chain) {
            if (step.coder().isFilter()) {
                data = step.coder().undo(data);
            } else {
                if (!plain) {
                    reader = reader(new DecompressedSource(data, budget, ByteSource.UNKNOWN));
                }
                data = step.coder().open(reader, step.sizeBytes(), anomalies, budget);
                closers.addFirst(data::close);
            }
            plain = false;
        }
        return reader(new DecompressedSource(new Whole(data, sizeBytes), budget, ByteSource.UNKNOWN));
    }

    private ByteReader reader(ByteSource source) {
        ByteReader reader = new ByteReader(source, budget);
        closers.addFirst(reader::close);
        return reader;
    }

    @Override
    public void close() {
        while (!closers.isEmpty()) {
            closers.removeFirst().run();
        }
    }

    /** As many bytes as the header says, neither more nor less. */
    private static final class Whole implements Decompressor {
        private final Decompressor data;
        private long left;

        Whole(Decompressor data, long sizeBytes) {
            this.data = data;
            this.left = sizeBytes;
        }

        @Override
        public int read(byte[] into, int from, int room) throws IOException {
            if (left == 0) {
                return -1;
            }
            int n = data.read(into, from, (int) Math.min(room, left));
            if (n < 0) {
                throw new MalformedException(-1, "the data of a 7z folder end " + left + " bytes before its size");
            }
            left -= n;
            return n;
        }

        @Override
        public void close() {
            // whoever opened the data closes them
        }
    }
}
