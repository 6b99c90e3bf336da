package dev.assay.app.cache;

import dev.assay.engine.cache.FileIdentity;
import dev.assay.engine.cache.IdentityMemo.Content;
import dev.assay.engine.cache.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the files of one directory whose names lie in one range. A directory of up to
 * {@link #MOST_FILES} files is one page, which is one row and one read; a larger one is split into halves as a B-tree's
 * leaf is, so that a directory with a million files needs no more memory than one with a thousand. The walk comes by
 * name, so it needs one page after the other.
 *
 * @param first the least name that belongs here; empty for the first page
 * @param upper the first name of the next page, or null for the last page
 */
record DirectoryPage(String first, @Nullable String upper, Map<String, Entry> entries) {
    static final int MOST_FILES = 1024;

    /** Facts up to here are repeated beside their file. */
    static final int MOST_FACT_BYTES = 2048;

    private static final Content BY_IDENTITY = new Content(Optional.empty());

    /** One file: what it was, its content, and its facts, or where they are. */
    static final class Entry {
        private static final byte[] NO_FACTS = new byte[0];

        private final long device;
        private final long inode;
        private final long sizeBytes;
        private final long mtimeNanos;
        private final long ctimeNanos;
        private final Content content;
        private final long factId;
        private final byte[] facts;

        /** @param facts the row of its facts, or null if that is too large to be repeated here */
        Entry(FileIdentity identity, Content content, long factId, byte @Nullable [] facts) {
            this.device = identity.device();
            this.inode = identity.inode();
            this.sizeBytes = identity.sizeBytes();
            this.mtimeNanos = identity.mtimeNanos();
            this.ctimeNanos = identity.ctimeNanos();
            this.content = content;
            this.factId = factId;
            this.facts = facts == null || facts.length > MOST_FACT_BYTES ? NO_FACTS : facts;
        }

        private Entry(ByteBuffer in) throws IOException {
            device = in.getLong();
            inode = in.getLong();
            sizeBytes = in.getLong();
            mtimeNanos = in.getLong();
            ctimeNanos = in.getLong();
            factId = in.getLong();
            if (in.get() == 0) {
                content = BY_IDENTITY;
            } else {
                content = new Content(Optional.of(Sha256.read(in)));
            }
            facts = bytes(in, in.getShort());
        }

        private void write(DataOutputStream out) throws IOException {
            out.writeLong(device);
            out.writeLong(inode);
            out.writeLong(sizeBytes);
            out.writeLong(mtimeNanos);
            out.writeLong(ctimeNanos);
            out.writeLong(factId);
            out.writeBoolean(content.sha256().isPresent());
            if (content.sha256().isPresent()) {
                ByteBuffer digest = ByteBuffer.allocate(Sha256.BYTES);
                content.sha256().get().write(digest);
                out.write(digest.array());
            }
            out.writeShort(facts.length);
            out.write(facts);
        }

        boolean is(FileIdentity identity) {
            return inode == identity.inode()
                    && ctimeNanos == identity.ctimeNanos()
                    && mtimeNanos == identity.mtimeNanos()
                    && sizeBytes == identity.sizeBytes()
                    && device == identity.device();
        }

        Content content() {
            return content;
        }

        /** The row of its facts. */
        long factId() {
            return factId;
        }

        /** That row, not a copy; empty if it is too large to be repeated here. */
        byte[] facts() {
            return facts;
        }
    }

    static DirectoryPage empty() {
        return new DirectoryPage("", null, Map.of());
    }

    boolean covers(String name) {
        return compare(first, name) <= 0 && (upper == null || compare(name, upper) < 0);
    }

    /** These pages instead of this one: itself and the new entries, in equal parts that are small enough. */
    List<DirectoryPage> split(TreeMap<String, Entry> all) {
        if (all.isEmpty()) {
            return List.of(new DirectoryPage(first, upper, Map.of()));
        }
        int size = Math.ceilDiv(all.size(), Math.ceilDiv(all.size(), MOST_FILES));
        List<String> names = new ArrayList<>(all.keySet());
        List<DirectoryPage> pages = new ArrayList<>();
        for (int from = 0; from < names.size(); from += size) {
            int to = Math.min(from + size, names.size());
            Map<String, Entry> part = new HashMap<>();
            for (String name : names.subList(from, to)) {
                part.put(name, all.get(name));
            }
            pages.add(new DirectoryPage(
                    from == 0 ? first : names.get(from), to == names.size() ? upper : names.get(to), part));
        }
        return pages;
    }

    /** Its own entries, by name in the order of {@link #compare}. */
    TreeMap<String, Entry> sorted() {
        TreeMap<String, Entry> all = new TreeMap<>(DirectoryPage::compare);
        all.putAll(entries);
        return all;
    }

    /**
     * The order in which SQLite has the names, which are UTF-8 there: by code points. It differs from
     * {@link String#compareTo} only where a surrogate meets a character above the surrogates.
     */
    static int compare(String a, String b) {
        int most = Math.min(a.length(), b.length());
        for (int i = 0; i < most; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean high = Character.isSurrogate(x);
                return high == Character.isSurrogate(y) ? x - y : high ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }

    byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + 512 * entries.size());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(0); // the checksum, when all the rest is there
            out.writeBoolean(upper != null);
            text(out, upper == null ? "" : upper);
            out.writeInt(entries.size());
            for (var named : entries.entrySet()) {
                text(out, named.getKey());
                named.getValue().write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] page = bytes.toByteArray();
        ByteBuffer.wrap(page).putInt(0, checksum(page));
        return page;
    }

    /** @throws IOException if it is damaged */
    static DirectoryPage read(String first, byte[] page) throws IOException {
        if (page.length < Integer.BYTES || ByteBuffer.wrap(page).getInt(0) != checksum(page)) {
            throw new IOException("a page of the memo is damaged");
        }
        try {
            ByteBuffer in = ByteBuffer.wrap(page, Integer.BYTES, page.length - Integer.BYTES);
            boolean bounded = in.get() != 0;
            String upper = text(in);
            int files = in.getInt();
            Map<String, Entry> entries = HashMap.newHashMap(Math.clamp(files, 0, in.remaining()));
            for (int i = 0; i < files; i++) {
                String name = text(in);
                entries.put(name, new Entry(in));
            }
            return new DirectoryPage(first, bounded ? upper : null, entries);
        } catch (BufferUnderflowException e) {
            throw new IOException("a page of the memo ends too early", e);
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(bytes.length); // a name is at most 255 bytes on the file systems that are trusted
        out.write(bytes);
    }

    private static String text(ByteBuffer in) throws IOException {
        return new String(bytes(in, in.getShort()), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in, int length) throws IOException {
        if (length < 0 || length > in.remaining()) {
            throw new IOException("a page of the memo holds " + length + " bytes where there are " + in.remaining());
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static int checksum(byte[] page) {
        CRC32C crc = new CRC32C();
        crc.update(page, Integer.BYTES, page.length - Integer.BYTES);
        return (int) crc.getValue();
    }
}
