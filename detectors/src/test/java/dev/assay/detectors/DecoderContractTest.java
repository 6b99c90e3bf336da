package dev.assay.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.Fixtures.Fixture;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.FileSource;
import dev.assay.engine.bytes.Leaks;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.Spool;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.cache.FactCodec;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every decoder owes the engine, over every fixture there is. A new decoder is held to it by being registered, and
 * needs at least one fixture: a file under {@code src/test/resources} or a line in {@link Fixtures}.
 *
 * <p>The engine contains whatever a decoder throws as a gap of kind internal; so "no such gap" is the proof that nothing
 * but IOException and BudgetExceededException comes out of one.
 */
class DecoderContractTest {
    /** Every bit of the work, as a release is held to: -Dcontract.full. Else what follows bounds it. */
    private static final boolean FULL = Boolean.getBoolean("contract.full");

    /** The smallest fixture of each format is cut at every length up to this. */
    private static final int EVERY_LENGTH_BYTES = FULL ? Integer.MAX_VALUE : 4 * 1024;

    /** Of others: at each length as far as the head and the tail go, where structures are, and at so many between. */
    private static final int EDGE_LENGTHS = 48;

    private static final int LENGTHS_BETWEEN = 24;

    /** Of fixtures like others before them. */
    private static final int LENGTHS_OF_ALIKE = 10;

    private static final int FLIPS = FULL ? 200 : 60;
    private static final int FLIPS_OF_ALIKE = 10;

    /** Of the fixtures that hold the same formats, the first few and one in so many of the rest are not alike. */
    private static final int FIRST = 3;

    private static final int ONE_IN = 24;

    /** Most headers are shorter. */
    private static final int EVERY_TINY_BYTES = 72;

    private static final int TINY_BYTES = 300;

    /** Which tell what lies in them. */
    private static final List<String> FOLDERS = List.of("/requirements/", "/crypto-policies/", "/.husky/", "/.mvn/");

    private static final Detectors DETECTORS = Catalog.load("contract");
    private static List<Fixture> fixtures = List.of();

    @BeforeAll
    static void read() throws IOException {
        fixtures = Fixtures.all();
    }

    private static Decoded decode(Fixture fixture) throws IOException {
        return decode(fixture.name(), new MemorySource(fixture.bytes()));
    }

    private static Decoded decode(String name, ByteSource source) throws IOException {
        return new TestScan(DETECTORS).decode(name, source);
    }

    private static Set<GapKind> kinds(Decoded decoded) {
        return decoded.parts().stream()
                .flatMap(part -> part.gaps().stream())
                .map(Decoded.PartGap::kind)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(GapKind.class)));
    }

    /** Bytes in memory are always readable, so a gap of any other kind is a decoder's fault. */
    private static void checkContained(String what, Decoded decoded) {
        Set<GapKind> kinds = kinds(decoded);
        if (kinds.contains(GapKind.INTERNAL) || kinds.contains(GapKind.UNREADABLE) || kinds.contains(GapKind.CHANGED)) {
            throw new AssertionError(what + ": " + decoded.parts());
        }
    }

    @Test
    void everyDecoderHasAFixture() throws IOException {
        Set<String> missing = new TreeSet<>();
        DETECTORS.decoders().stream()
                .filter(Decoder::interprets) // what only measures is no format
                .forEach(decoder -> missing.add(decoder.format().id()));
        for (Fixture fixture : fixtures) {
            missing.removeAll(decode(fixture).byFormat().keySet());
            if (FOLDERS.stream().anyMatch(fixture.path()::contains)) {
                missing.removeAll(decode(fixture.path(), new MemorySource(fixture.bytes()))
                        .byFormat()
                        .keySet());
            }
        }
        assertThat(missing).as("formats without a fixture").isEmpty();
    }

    @Test
    void emptyAndTinyInputsAreRefusedByEachDecoder() throws IOException {
        Random random = new Random(3);
        for (Decoder decoder : DETECTORS.decoders()) {
            TestScan forced = new TestScan(forced(decoder));
            for (int size = 0; size < TINY_BYTES; size += size < EVERY_TINY_BYTES || FULL ? 1 : 7) {
                byte[] bytes = new byte[size];
                random.nextBytes(bytes);
                checkContained(decoder.format().id() + " at " + size, forced.decode("x", new MemorySource(bytes)));
                checkContained(
                        decoder.format().id() + " at " + size, forced.decode("x", new MemorySource(new byte[size])));
            }
        }
    }

    /** A decoder that is run whatever the bytes are. */
    private static Detectors forced(Decoder decoder) {
        record Forced(Decoder decoder) implements Decoder {
            @Override
            public Format format() {
                return new Format(decoder.format().id(), head -> true);
            }

            @Override
            public Access access() {
                return decoder.access();
            }

            @Override
            public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
                decoder.decode(in, out, budget);
            }
        }

        return new Detectors(List.of(new Forced(decoder)), DETECTORS.rules(), DETECTORS.book(), Map.of(), "contract");
    }

    /** Tells fixtures that are like many before them: small programs, pickles of the same libraries. */
    private static final class Alike {
        private final Map<Set<String>, Integer> counts = new HashMap<>();

        boolean add(Set<String> formats) {
            int before = counts.merge(formats, 1, Integer::sum) - 1;
            return !FULL && before >= FIRST && before % ONE_IN != 0;
        }
    }

    @Test
    void filesCutAtManyLengths() throws IOException {
        Alike alike = new Alike();
        Set<String> formatsCut = new TreeSet<>();
        for (Fixture fixture : fixtures) {
            int size = fixture.bytes().length;
            Set<String> formats = decode(fixture).byFormat().keySet();
            boolean isAlike = alike.add(formats);
            boolean every = FULL || formatsCut.addAll(formats) && size <= EVERY_LENGTH_BYTES;
            int edge = every ? size : isAlike ? 1 : EDGE_LENGTHS;
            int step = Math.max(size / (isAlike ? LENGTHS_OF_ALIKE : LENGTHS_BETWEEN), 1);
            for (int length = 0; length < size; ) {
                checkContained(
                        fixture + " cut at " + length,
                        decode(fixture.name(), new MemorySource(fixture.bytes(), 0, length)));
                boolean isBetween = length >= edge && length < size - edge;
                length = isBetween ? Math.min(length + step, size - edge) : length + 1;
            }
        }
    }

    @Test
    void filesWithFlippedBits() throws IOException {
        Alike alike = new Alike();
        for (Fixture fixture : fixtures) {
            Random random = new Random(fixture.path().hashCode());
            byte[] bytes = fixture.bytes().clone();
            boolean isAlike = alike.add(decode(fixture).byFormat().keySet());
            int rounds =
                    bytes.length == 0 ? 0 : Math.clamp(1_000_000 / bytes.length, 2, isAlike ? FLIPS_OF_ALIKE : FLIPS);
            for (int round = 0; round < rounds; round++) {
                int[] flipped =
                        random.ints(1 + round % 4, 0, reach(bytes, round)).toArray();
                int bit = 1 << random.nextInt(8);
                for (int at : flipped) {
                    bytes[at] ^= (byte) bit;
                }
                checkContained(
                        fixture + " with bit " + bit + " flipped at " + Arrays.toString(flipped),
                        decode(fixture.name(), new MemorySource(bytes)));
                System.arraycopy(fixture.bytes(), 0, bytes, 0, bytes.length);
            }
        }
    }

    /** Every other round stays within the head, where the structure is. */
    private static int reach(byte[] bytes, int round) {
        return round % 2 == 0 ? bytes.length : Math.min(bytes.length, 256);
    }

    @Test
    void sourcesThatGiveOneByteARead() throws IOException {
        for (Fixture fixture : fixtures) {
            if (fixture.bytes().length <= 256 * 1024) {
                ByteSource trickle = new OneByteSource(new MemorySource(fixture.bytes()));
                assertThat(decode(fixture.name(), trickle)).as(fixture.path()).isEqualTo(decode(fixture));
            }
        }
    }

    private record OneByteSource(ByteSource source) implements ByteSource {
        @Override
        public long sizeBytes() {
            return source.sizeBytes();
        }

        @Override
        public boolean seekable() {
            return true;
        }

        @Override
        public int read(long positionBytes, ByteBuffer into) throws IOException {
            int limit = into.limit();
            into.limit(Math.min(limit, into.position() + 1));
            try {
                return source.read(positionBytes, into);
            } finally {
                into.limit(limit);
            }
        }
    }

    @Test
    void tinyBudgetsEndInLimits() throws IOException {
        Duration hour = Duration.ofHours(1);
        Limits d = Limits.DEFAULT;
        List<Limits> tiny = List.of(
                new Limits(0, 9, 9, 1 << 20, 9, 1 << 20, 99, 9, hour),
                new Limits(1, 9, 9, 1 << 20, 9, 1 << 20, 99, 9, hour),
                new Limits(d.depth(), 0, 0, d.expandedBytes(), 9, 9, d.facts(), 9, hour),
                new Limits(d.depth(), 1, 2, d.expandedBytes(), 9, 9, d.facts(), 9, hour),
                new Limits(d.depth(), 99, 99, 10, 1, 10, d.facts(), 9, hour),
                new Limits(d.depth(), 99, 99, 1 << 20, 1, 0, d.facts(), 9, hour),
                new Limits(d.depth(), 99, 99, 1 << 20, 9, 1 << 20, 0, 9, hour),
                new Limits(d.depth(), 99, 99, 1 << 20, 9, 1 << 20, 2, 9, hour));
        for (Fixture fixture : fixtures) {
            for (Limits limits : tiny) {
                checkContained(
                        fixture + " within " + limits,
                        new TestScan(DETECTORS)
                                .limits(limits)
                                .decode(fixture.name(), new MemorySource(fixture.bytes())));
            }
        }
    }

    @Test
    void cancellingEndsWithAnInterruptedGapAndKeepsNoMemory() throws IOException {
        for (Fixture fixture : fixtures) {
            AtomicBoolean cancelled = new AtomicBoolean();
            Clock clock = new Clock(System.nanoTime() + Duration.ofHours(1).toNanos(), cancelled);
            Memory memory = TestScan.memory();
            ByteSource cancelling = new CancellingSource(new MemorySource(fixture.bytes()), cancelled);
            checkContained(fixture.path(), new TestScan(DETECTORS).decode(fixture.name(), cancelling, memory, clock));
            assertThat(memory.out()).as(fixture.path()).isEmpty();
        }
    }

    /** Cancels with the first read. */
    private record CancellingSource(ByteSource source, AtomicBoolean cancelled) implements ByteSource {
        @Override
        public long sizeBytes() {
            return source.sizeBytes();
        }

        @Override
        public boolean seekable() {
            return true;
        }

        @Override
        public int read(long positionBytes, ByteBuffer into) throws IOException {
            cancelled.set(true);
            return source.read(positionBytes, into);
        }
    }

    @Test
    void fourThreadsGiveWhatOneDoes() throws Exception {
        List<Decoded> expected = new ArrayList<>();
        for (Fixture fixture : fixtures) {
            expected.add(decode(fixture));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<List<Decoded>>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                all.add(threads.submit(() -> {
                    List<Decoded> decoded = new ArrayList<>();
                    for (Fixture fixture : fixtures) {
                        decoded.add(decode(fixture));
                    }
                    return decoded;
                }));
            }
            for (Future<List<Decoded>> each : all) {
                assertThat(each.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void theReportIsTheSameWhateverTheNumberOfJobs() {
        MemoryConnector files = new MemoryConnector();
        fixtures.forEach(fixture -> files.file(fixture.path(), fixture.bytes()));
        RecordedReport one = new TestScan(DETECTORS).jobs(1).run(files);
        RecordedReport four = new TestScan(DETECTORS).jobs(4).run(files);
        assertThat(four.inOrder()).isEqualTo(one.inOrder());
        assertThat(four.summary().coverage()).isEqualTo(one.summary().coverage());
    }

    @Test
    void fileMemoryStreamAndSpoolGiveTheSame(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("fixture");
        for (Fixture fixture : fixtures) {
            byte[] bytes = fixture.bytes();
            Decoded expected = decode(fixture);
            Files.write(file, bytes);
            assertThat(decode(fixture.name(), FileSource.open(file)))
                    .as("file of " + fixture)
                    .isEqualTo(expected);
            assertThat(decode(fixture.name(), new StreamSource(new ByteArrayInputStream(bytes), bytes.length)))
                    .as("stream of " + fixture)
                    .isEqualTo(expected);
            Memory memory = TestScan.memory();
            Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), memory, bytes.length);
            try (ByteSource stream = new StreamSource(new ByteArrayInputStream(bytes), ByteSource.UNKNOWN)) {
                assertThat(decode(fixture.name(), Spool.of(stream, budget)))
                        .as("spool of " + fixture)
                        .isEqualTo(expected);
            }
            assertThat(memory.out()).isEmpty();
        }
    }

    /** A stream that does not say its size cannot say how much was left either; all else is the same. */
    @Test
    void aStreamOfUnknownSizeGivesTheSameFacts() throws IOException {
        for (Fixture fixture : fixtures) {
            ByteSource stream = new StreamSource(new ByteArrayInputStream(fixture.bytes()), ByteSource.UNKNOWN);
            Decoded decoded = decode(fixture.name(), stream);
            assertThat(sizeless(decoded)).as(fixture.path()).isEqualTo(sizeless(decode(fixture)));
        }
    }

    private static List<String> sizeless(Decoded decoded) {
        return decoded.parts().stream()
                .map(part -> part.entries() + " " + part.formats() + " " + part.around() + " "
                        + part.facts().stream()
                                .map(fact -> fact.getClass().getSimpleName() + "@" + fact.offsetBytes())
                                .toList()
                        + " "
                        + part.gaps().stream().map(Decoded.PartGap::kind).toList())
                .toList();
    }

    @Test
    void whatTheCacheKeepsIsWhatWasDecoded() throws IOException {
        for (Fixture fixture : fixtures) {
            Decoded decoded = decode(fixture);
            assertThat(FactCodec.decode(FactCodec.encode(decoded)))
                    .as(fixture.path())
                    .isEqualTo(decoded);
        }
    }

    @Test
    void everyFindingHasItsRow() {
        for (Fixture fixture : fixtures) {
            new TestScan(DETECTORS)
                    .deep()
                    .run(fixture.name(), fixture.bytes())
                    .findings()
                    .forEach(finding ->
                            assertThat(finding.message()).as(fixture.path()).doesNotContainPattern("\\{[a-z]+}"));
        }
    }

    @Test
    void noFileIsLeftBehind() throws IOException {
        Set<String> before = spools();
        for (Fixture fixture : fixtures) {
            ByteSource stream = new StreamSource(new ByteArrayInputStream(fixture.bytes()), ByteSource.UNKNOWN);
            Memory none = Leaks.memory(1); // so that spools go to disk
            new TestScan(DETECTORS).decode(fixture.name(), stream, none, Clock.endless());
        }
        Set<String> left = spools();
        left.removeAll(before);
        left.retainAll(spools()); // another process may have had one open for the moment of the first look
        assertThat(left).isEmpty();
    }

    private static Set<String> spools() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("assay"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
