package dev.assay.engine.scan;

import static dev.assay.engine.scan.StubDecoder.boxed;
import static dev.assay.engine.scan.StubDecoder.detectors;
import static dev.assay.engine.scan.StubDecoder.latin1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.cache.Decoded.PartGap;
import dev.assay.engine.decode.Access;
import dev.assay.engine.report.GapKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DescentTest {
    private static Decoded decode(Detectors detectors, String name, byte[] bytes) throws IOException {
        return new TestScan(detectors).decode(name, new MemorySource(bytes));
    }

    private static List<PartGap> gaps(Decoded decoded) {
        return decoded.parts().stream().flatMap(part -> part.gaps().stream()).toList();
    }

    @Test
    void whatADecoderSaidBeforeItCrashedCountsAndTheRestIsAGap() throws IOException {
        StubDecoder crashing = new StubDecoder("crash", Access.FORWARD, (in, out, budget) -> {
            StubDecoder.saying("crash", Access.FORWARD).decode(in, out, budget);
            throw new IndexOutOfBoundsException("no such byte");
        });
        Decoded decoded = decode(
                detectors(StubDecoder.box(), crashing, StubDecoder.saying("fine", Access.FORWARD)),
                "outer.box",
                concat(boxed("a", latin1("crash")), Arrays.copyOfRange(boxed("b", latin1("fine")), 3, 10)));
        assertThat(decoded.parts()).hasSize(2);
        assertThat(decoded.parts().getFirst().entries()).containsExactly("a");
        assertThat(decoded.parts().getFirst().facts()).hasSize(1);
        assertThat(decoded.parts().getFirst().gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(GapKind.INTERNAL);
            assertThat(gap.reason())
                    .contains("crash failed: IndexOutOfBoundsException: no such byte")
                    .contains("DescentTest.java:");
            assertThat(gap.bytesUnread()).isEqualTo(5);
        });
        assertThat(decoded.parts().getLast().entries()).containsExactly("b");
        assertThat(decoded.parts().getLast().gaps()).isEmpty();
    }

    @Test
    void aStackOverflowEndsItsDecoderOnly() throws IOException {
        StubDecoder deep = new StubDecoder("deep", Access.FORWARD, (in, out, budget) -> recurse(0));
        Decoded decoded = decode(detectors(deep, StubDecoder.saying("said", Access.FORWARD)), "x", latin1("deep said"));
        assertThat(gaps(decoded))
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("StackOverflowError"));
        assertThat(decoded.parts().getFirst().facts()).hasSize(1);
    }

    private static int recurse(int n) {
        return n < 0 ? n : recurse(n + 1) + 1;
    }

    @Test
    void malformedInputIsAGapWithItsOffset() throws IOException {
        StubDecoder broken = new StubDecoder("broken", Access.FORWARD, (in, out, budget) -> {
            throw new MalformedException(4, "bad length");
        });
        assertThat(gaps(decode(detectors(broken), "x", latin1("broken!!!!"))))
                .containsExactly(new PartGap(GapKind.MALFORMED, 4, "bad length", 6));
    }

    @Test
    void aPolyglotIsDecodedAsEachOfItsFormats() throws IOException {
        Detectors both = detectors(StubDecoder.saying("one", Access.FORWARD), StubDecoder.saying("two", Access.RANDOM));
        byte[] large = Arrays.copyOf(latin1("one two"), 300_000);
        for (ByteSource source : List.of(new MemorySource(large), stream(large), unknownStream(large))) {
            Decoded decoded = new TestScan(both).decode("x", source);
            assertThat(decoded.parts().getFirst().formats()).containsExactly("one", "two");
            assertThat(decoded.parts().getFirst().facts()).hasSize(2);
            assertThat(gaps(decoded)).isEmpty();
        }
    }

    @Test
    void aPolyglotFromAStreamIsSpooledSoThatBothSeeAllOfIt() throws IOException {
        byte[] large = Arrays.copyOf(latin1("one two"), 300_000);
        StubDecoder.Body readsAll = (in, out, budget) -> {
            assertThat(in.seekable()).isTrue();
            assertThat(countAll(in, budget)).isEqualTo(large.length);
        };
        Detectors both = detectors(
                new StubDecoder("one", Access.FORWARD, readsAll), new StubDecoder("two", Access.FORWARD, readsAll));
        assertThat(gaps(new TestScan(both).decode("x", unknownStream(large)))).isEmpty();
    }

    @Test
    void oneForwardDecoderReadsAStreamAsItComes() throws IOException {
        byte[] large = Arrays.copyOf(latin1("one"), 300_000);
        StubDecoder forward = new StubDecoder("one", Access.FORWARD, (in, out, budget) -> {
            assertThat(in.seekable()).isFalse();
            assertThat(countAll(in, budget)).isEqualTo(large.length);
        });
        assertThat(gaps(new TestScan(detectors(forward)).decode("x", unknownStream(large))))
                .isEmpty();
    }

    private static long countAll(ByteSource in, Budget budget) throws IOException {
        try (ByteReader reader = new ByteReader(in, budget)) {
            while (reader.request(1) > 0) {
                reader.advance(reader.available());
            }
            return reader.position();
        }
    }

    @Test
    void aNameWhoseContentIsSomethingElseIsAGap() throws IOException {
        assertThat(gaps(decode(detectors(StubDecoder.box()), "x.box", latin1("nothing known"))))
                .singleElement()
                .satisfies(
                        gap -> assertThat(gap.reason()).contains("named .box").contains("not box"));
        assertThat(gaps(decode(detectors(StubDecoder.box()), "x.box", new byte[0])))
                .isEmpty();
        assertThat(gaps(decode(detectors(StubDecoder.box()), "x.txt", latin1("nothing known"))))
                .isEmpty();
    }

    @Test
    void nestingEndsAtItsLimitWithAGapAtThatPlace() throws IOException {
        byte[] nested = latin1("end");
        for (int i = 0; i < 10; i++) {
            nested = boxed("in", nested);
        }
        Limits shallow = new Limits(4, 100, 100, 1 << 20, 10, 1 << 20, 100, 100, Duration.ofHours(1));
        Decoded decoded =
                new TestScan(detectors(StubDecoder.box())).limits(shallow).decode("x.box", new MemorySource(nested));
        assertThat(decoded.parts()).singleElement().satisfies(part -> {
            assertThat(part.entries()).hasSize(5);
            assertThat(part.gaps().getFirst().reason()).contains("nested more than 4 levels");
        });
    }

    @Test
    void tooManyEntriesAndFactsAreGapsAndKeepWhatWasFound() throws IOException {
        Limits few = new Limits(4, 100, 100, 1 << 20, 10, 1 << 20, 3, 100, Duration.ofHours(1));
        StubDecoder chatty = new StubDecoder("chat", Access.FORWARD, (in, out, budget) -> {
            for (int i = 0; i < 10; i++) {
                StubDecoder.saying("chat", Access.FORWARD).decode(in, out, budget);
            }
        });
        Decoded decoded = new TestScan(detectors(chatty)).limits(few).decode("x", new MemorySource(latin1("chat")));
        assertThat(decoded.parts().getFirst().facts()).hasSize(3);
        assertThat(gaps(decoded)).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(GapKind.LIMIT);
            assertThat(gap.reason()).contains("more than 3 facts");
        });
    }

    @Test
    void cancellationEndsEverythingAndSaysSo() throws IOException {
        AtomicBoolean cancelled = new AtomicBoolean(true);
        Clock clock = new Clock(System.nanoTime() + Duration.ofHours(1).toNanos(), cancelled);
        Decoded decoded = new TestScan(detectors(StubDecoder.box()))
                .decode("x.box", new MemorySource(boxed("in", boxed("b", latin1("x")))), TestScan.memory(), clock);
        assertThat(gaps(decoded)).extracting(PartGap::kind).containsOnly(GapKind.INTERRUPTED);
    }

    @Test
    void membersKnowTheFormatsAroundThem() throws IOException {
        StubDecoder torchLike = new StubDecoder("wrap", Access.FORWARD, (in, out, budget) -> {
            out.format("finer");
            out.child("inner", new MemorySource(latin1("said")));
        });
        Decoded decoded = decode(detectors(torchLike, StubDecoder.saying("said", Access.FORWARD)), "x", latin1("wrap"));
        assertThat(decoded.parts())
                .singleElement()
                .satisfies(part -> assertThat(part.around()).containsExactly("finer", "wrap"));
        assertThat(decoded.byFormat()).containsEntry("finer", 1L).containsEntry("said", 1L);
    }

    @Test
    void theDigestIsThatOfTheWholeArtifactWhateverItsDecoderReads() throws Exception {
        byte[] bytes = new byte[500_000];
        new Random(7).nextBytes(bytes);
        System.arraycopy(latin1("said"), 0, bytes, 0, 4);
        StubDecoder inPieces = new StubDecoder("said", Access.FORWARD, (in, out, budget) -> {
            try (ByteReader reader = new ByteReader(in, budget)) {
                for (int i = 0; i < 6; i++) {
                    reader.skip(30_001); // so that blocks are filled up behind what is left in them
                    reader.require(50_000);
                }
            }
        });
        Descent descent =
                new Descent(new Descent.Asked(detectors(inPieces), false, false, ReadAs.ITSELF, sha256()), false);
        descent.artifact("x", unknownStream(bytes), new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), -1));
        assertThat(descent.digest().hex()).isEqualTo(java.util.HexFormat.of().formatHex(sha256().digest(bytes)));
        assertThat(descent.isRepeatable()).isTrue();
    }

    private static MessageDigest sha256() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256");
    }

    private static ByteSource stream(byte[] bytes) {
        return new StreamSource(new ByteArrayInputStream(bytes), bytes.length);
    }

    private static ByteSource unknownStream(byte[] bytes) {
        return new StreamSource(new ByteArrayInputStream(bytes), ByteSource.UNKNOWN);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
