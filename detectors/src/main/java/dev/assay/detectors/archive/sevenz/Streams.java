package dev.assay.detectors.archive.sevenz;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Where the packed data lie, how they were packed, and what they are divided into. */
final class Streams {
    /** Of a member's sum. */
    static final long UNKNOWN = -1;

    /** Packed streams, and what comes out of coders, are at most so many times as many as members may be. */
    private static final int STREAMS_PER_ENTRY = 4;

    private final Budget budget;
    final Longs packedAt = new Longs();
    final Longs packedBytes = new Longs();
    final List<Folder> folders = new ArrayList<>();
    final Longs members = new Longs(); // of each folder
    final Longs memberBytes = new Longs();
    final Longs memberCrcs = new Longs(); // or UNKNOWN
    private boolean divided;

    Streams(Budget budget) {
        this.budget = budget;
    }

    /** @param base where the packed data begin in the file */
    static Streams read(HeaderReader in, long base, Budget budget) throws IOException {
        Streams streams = new Streams(budget);
        while (true) {
            int id = in.u8();
            switch (id) {
                case HeaderReader.END -> {
                    if (!streams.divided) {
                        streams.undivided();
                    }
                    return streams;
                }
                case HeaderReader.PACK_INFO -> streams.packInfo(in, base);
                case HeaderReader.UNPACK_INFO -> streams.unpackInfo(in);
                case HeaderReader.SUBSTREAMS -> streams.substreams(in);
                default ->
                    throw new MalformedException(
                            in.position() - 1, "the 7z header has a part " + id + " where none is");
            }
        }
    }

    private void packInfo(HeaderReader in, long base) throws IOException {
        long at = base + in.number();
        int n = in.count(STREAMS_PER_ENTRY, budget);
        for (int id; (id = in.u8()) != HeaderReader.END; ) {
            if (id == HeaderReader.SIZE) {
                in.check(packedAt.size() == 0, "the 7z header tells the sizes of its packed data twice");
                for (long i = 0; i < n; i++) {
                    long size = in.number();
                    in.check(at >= 0 && at + size >= 0, "packed data that end beyond everything");
                    packedAt.add(at);
                    packedBytes.add(size);
                    at += size;
                }
            } else if (id == HeaderReader.CRC) {
                in.skip(4L * in.bitsOrAll(n).cardinality());
            } else {
                throw new MalformedException(in.position() - 1, "the 7z header has a part " + id + " where none is");
            }
        }
    }

    private void unpackInfo(HeaderReader in) throws IOException {
        in.check(folders.isEmpty() && !divided, "the 7z header tells of its folders twice or too late");
        in.check(in.u8() == HeaderReader.FOLDER, "the 7z header tells of no folders");
        int n = in.count(1, budget);
        in.check(in.u8() == 0, "the 7z header keeps its folders elsewhere");
        int packed = 0;
        long unpacked = 0;
        for (long i = 0; i < n; i++) {
            Folder folder = Folder.read(in, packed);
            packed += folder.packed;
            unpacked += folder.sizes.length;
            budget.checkEntries(Math.max(packed, unpacked) / STREAMS_PER_ENTRY);
            folders.add(folder);
        }
        in.check(in.u8() == HeaderReader.UNPACK_SIZES, "the 7z header tells no sizes");
        for (Folder folder : folders) {
            for (int i = 0; i < folder.sizes.length; i++) {
                folder.sizes[i] = in.number();
            }
        }
        int id = in.u8();
        if (id == HeaderReader.CRC) {
            BitSet known = in.bitsOrAll(folders.size());
            for (int i = known.nextSetBit(0); i >= 0; i = known.nextSetBit(i + 1)) {
                folders.get(i).crc = in.bytes().i32le();
            }
            id = in.u8();
        }
        in.check(id == HeaderReader.END, "the 7z header has a part " + id + " where none is");
    }

    private void undivided() throws MalformedException {
        for (Folder folder : folders) {
            members.add(1);
            memberBytes.add(folder.sizeBytes());
            memberCrcs.add(crc(folder));
        }
        divided = true;
    }

    private static long crc(Folder folder) {
        Integer crc = folder.crc;
        return crc == null ? UNKNOWN : crc & 0xffff_ffffL;
    }

    private void substreams(HeaderReader in) throws IOException {
        in.check(!divided, "the 7z header divides its folders twice");
        divided = true;
        int id = in.u8();
        long all = 0;
        for (int i = 0; i < folders.size(); i++) {
            long n = id == HeaderReader.UNPACK_STREAMS ? in.count(1, budget) : 1;
            all += n;
            budget.checkEntries(all);
            members.add(n);
        }
        id = id == HeaderReader.UNPACK_STREAMS ? in.u8() : id;
        for (int i = 0; i < folders.size(); i++) {
            long left = folders.get(i).sizeBytes();
            for (long n = members.get(i); n > 0; n--) {
                in.check(n == 1 || id == HeaderReader.SIZE, "the 7z header does not tell the sizes of the members");
                long size = n == 1 ? left : in.number();
                in.check(size <= left, "the members of a 7z folder are larger than it");
                left -= size;
                memberBytes.add(size);
            }
        }
        id = id == HeaderReader.SIZE ? in.u8() : id;
        boolean summed = id == HeaderReader.CRC;
        sums(in, summed);
        id = summed ? in.u8() : id;
        in.check(id == HeaderReader.END, "the 7z header has a part " + id + " where none is");
    }

    /** Those of the members whose folder's own is not theirs are in the header, if it has any. */
    private void sums(HeaderReader in, boolean summed) throws IOException {
        int unknown = 0;
        for (int i = 0; i < folders.size(); i++) {
            unknown += isFolder(i) ? 0 : (int) members.get(i);
        }
        BitSet known = summed ? in.bitsOrAll(unknown) : new BitSet();
        int at = 0;
        for (int i = 0; i < folders.size(); i++) {
            if (isFolder(i)) {
                memberCrcs.add(crc(folders.get(i)));
                continue;
            }
            for (long n = members.get(i); n > 0; n--) {
                memberCrcs.add(known.get(at++) ? in.bytes().u32le() : UNKNOWN);
            }
        }
    }

    /** Whether a folder's one member has its sum. */
    private boolean isFolder(int i) {
        return members.get(i) == 1 && folders.get(i).crc != null;
    }
}
