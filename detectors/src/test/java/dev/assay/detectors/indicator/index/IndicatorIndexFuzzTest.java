package dev.assay.detectors.indicator.index;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.indicator.Ecosystems.Ecosystem;
import dev.assay.detectors.indicator.Feeds;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.MemorySource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** An index file that somebody wrote to do harm: its sums are right, and nothing else is. */
class IndicatorIndexFuzzTest {
    private static final List<Ecosystem> ECOSYSTEMS = List.of(
            Feeds.ECOSYSTEMS.ofType("npm").orElseThrow(),
            Feeds.ECOSYSTEMS.ofType("pypi").orElseThrow());

    @FuzzTest
    void opensOrRefuses(byte[] bytes) throws IOException {
        ask(bytes);
        ask(mended(bytes));
    }

    private static void ask(byte[] bytes) throws IOException {
        try (IndicatorIndex index = new IndicatorIndex(new MemorySource(bytes))) {
            for (Ecosystem ecosystem : ECOSYSTEMS) {
                index.find(ecosystem, "a");
                index.find(ecosystem, "b-c");
                index.find(ecosystem, "");
            }
            index.isWhole();
        } catch (MalformedException e) {
            // that is how it is refused
        }
    }

    /** The same with the magic, the size and the sums that it should have, so that what lies behind them is met. */
    private static byte[] mended(byte[] bytes) {
        if (bytes.length < IndexBuilder.HEAD_BYTES) {
            return bytes;
        }
        byte[] mended = bytes.clone();
        ByteBuffer head = ByteBuffer.wrap(mended).order(ByteOrder.LITTLE_ENDIAN);
        head.put(IndexBuilder.MAGIC).putLong(mended.length);
        long words = head.getInt(20);
        int slots = head.getInt(24);
        long meta = head.getInt(28);
        long sumsAt = IndexBuilder.HEAD_BYTES + meta + 8 * words;
        long slotsAt = sumsAt + 4L * IndexBuilder.pages(Math.max(slots, 0));
        long recordsAt = slotsAt + 8L * slots;
        if (meta < 0 || words < 0 || slots < 0 || recordsAt > mended.length) {
            return mended;
        }
        for (int page = 0; page < IndexBuilder.pages(slots); page++) {
            int from = (int) slotsAt + 8 * page * IndexBuilder.PAGE_SLOTS;
            int to = Math.min(from + 8 * IndexBuilder.PAGE_SLOTS, (int) recordsAt);
            head.putInt((int) sumsAt + 4 * page, IndexBuilder.sum(Arrays.copyOfRange(mended, from, to)));
        }
        for (int at = (int) recordsAt; at + 8 <= mended.length; ) {
            int size = head.getInt(at);
            if (size <= 0 || size > mended.length - at - 8) {
                break;
            }
            head.putInt(at + 4, IndexBuilder.sum(Arrays.copyOfRange(mended, at + 8, at + 8 + size)));
            at += 8 + size;
        }
        head.putInt(
                IndexBuilder.SUMMED_HEAD_BYTES,
                IndexBuilder.sum(
                        Arrays.copyOf(mended, IndexBuilder.SUMMED_HEAD_BYTES),
                        Arrays.copyOfRange(mended, IndexBuilder.HEAD_BYTES, (int) slotsAt)));
        return mended;
    }
}
