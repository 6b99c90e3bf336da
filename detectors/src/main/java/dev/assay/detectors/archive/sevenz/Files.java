package dev.assay.detectors.archive.sevenz;

import dev.assay.detectors.archive.EntryNames;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.ArchiveEntry;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What the header tells of the members beside their data. */
final class Files {
    private static final int LONGEST_NAME = 64 * 1024;
    private static final int ATTRIBUTE_REPARSE = 0x400;
    private static final int ATTRIBUTE_UNIX = 0x8000;
    private static final int MODE_TYPE = 0xf000;
    private static final int MODE_LINK = 0xa000;

    final int size;
    private final List<String> names = new ArrayList<>();
    private BitSet withoutData = new BitSet();
    private BitSet emptyFiles = new BitSet(); // of those without data
    private BitSet anti = new BitSet(); // likewise
    private int[] attributes = new int[0];
    private ArchiveEntry.Type[] types = new ArchiveEntry.Type[0];

    private Files(int size) {
        this.size = size;
    }

    /** Members of whom nobody knows more than that they are there. */
    static Files unnamed(int size) {
        return new Files(size);
    }

    static Files read(HeaderReader in, Sink out, Budget budget) throws IOException {
        Files files = new Files(in.count(1, budget));
        for (long id; (id = in.number()) != HeaderReader.END; ) {
            long size = in.number();
            long end = in.position() + size;
            in.check(end >= 0, "a property of the 7z members is larger than anything");
            switch ((int) Math.min(id, Integer.MAX_VALUE)) {
                case HeaderReader.EMPTY_STREAM -> files.withoutData = in.bits(files.size);
                case HeaderReader.EMPTY_FILE -> files.emptyFiles = in.bits(files.withoutData.cardinality());
                case HeaderReader.ANTI -> files.anti = in.bits(files.withoutData.cardinality());
                case HeaderReader.NAMES -> files.readNames(in, end, out);
                case HeaderReader.ATTRIBUTES -> files.readAttributes(in);
                default -> {
                    // times, comments and padding
                }
            }
            in.check(in.position() <= end, "a property of the 7z members is longer than it says");
            in.skip(end - in.position());
        }
        files.settle();
        return files;
    }

    /** UTF-16, each ended by a zero. */
    private void readNames(HeaderReader in, long end, Sink out) throws IOException {
        in.check(in.u8() == 0, "the 7z header keeps its names elsewhere");
        names.clear();
        long beyond = 0;
        StringBuilder name = new StringBuilder();
        while (names.size() < size) {
            in.check(in.position() + 2 <= end, "the 7z header has fewer names than members");
            char next = (char) in.bytes().u16le();
            if (next != 0) {
                in.check(name.length() < LONGEST_NAME, "a name of a 7z member does not end");
                name.append(next);
                continue;
            }
            String text = name.toString();
            beyond += EntryNames.charsBeyondUsual(text);
            if (EntryNames.isTooMuch(beyond)) {
                out.gap(GapKind.LIMIT, in.position(), EntryNames.fullReason(), end - in.position());
                return; // the others are judged without
            }
            names.add(text);
            name.setLength(0);
        }
    }

    private void readAttributes(HeaderReader in) throws IOException {
        BitSet known = in.bitsOrAll(size);
        in.check(in.u8() == 0, "the 7z header keeps its attributes elsewhere");
        attributes = new int[known.length()];
        for (int i = known.nextSetBit(0); i >= 0; i = known.nextSetBit(i + 1)) {
            attributes[i] = in.bytes().i32le();
        }
    }

    boolean hasData(int i) {
        return !withoutData.get(i);
    }

    String name(int i) {
        return i < names.size() && !names.get(i).isEmpty() ? names.get(i) : "member-" + i;
    }

    /** What extraction would make of a member. */
    ArchiveEntry.Type type(int i) {
        return i < types.length ? types[i] : ArchiveEntry.Type.FILE;
    }

    private void settle() {
        types = new ArchiveEntry.Type[size];
        int rank = 0;
        for (int i = 0; i < size; i++) {
            int value = i < attributes.length ? attributes[i] : 0;
            int mode = (value & ATTRIBUTE_UNIX) != 0 ? value >>> 16 & MODE_TYPE : 0;
            if (hasData(i)) {
                // a pipe with data is what a program read from one: 7z writes that of its standard input
                boolean link = mode == MODE_LINK || mode == 0 && (value & ATTRIBUTE_REPARSE) != 0;
                types[i] = link ? ArchiveEntry.Type.SYMBOLIC_LINK : ArchiveEntry.Type.FILE;
            } else if (anti.get(rank)) {
                types[i] = ArchiveEntry.Type.OTHER; // it deletes what has its name
                rank++;
            } else {
                types[i] = emptyFiles.get(rank++) ? ofMode(mode) : ArchiveEntry.Type.DIRECTORY;
            }
        }
    }

    private static ArchiveEntry.Type ofMode(int mode) {
        return switch (mode) {
            case MODE_LINK -> ArchiveEntry.Type.SYMBOLIC_LINK;
            case 0x1000, 0x2000, 0x6000 -> ArchiveEntry.Type.DEVICE;
            default -> ArchiveEntry.Type.FILE;
        };
    }
}
