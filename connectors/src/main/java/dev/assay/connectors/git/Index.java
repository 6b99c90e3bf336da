package dev.assay.connectors.git;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.cache.FileIdentity;
import dev.assay.engine.cache.Identity;
import dev.assay.engine.report.Location;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The index of a working tree, versions 2 to 4 (gitformat-index): what is tracked, and what git saw of each file when it last
 * had the bytes that it names. Immutable.
 */
final class Index {
    private static final int MAGIC = 0x44495243; // DIRC
    private static final int EXTENDED = 0x4000;
    private static final int STAGE = 0x3000;
    private static final int INTENT_TO_ADD = 0x2000;
    private static final int MOST_PATH_BYTES = 1 << 16;
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    /**
     * A file that is tracked.
     *
     * @param isPlain whether the name is of its bytes: not one of several in a conflict, nor one that is still to be added
     */
    private record Entry(String id, boolean isPlain, long ctimeNanos, long mtimeNanos, int inode, int sizeBytes) {
        /** Whether the file is as git saw it; of inode and size git keeps 32 bits. */
        boolean isAsSeen(FileIdentity file) {
            return isPlain
                    && ctimeNanos == file.ctimeNanos()
                    && mtimeNanos == file.mtimeNanos()
                    && inode == (int) file.inode()
                    && sizeBytes == (int) file.sizeBytes();
        }
    }

    private final TreeMap<String, Entry> entries = new TreeMap<>();
    private final long writtenNanos;

    private Index(long writtenNanos) {
        this.writtenNanos = writtenNanos;
    }

    /**
     * Reads the entries below a folder.
     *
     * @param prefix the folder with a slash behind it; nothing for all
     * @throws IOException if it cannot be read, with a reason for people
     */
    static Index read(Path file, String prefix, ObjectFormat format, int mostEntries) throws IOException {
        if (!Files.isRegularFile(file)) {
            return new Index(0); // nothing is tracked yet
        }
        Index index = new Index(
                Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).to(TimeUnit.NANOSECONDS));
        try (InputStream bytes = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(new BufferedInputStream(bytes, 1 << 16))) {
            index.read(in, prefix, format, mostEntries);
        } catch (EOFException e) {
            throw new MalformedException(0, "the index of the repository breaks off");
        }
        return index;
    }

    private void read(DataInputStream in, String prefix, ObjectFormat format, int mostEntries) throws IOException {
        MalformedException.check(in.readInt() == MAGIC, 0, "the index of the repository is none");
        int version = in.readInt();
        MalformedException.check(
                version >= 2 && version <= 4, 0, "the index of the repository is of version " + version);
        int count = in.readInt();
        byte[] path = new byte[0];
        for (int i = 0; i < count; i++) {
            long ctime = time(in);
            long mtime = time(in);
            in.skipNBytes(Integer.BYTES); // the device
            int inode = in.readInt();
            in.skipNBytes(3L * Integer.BYTES); // mode, user, group
            int size = in.readInt();
            String id = HexFormat.of().formatHex(in.readNBytes(format.bytes()));
            int flags = in.readUnsignedShort();
            boolean extended = (flags & EXTENDED) != 0;
            boolean toBeAdded = extended && (in.readUnsignedShort() & INTENT_TO_ADD) != 0;
            int fixed = 10 * Integer.BYTES + format.bytes() + Short.BYTES + (extended ? Short.BYTES : 0);
            path = version == 4 ? shortened(in, path) : padded(in, fixed);
            String name = Location.escape(path);
            if (name.startsWith(prefix)) {
                boolean plain = (flags & STAGE) == 0 && !toBeAdded;
                entries.put(name.substring(prefix.length()), new Entry(id, plain, ctime, mtime, inode, size));
                MalformedException.check(
                        entries.size() <= mostEntries, 0, "the index has more than " + mostEntries + " files");
            }
        }
        refuseWhatIsElsewhere(in, format);
    }

    private static long time(DataInputStream in) throws IOException {
        long seconds = in.readInt() & 0xffffffffL;
        return seconds * NANOS + in.readInt();
    }

    /** Zeros behind a path fill its entry up to eight bytes, with one at least. */
    private static byte[] padded(DataInputStream in, int fixed) throws IOException {
        byte[] path = untilZero(in, new byte[0]);
        in.skipNBytes(7 - (fixed + path.length) % 8);
        return path;
    }

    /** Version 4 says how much of the path before does not count, and what is new. */
    private static byte[] shortened(DataInputStream in, byte[] before) throws IOException {
        int b = in.readUnsignedByte();
        long drop = b & 0x7f;
        while ((b & 0x80) != 0) {
            MalformedException.check(drop < MOST_PATH_BYTES, 0, "the index of the repository is broken");
            b = in.readUnsignedByte();
            drop = drop + 1 << 7 | b & 0x7f;
        }
        MalformedException.check(drop <= before.length, 0, "the index of the repository is broken");
        return untilZero(in, Arrays.copyOf(before, before.length - (int) drop));
    }

    private static byte[] untilZero(DataInputStream in, byte[] first) throws IOException {
        ByteArrayOutputStream path = new ByteArrayOutputStream(first.length + 32);
        path.writeBytes(first);
        for (int b = in.readUnsignedByte(); b != 0; b = in.readUnsignedByte()) {
            path.write(b);
            MalformedException.check(path.size() <= MOST_PATH_BYTES, 0, "a path in the index is too long");
        }
        return path.toByteArray();
    }

    /** Entries that another file has, or a folder's name in place of its files. */
    private static void refuseWhatIsElsewhere(DataInputStream in, ObjectFormat format) throws IOException {
        byte[] head = in.readNBytes(Integer.BYTES);
        while (head.length == Integer.BYTES) {
            String extension = new String(head, StandardCharsets.ISO_8859_1);
            if (extension.equals("link")) {
                throw new IOException("its index is split; git update-index --no-split-index makes it one again");
            }
            if (extension.equals("sdir")) {
                throw new IOException(
                        "its index is sparse; git sparse-checkout reapply --no-sparse-index makes it whole");
            }
            byte[] length = in.readNBytes(Integer.BYTES);
            if (length.length < Integer.BYTES || in.available() < format.bytes()) {
                return; // that was the checksum
            }
            long skip = ByteBuffer.wrap(length).getInt() & 0xffffffffL;
            if (in.skip(skip) < skip) {
                return;
            }
            head = in.readNBytes(Integer.BYTES);
        }
    }

    boolean has(String path) {
        return entries.containsKey(path);
    }

    /** Whether it has files below a folder. */
    boolean hasBelow(String folder) {
        String first = entries.ceilingKey(folder + "/");
        return first != null && first.startsWith(folder + "/");
    }

    /**
     * The name of a file's bytes, as far as git vouches for it: the file has the inode, size and times that it had when git
     * knew them, and was not written when the index was, in which case the clock may not tell the two apart.
     *
     * @return null if only the bytes tell
     */
    @Nullable
    String vouched(String path, @Nullable Identity identity) {
        Entry entry = entries.get(path);
        if (entry == null || !(identity instanceof FileIdentity file) || !entry.isAsSeen(file)) {
            return null;
        }
        return Math.max(entry.mtimeNanos(), entry.ctimeNanos()) < writtenNanos ? entry.id() : null;
    }
}
