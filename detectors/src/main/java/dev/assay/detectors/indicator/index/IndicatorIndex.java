package dev.assay.detectors.indicator.index;

import dev.assay.detectors.indicator.Ecosystems.Ecosystem;
import dev.assay.detectors.indicator.Indicator;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.TruncatedException;
import dev.assay.engine.text.PathGlob;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Indicators by package, in a file that {@link IndexBuilder} compiled. Thread-safe as far as its source is read by position.
 *
 * <p>Nearly every package that is looked up is in no feed, so that answer must cost nothing: a Bloom filter in memory, twelve
 * bits for each known package, gives it in tens of nanoseconds. What passes is looked up in a hash table on disk, which holds where
 * the records are, and compared by name; so the filter's errors cost a read and find nothing. Each part has a sum that is checked when it
 * is read, so that a damaged index is refused and never says that nothing is known. Nothing but the filter is held: opening reads
 * the head and the filter, a third of a megabyte for 200,000 packages. The file is read by position and never mapped, since a mapping of a
 * file that somebody cuts short ends the process.
 */
public final class IndicatorIndex implements Closeable {
    private static final int MOST_META_BYTES = 1 << 20;
    private static final int MOST_RECORD_BYTES = 64 << 20;
    private static final String DAMAGED = "an index that is damaged; fetch or import its data again";

    private final ByteSource source;
    private final Feed feed;
    private final int indicators;
    private final Map<String, int[]> prefixLengths = new HashMap<>();
    private final BlockedBloom filter;
    private final int[] pageSums;
    private final long slotsAt;
    private final int slots;
    private final long recordsAt;
    private final long recordsEnd;

    /**
     * Opens an index; closing it closes the source.
     *
     * @throws MalformedException if it is none, or was cut short
     */
    public IndicatorIndex(ByteSource source) throws IOException {
        this.source = source;
        ByteBuffer head = read(0, IndexBuilder.HEAD_BYTES);
        byte[] magic = new byte[IndexBuilder.MAGIC.length];
        head.get(magic);
        MalformedException.check(
                Arrays.equals(magic, IndexBuilder.MAGIC), 0, "not an index of indicators of this version");
        MalformedException.check(head.getLong() == source.sizeBytes(), 8, "an index of another size than it says");
        int packages = head.getInt();
        int words = head.getInt();
        this.slots = head.getInt();
        int metaBytes = head.getInt();
        int sum = head.getInt();
        long filterAt = (long) IndexBuilder.HEAD_BYTES + metaBytes;
        long sumsAt = filterAt + 8L * words;
        this.slotsAt = sumsAt + 4L * IndexBuilder.pages(Math.max(slots, 0));
        this.recordsAt = slotsAt + 8L * slots;
        this.recordsEnd = source.sizeBytes() - IndexBuilder.DIGEST_BYTES;
        boolean fits = metaBytes >= 0
                && metaBytes <= MOST_META_BYTES
                && words > 0
                && words % BlockedBloom.BLOCK_WORDS == 0
                && slots > packages
                && packages >= 0
                && Integer.bitCount(slots) == 1
                && recordsAt <= recordsEnd;
        MalformedException.check(fits, 16, "an index whose parts do not fit");
        byte[] metas = bytes(IndexBuilder.HEAD_BYTES, metaBytes);
        byte[] filterBytes = bytes(filterAt, Math.multiplyExact(words, 8));
        byte[] sums = bytes(sumsAt, 4 * IndexBuilder.pages(slots));
        byte[] summed = bytes(0, IndexBuilder.SUMMED_HEAD_BYTES);
        MalformedException.check(sum == IndexBuilder.sum(summed, metas, filterBytes, sums), 0, DAMAGED);
        this.pageSums = new int[sums.length / 4];
        little(sums).asIntBuffer().get(pageSums);
        RecordReader meta = new RecordReader(metas);
        List<String> texts = meta.texts();
        MalformedException.check(texts.size() == 4, IndexBuilder.HEAD_BYTES, "an index that does not say what it is");
        this.feed = new Feed(texts.get(0), texts.get(1), texts.get(2), texts.get(3));
        this.indicators = meta.number();
        for (int types = meta.number(); types > 0; types--) {
            String type = meta.text();
            int[] lengths = new int[Math.clamp(meta.number(), 0, metaBytes)];
            for (int i = 0; i < lengths.length; i++) {
                lengths[i] = Math.max(meta.number(), 0);
            }
            prefixLengths.put(type, lengths);
        }
        long[] bits = new long[words];
        little(filterBytes).asLongBuffer().get(bits);
        this.filter = new BlockedBloom(bits);
    }

    /** Where its indicators are from. */
    public Feed feed() {
        return feed;
    }

    /** How many it holds. */
    public int indicators() {
        return indicators;
    }

    /** What it keeps in memory, about. */
    public long residentBytes() {
        return 8L * filter.words().length + 4L * pageSums.length;
    }

    /**
     * What is known of a package.
     *
     * @param name in whatever spelling
     * @throws MalformedException if the index is damaged where it would be
     */
    public List<Indicator> find(Ecosystem ecosystem, String name) throws IOException {
        String canonical = ecosystem.canonical(name);
        List<Indicator> found = find(ecosystem.type(), canonical, canonical.length(), false, List.of());
        int[] lengths = prefixLengths.get(ecosystem.type());
        if (lengths != null) {
            for (int length : lengths) {
                if (length <= canonical.length()) {
                    found = find(ecosystem.type(), canonical, length, true, found);
                }
            }
        }
        return found;
    }

    private List<Indicator> find(String type, String name, int length, boolean isPrefix, List<Indicator> before)
            throws IOException {
        long hash = KeyHash.of(type, name, length, isPrefix);
        return filter.mayContain(hash)
                ? lookUp(hash, type + ":" + name.substring(0, length) + (isPrefix ? "*" : ""), name, before)
                : before;
    }

    private List<Indicator> lookUp(long hash, String key, String name, List<Indicator> before) throws IOException {
        int at = (int) hash & slots - 1;
        for (int tried = 0; tried < slots; ) {
            int first = at - at % IndexBuilder.PAGE_SLOTS;
            ByteBuffer page = page(first);
            page.position(8 * (at - first));
            int n = page.remaining() / 8;
            for (int i = 0; i < n && tried < slots; i++, tried++) {
                long slot = page.getLong();
                if (slot == 0) {
                    return before;
                }
                if ((slot ^ hash) >>> 32 == 0) {
                    RecordReader records = records((slot & 0xffffffffL) - 1);
                    if (records.text().equals(key)) {
                        return matching(records, name, before);
                    }
                }
            }
            at = at + n & slots - 1;
        }
        return before;
    }

    /** Slots from one on that begins a page. A slot that was damaged would else say that a package is not there. */
    private ByteBuffer page(int first) throws IOException {
        int n = Math.min(IndexBuilder.PAGE_SLOTS, slots - first);
        byte[] page = bytes(slotsAt + 8L * first, 8 * n);
        MalformedException.check(
                IndexBuilder.sum(page) == pageSums[first / IndexBuilder.PAGE_SLOTS], slotsAt + 8L * first, DAMAGED);
        return little(page);
    }

    private static List<Indicator> matching(RecordReader records, String name, List<Indicator> before)
            throws IOException {
        List<Indicator> found = new ArrayList<>(before);
        while (!records.atEnd()) {
            String glob = records.text();
            Indicator indicator = records.indicator();
            if (glob.isEmpty() || new PathGlob(glob).matches(name)) {
                found.add(indicator);
            }
        }
        return found;
    }

    private RecordReader records(long position) throws IOException {
        long at = recordsAt + position;
        MalformedException.check(position >= 0 && at + 8 <= recordsEnd, at, "a record beyond the index");
        ByteBuffer head = read(at, 8);
        int size = head.getInt();
        int sum = head.getInt();
        MalformedException.check(
                size > 0 && size <= MOST_RECORD_BYTES && at + 8 + size <= recordsEnd, at, "a record beyond the index");
        byte[] bytes = bytes(at + 8, size);
        MalformedException.check(sum == IndexBuilder.sum(bytes), at, DAMAGED);
        return new RecordReader(bytes);
    }

    /**
     * Reads it all.
     *
     * @return whether it is as it was compiled
     */
    public boolean isWhole() throws IOException {
        MessageDigest digest = IndexBuilder.sha256();
        for (long at = 0; at < recordsEnd; ) {
            ByteBuffer block = read(at, (int) Math.min(1 << 16, recordsEnd - at));
            at += block.remaining();
            digest.update(block);
        }
        return Arrays.equals(
                digest.digest(), read(recordsEnd, IndexBuilder.DIGEST_BYTES).array());
    }

    private byte[] bytes(long position, int n) throws IOException {
        return read(position, n).array();
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer read(long position, int n) throws IOException {
        if (position + n > source.sizeBytes()) {
            throw new TruncatedException(position, n);
        }
        ByteBuffer into = ByteBuffer.allocate(n).order(ByteOrder.LITTLE_ENDIAN);
        while (into.hasRemaining()) {
            if (source.read(position + into.position(), into) < 0) {
                throw new TruncatedException(position + into.position(), into.remaining());
            }
        }
        return into.flip();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
