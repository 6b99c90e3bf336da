package dev.assay.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MemorySource;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TappedSourceProperties {
    /** The tap sees every byte once and in order, whatever decoders read: so its digest is the file's. */
    @Property(tries = 300)
    void theDigestIsThatOfTheBytesWhateverTheReadingPattern(
            @ForAll @Size(max = 4_000) byte[] bytes,
            @ForAll @Size(max = 20) List<@IntRange(max = 5_000) Integer> positions,
            @ForAll @IntRange(min = 1, max = 700) int most)
            throws Exception {
        MessageDigest seen = MessageDigest.getInstance("SHA-256");
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), bytes.length);
        TappedSource tapped = new TappedSource(
                new MemorySource(bytes), (block, first, end) -> seen.update(block, first, end - first), budget);
        for (int position : positions) {
            ByteBuffer into = ByteBuffer.wrap(new byte[most + 3]).position(3).slice();
            int n = tapped.read(position, into);
            assertThat(n).isEqualTo(position < bytes.length ? Math.min(most, bytes.length - position) : -1);
            for (int i = 0; i < n; i++) {
                assertThat(into.get(i)).isEqualTo(bytes[position + i]);
            }
        }
        tapped.finish();
        assertThat(seen.digest()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Property(tries = 100)
    void aReaderOverItSeesTheSameBytes(@ForAll @Size(max = 3_000) byte[] bytes, @ForAll @IntRange(max = 4_000) int from)
            throws Exception {
        MessageDigest seen = MessageDigest.getInstance("SHA-256");
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), bytes.length);
        TappedSource tapped = new TappedSource(
                new MemorySource(bytes), (block, first, end) -> seen.update(block, first, end - first), budget);
        try (ByteReader reader = new ByteReader(tapped, budget, from)) {
            for (int i = from; i < bytes.length; i++) {
                assertThat(reader.u8()).isEqualTo(bytes[i] & 0xff);
            }
            assertThat(reader.atEnd()).isTrue();
        }
        tapped.finish();
        assertThat(seen.digest()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
