package dev.assay.detectors.indicator.index;

import dev.assay.detectors.indicator.Ecosystems.Ecosystem;
import dev.assay.detectors.indicator.Indicator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * Collects indicators and compiles them into the file that {@link IndicatorIndex} reads. The same indicators give the same bytes, in
 * whatever order they come for different packages. Belongs to one thread.
 *
 * <p>Of one package there are as many records as indicators. A name with a star is put under what stands in front of it, together with
 * all others that begin with that; the lengths of these beginnings are in the head, so that a look-up knows which to try.
 */
public final class IndexBuilder {
    static final byte[] MAGIC = {'A', 'S', 'S', 'A', 'Y', 'I', 'X', '3'};
    static final int HEAD_BYTES = 36;

    /** How much of the head its sum covers. */
    static final int SUMMED_HEAD_BYTES = 32;

    /** Slots of the table that have a sum together: a page of the file system. */
    static final int PAGE_SLOTS = 512;

    static final int DIGEST_BYTES = 32;

    private final Map<String, Records> packages = new HashMap<>();
    private final Map<String, TreeSet<Integer>> prefixLengths = new TreeMap<>();
    private int indicators;

    private record Records(long hash, RecordWriter bytes) {}

    /** @param name as written; with {@code *} for any characters */
    public void add(Ecosystem ecosystem, String name, Indicator indicator) {
        String canonical = ecosystem.canonical(name);
        int star = canonical.indexOf('*');
        int length = star < 0 ? canonical.length() : star;
        String key = ecosystem.type() + ":" + (star < 0 ? canonical : canonical.substring(0, star) + "*");
        if (star >= 0) {
            prefixLengths
                    .computeIfAbsent(ecosystem.type(), _ -> new TreeSet<>())
                    .add(star);
        }
        packages.computeIfAbsent(
                        key,
                        _ -> new Records(
                                KeyHash.of(ecosystem.type(), canonical, length, star >= 0), new RecordWriter()))
                .bytes()
                .indicator(star < 0 ? "" : canonical, indicator);
        indicators++;
    }

    /** How many were added. */
    public int indicators() {
        return indicators;
    }

    /** The compiled index. */
    public byte[] bytes(Feed feed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(feed, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * Writes the compiled index.
     *
     * @throws IOException also if it would be of more than two gigabytes
     */
    public void write(Feed feed, OutputStream out) throws IOException {
        TreeMap<String, Records> sorted = new TreeMap<>(packages);
        BlockedBloom filter = BlockedBloom.forKeys(sorted.size());
        long[] slots = new long[Integer.highestOneBit(Math.max(sorted.size(), 4)) << 2];
        long position = 0;
        for (Map.Entry<String, Records> each : sorted.entrySet()) {
            filter.add(each.getValue().hash());
            put(slots, each.getValue().hash(), position);
            position += head(each.getKey(), each.getValue()).length
                    + each.getValue().bytes().size();
            if (position >= Integer.MAX_VALUE) {
                throw new IOException("more indicators than an index holds");
            }
        }
        byte[] meta = meta(feed);
        byte[] filterBytes = bytes(filter.words(), 0, filter.words().length);
        byte[] pageSums = pageSums(slots);
        long total = HEAD_BYTES
                + meta.length
                + filterBytes.length
                + pageSums.length
                + 8L * slots.length
                + position
                + DIGEST_BYTES;
        MessageDigest digest = sha256();
        OutputStream digested = new DigestOutputStream(out, digest);
        byte[] head = ByteBuffer.allocate(SUMMED_HEAD_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putLong(total)
                .putInt(sorted.size())
                .putInt(filter.words().length)
                .putInt(slots.length)
                .putInt(meta.length)
                .array();
        digested.write(head);
        digested.write(little(sum(head, meta, filterBytes, pageSums)));
        digested.write(meta);
        digested.write(filterBytes);
        digested.write(pageSums);
        for (int at = 0; at < slots.length; at += PAGE_SLOTS) {
            digested.write(bytes(slots, at, Math.min(PAGE_SLOTS, slots.length - at)));
        }
        for (Map.Entry<String, Records> each : sorted.entrySet()) {
            digested.write(head(each.getKey(), each.getValue()));
            digested.write(each.getValue().bytes().bytes());
        }
        out.write(digest.digest());
    }

    /** What stands in front of a package's records: their size and sum, which count the key, and the key. */
    private static byte[] head(String key, Records each) {
        RecordWriter keyed = new RecordWriter();
        keyed.text(key);
        return ByteBuffer.allocate(8 + keyed.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(keyed.size() + each.bytes().size())
                .putInt(sum(keyed.bytes(), each.bytes().bytes()))
                .put(keyed.bytes())
                .array();
    }

    /** CRC-32C, by which damage is seen when a part is read. */
    static int sum(byte[]... parts) {
        CRC32C sum = new CRC32C();
        for (byte[] each : parts) {
            sum.update(each, 0, each.length);
        }
        return (int) sum.getValue();
    }

    private static byte[] pageSums(long[] slots) {
        ByteBuffer sums = ByteBuffer.allocate(4 * pages(slots.length)).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < slots.length; at += PAGE_SLOTS) {
            sums.putInt(sum(bytes(slots, at, Math.min(PAGE_SLOTS, slots.length - at))));
        }
        return sums.array();
    }

    static int pages(int slots) {
        return (slots + PAGE_SLOTS - 1) / PAGE_SLOTS;
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private byte[] meta(Feed feed) {
        RecordWriter meta = new RecordWriter();
        meta.texts(List.of(feed.name(), feed.version(), feed.date(), feed.digest()));
        meta.number(indicators);
        meta.number(prefixLengths.size());
        prefixLengths.forEach((type, lengths) -> {
            meta.text(type);
            meta.number(lengths.size());
            lengths.forEach(meta::number);
        });
        return meta.bytes();
    }

    private static void put(long[] slots, long hash, long position) {
        int at = (int) hash & slots.length - 1;
        while (slots[at] != 0) {
            at = at + 1 & slots.length - 1;
        }
        slots[at] = hash & 0xffffffff00000000L | position + 1;
    }

    private static byte[] bytes(long[] values, int from, int n) {
        ByteBuffer out = ByteBuffer.allocate(Math.multiplyExact(n, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        out.asLongBuffer().put(values, from, n);
        return out.array();
    }

    /** The digest of what an index is made from, as a {@link Feed} has it. */
    public static String digest(byte[]... sources) {
        MessageDigest digest = sha256();
        for (byte[] each : sources) {
            digest.update(each);
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    /** A digest that every JDK has. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
