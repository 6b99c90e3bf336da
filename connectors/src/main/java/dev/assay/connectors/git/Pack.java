package dev.assay.connectors.git;

import dev.assay.engine.bytes.MalformedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** One pack with its index of version 2 (gitformat-pack). Both may lie: every place is held to the file. Belongs to one thread. */
final class Pack implements Closeable {
    private static final int INDEX_MAGIC = 0xff744f63;
    private static final int VERSION = 2;
    private static final int HEADER_BYTES = 8;
    private static final int FANOUT_BYTES = 256 * Integer.BYTES;
    private static final int MOST_ABBREVIATED = 16;

    private final FileBytes index;
    private final FileBytes pack;
    private final int idBytes;
    private final PackObjects objects;
    private final int[] fanout = new int[256];
    private final int count;

    private Pack(FileBytes index, FileBytes pack, int idBytes, int mostBytes) throws IOException {
        this.index = index;
        this.pack = pack;
        this.idBytes = idBytes;
        this.objects = new PackObjects(pack, idBytes, mostBytes, this::find);
        ByteBuffer head = ByteBuffer.wrap(index.read(0, HEADER_BYTES + FANOUT_BYTES));
        MalformedException.check(
                head.getInt() == INDEX_MAGIC && head.getInt() == VERSION,
                0,
                "an index of packs that is not of version 2");
        int before = 0;
        for (int i = 0; i < fanout.length; i++) {
            fanout[i] = head.getInt();
            MalformedException.check(fanout[i] >= before, 0, "an index of packs that is out of order");
            before = fanout[i];
        }
        count = before;
        long tables = (long) count * (idBytes + Integer.BYTES + Integer.BYTES);
        MalformedException.check(
                HEADER_BYTES + FANOUT_BYTES + tables <= index.sizeBytes(), 0, "an index of packs that breaks off");
    }

    /** @param mostBytes the largest object that is read */
    static Pack open(Path indexFile, Path packFile, int idBytes, int mostBytes) throws IOException {
        FileBytes index = FileBytes.open(indexFile);
        FileBytes pack = null;
        boolean done = false;
        try {
            pack = FileBytes.open(packFile);
            Pack opened = new Pack(index, pack, idBytes, mostBytes);
            done = true;
            return opened;
        } finally {
            if (!done) {
                index.close();
                if (pack != null) {
                    pack.close();
                }
            }
        }
    }

    /** The objects that begin with these hexadecimal digits, as many as tell that it is not one. */
    Set<String> beginningWith(String digits) throws IOException {
        Set<String> found = new TreeSet<>();
        byte[] least = HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : digits + "0");
        for (int i = place(least); i < count && found.size() < MOST_ABBREVIATED; i++) {
            String name = HexFormat.of().formatHex(id(i));
            if (!name.startsWith(digits)) {
                break;
            }
            found.add(name);
        }
        return found;
    }

    /** Where an object begins, or -1 if it is not in here. */
    private long find(byte[] id) throws IOException {
        int at = place(id);
        return at < count && Arrays.equals(id(at), id) ? offset(at) : -1;
    }

    /** The first name that is not before these bytes. */
    private int place(byte[] id) throws IOException {
        int first = id[0] & 0xff;
        int low = first == 0 ? 0 : fanout[first - 1];
        int high = fanout[first];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(id(middle), id) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private byte[] id(int n) throws IOException {
        return index.read(HEADER_BYTES + FANOUT_BYTES + (long) n * idBytes, idBytes);
    }

    private long offset(int n) throws IOException {
        long offsets = HEADER_BYTES + FANOUT_BYTES + (long) count * (idBytes + Integer.BYTES);
        int small = ByteBuffer.wrap(index.read(offsets + (long) n * Integer.BYTES, Integer.BYTES))
                .getInt();
        if (small >= 0) {
            return small;
        }
        long large = offsets + (long) count * Integer.BYTES + (long) (small & 0x7fffffff) * Long.BYTES;
        return ByteBuffer.wrap(index.read(large, Long.BYTES)).getLong();
    }

    /** An object, or null if it is not in here. */
    @Nullable
    GitObject read(byte[] id, LongConsumer work) throws IOException {
        long offset = find(id);
        return offset < 0 ? null : objects.readAt(offset, null, work);
    }

    @Override
    public void close() throws IOException {
        try (index) {
            pack.close();
        }
    }
}
