package dev.assay.detectors.archive.sevenz;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.DecompressedSource;
import dev.assay.detectors.archive.Decompressor;
import dev.assay.detectors.archive.lzma.Bcj2Data;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/** The content of one folder, decompressed as it is read, from the start. */
final class FolderReading implements AutoCloseable {
    private final ByteSource in;
    private final Streams streams;
    private final Folder folder;
    private final Anomalies anomalies;
    private final Budget budget;
    private final BitSet taken = new BitSet(); // outputs
    private final Deque<Runnable> closers = new ArrayDeque<>(); // the last opened first

    private FolderReading(ByteSource in, Streams streams, Folder folder, Anomalies anomalies, Budget budget) {
        this.in = in;
        this.streams = streams;
        this.folder = folder;
        this.anomalies = anomalies;
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
        MalformedException.check(
                folder.firstPacked + folder.packed <= streams.packedBytes.size(), -1, "a 7z folder has no packed data");
        FolderReading reading = new FolderReading(in, streams, folder, anomalies, budget);
        try {
            Decompressor whole = new Whole(reading.undo(folder.mainOutput()), folder.sizeBytes());
            MalformedException.check(
                    reading.taken.cardinality() == folder.sizes.length,
                    -1,
                    "a 7z folder has coders that nothing needs");
            return new Opened(reading.reader(whole), reading);
        } catch (IOException | RuntimeException e) {
            reading.close();
            throw e;
        }
    }

    /** What comes out of a coder, for which those before it are opened first. */
    private Decompressor undo(int output) throws IOException {
        MalformedException.check(!taken.get(output), -1, "the coders of a 7z folder go round in a circle");
        taken.set(output);
        int which = folder.coderOf(output);
        Coder coder = folder.coders.get(which);
        int input = folder.firstInput(which);
        if (coder.isBcj2()) {
            return new Bcj2Data(reader(input), reader(input + 1), reader(input + 2), reader(input + 3));
        }
        if (!coder.isSimple()) {
            throw new UnsupportedException(-1, "compressed with " + coder.name());
        }
        int before = folder.outputFor(input);
        if (coder.isFilter()) {
            return coder.undo(before < 0 ? new CopyData(reader(input)) : undo(before));
        }
        Decompressor data = coder.open(reader(input), folder.sizes[output], anomalies, budget);
        closers.addFirst(data::close);
        return data;
    }

    private ByteReader reader(int input) throws IOException {
        int before = folder.outputFor(input);
        if (before >= 0) {
            return reader(undo(before));
        }
        int packed = folder.packedFor(input);
        return reader(new SliceSource(in, streams.packedAt.get(packed), streams.packedBytes.get(packed)));
    }

    private ByteReader reader(Decompressor data) {
        return reader(new DecompressedSource(data, budget, ByteSource.UNKNOWN));
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
