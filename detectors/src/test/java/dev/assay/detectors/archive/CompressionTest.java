package dev.assay.detectors.archive;

import static dev.assay.detectors.archive.ArchiveFixtures.concat;
import static dev.assay.detectors.archive.ArchiveFixtures.content;
import static dev.assay.detectors.archive.ArchiveFixtures.decode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.report.GapKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the same for every compression of one content, over files that the programs themselves wrote. */
class CompressionTest {
    private static final List<Decoder> DECODERS = AllDetectors.ALL.decoders();

    private static Decoder decoder(byte[] bytes) {
        List<Decoder> found = DECODERS.stream()
                .filter(each -> !each.ofOpaque() && each.format().magic().matches(Head.of("x", bytes)))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    /** A cut is always seen, and what comes out before it is right. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain.bz2",
                "crc64.xz",
                "sha256.xz",
                "x86.xz",
                "python.lzma",
                "sized.lzma",
                "plain.zst",
                "plain.lz4"
            })
    void saysWhereItIsCutOff(String name) {
        byte[] bytes = ArchiveFixtures.read(name);
        Decoder decoder = decoder(bytes);
        byte[] whole = content(decode(decoder, bytes));
        assertThat(whole).hasSizeGreaterThan(1000);
        int most = 0;
        for (int length = 0; length < bytes.length; length++) {
            RecordingSink sink = decode(decoder, Arrays.copyOf(bytes, length));
            assertThat(sink.gapKinds()).as("%s cut to %d", name, length).isSubsetOf(GapKind.MALFORMED);
            byte[] part = content(sink);
            assertThat(Arrays.equals(part, 0, part.length, whole, 0, part.length))
                    .as("%s cut to %d", name, length)
                    .isTrue();
            assertThat(!sink.gaps().isEmpty() || length < 8 && part.length == 0 || part.length == whole.length)
                    .as("%s cut to %d", name, length)
                    .isTrue();
            most = Math.max(most, part.length);
        }
        assertThat(most).as("content of what was cut").isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.bz2", "crc64.xz", "python.lzma", "sized.lzma", "plain.zst", "plain.lz4"})
    void saysThatBytesLieBehind(String name) {
        byte[] bytes = ArchiveFixtures.read(name);
        RecordingSink plain = decode(decoder(bytes), bytes);
        RecordingSink sink = decode(decoder(bytes), concat(bytes, new byte[] {1, 2, 3}));
        assertThat(sink.anomalies()).containsExactly("archive/trailing-data");
        assertThat(content(sink)).isEqualTo(content(plain));
    }

    /** Whatever is wrong with the bytes, nothing but a gap, an anomaly or a limit comes of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "streams.bz2",
                "streams.xz",
                "start.xz",
                "properties.lzma",
                "sized.lzma",
                "frames.zst",
                "frames.lz4",
                "checked.lz4",
                "plain-header.7z",
                "chain.7z",
                "bzip2.7z"
            })
    void survivesFlippedBits(String name) {
        byte[] bytes = ArchiveFixtures.read(name);
        Decoder decoder = decoder(bytes);
        Random random = new Random(7);
        for (int round = 0; round < 400; round++) {
            byte[] wrong = bytes.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                wrong[random.nextInt(round % 2 == 0 ? wrong.length : Math.min(64, wrong.length))] ^=
                        (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(ArchiveFixtures.within(8 << 20, Limits.DEFAULT, decoder, wrong))
                        .isNotNull();
            } catch (BudgetExceededException e) {
                assertThat(e.reason()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zeros.bz2", "zeros.xz", "zeros.lzma", "zeros.zst", "zeros.lz4"})
    void stopsABombAtItsBudget(String name) {
        byte[] once = ArchiveFixtures.read(name);
        byte[] bytes = once;
        for (int i = 0; i < 5; i++) {
            bytes = concat(bytes, bytes);
        }
        byte[] bomb = bytes;
        Decoder decoder = decoder(bomb);
        Limits limits = new Limits(16, 100_000, 1_000_000, 3_000_000, 1_000_000, 0, 1_000, 10, Duration.ofHours(1));
        var budget = RecordingSink.budget(limits, bomb.length);
        RecordingSink sink = new RecordingSink(budget);
        assertThatThrownBy(() -> sink.run(decoder, new MemorySource(bomb))).isInstanceOf(BudgetExceededException.class);
        assertThat(budget.expandedBytes()).isBetween(3_000_000L, 3_200_000L);
    }
}
