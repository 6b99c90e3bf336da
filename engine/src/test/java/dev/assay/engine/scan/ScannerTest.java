package dev.assay.engine.scan;

import static dev.assay.engine.scan.StubDecoder.boxed;
import static dev.assay.engine.scan.StubDecoder.detectors;
import static dev.assay.engine.scan.StubDecoder.latin1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.report.Verdict;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ScannerTest {
    private static final StubDecoder SAID = StubDecoder.saying("said", Access.FORWARD);

    private static MemoryConnector many(int n) {
        MemoryConnector files = new MemoryConnector();
        for (int i = 0; i < n; i++) {
            files.file(
                    "f" + i, i % 3 == 0 ? latin1("said " + i) : boxed("m" + i, latin1(i % 2 == 0 ? "said" : "none")));
        }
        return files;
    }

    @Test
    void theReportIsTheSameWhateverTheNumberOfJobs() {
        StubDecoder slow = new StubDecoder("said", Access.FORWARD, (in, out, budget) -> {
            if (in.sizeBytes() % 2 == 0) {
                Thread.yield();
            }
            SAID.decode(in, out, budget);
        });
        Detectors detectors = detectors(slow, StubDecoder.box());
        RecordedReport one = new TestScan(detectors).jobs(1).run(many(500));
        RecordedReport eight = new TestScan(detectors).jobs(8).run(many(500));
        assertThat(one.findings()).isNotEmpty();
        assertThat(eight.inOrder()).isEqualTo(one.inOrder());
        assertThat(eight.summary().coverage()).isEqualTo(one.summary().coverage());
        assertThat(eight.summary().verdict()).isEqualTo(Verdict.UNSAFE);
    }

    @Test
    void failFastStopsAtTheFirstFindingInWalkOrder() {
        for (int jobs : new int[] {1, 8}) {
            RecordedReport report = new TestScan(detectors(SAID, StubDecoder.box()))
                    .jobs(jobs)
                    .failFast()
                    .run(many(500));
            assertThat(report.findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.location().path()).isEqualTo("f0"));
            assertThat(report.gaps())
                    .singleElement()
                    .satisfies(gap -> assertThat(gap.reason()).contains("--fail-fast"));
            assertThat(report.summary().incomplete()).isTrue();
            assertThat(report.summary().interrupted()).isFalse();
        }
    }

    @Test
    void aWalkThatFailsLeavesTheOtherTargetsTheirReport() {
        AtomicInteger walks = new AtomicInteger();
        MemoryConnector files = new MemoryConnector()
                .step(_ -> {
                    if (walks.incrementAndGet() == 1) {
                        throw new IllegalArgumentException("of a header");
                    }
                })
                .file("f", latin1("said"));
        RecordedReport report = new RecordedReport();
        var summary = new TestScan(detectors(SAID))
                .scanner(files)
                .scan(List.of(MemoryConnector.TARGET, MemoryConnector.TARGET), report);
        assertThat(report.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(GapKind.INTERNAL);
            assertThat(gap.reason()).contains("of a header");
        });
        assertThat(report.findings()).hasSize(1);
        assertThat(summary.verdict()).isEqualTo(Verdict.UNSAFE);
    }

    @Test
    void cancellingEndsTheReportAsIncomplete() {
        AtomicReference<Scanner> scanner = new AtomicReference<>();
        AtomicInteger seen = new AtomicInteger();
        StubDecoder cancelling = new StubDecoder("said", Access.FORWARD, (in, out, budget) -> {
            if (seen.incrementAndGet() == 3) {
                scanner.get().cancel();
            }
            SAID.decode(in, out, budget);
        });
        scanner.set(new TestScan(detectors(cancelling)).scanner(many(20_000))); // more than the walk runs ahead
        RecordedReport report = new RecordedReport();
        var summary = scanner.get().scan(List.of(MemoryConnector.TARGET), report);
        assertThat(summary.interrupted()).isTrue();
        assertThat(summary.incomplete()).isTrue();
        assertThat(report.gaps()).extracting(Gap::kind).containsOnly(GapKind.INTERRUPTED);
        assertThat(summary.coverage().artifacts()).isLessThan(20_000);
    }

    @Test
    void theDeadlineOfATargetIsAGap() {
        Limits none = new Limits(4, 100, 100, 1 << 20, 10, 1 << 20, 100, 100, Duration.ZERO);
        RecordedReport report = new TestScan(detectors(SAID)).limits(none).run("x", latin1("said"));
        assertThat(report.gaps()).isNotEmpty().allSatisfy(gap -> {
            assertThat(gap.kind()).isEqualTo(GapKind.LIMIT);
            assertThat(gap.reason()).contains("time for this target is up");
        });
        assertThat(report.summary().verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void aBaselineSuppressesWhatItNamesAndNothingElse() {
        MemoryConnector files = new MemoryConnector().file("a", latin1("said")).file("b", latin1("said"));
        List<Finding> before = new TestScan(detectors(SAID)).run(files).findings();
        assertThat(before).hasSize(2);
        RecordedReport after =
                new TestScan(detectors(SAID)).baseline(before.subList(0, 1)).run(files);
        assertThat(after.findings()).containsExactly(before.getLast());
        assertThat(after.suppressed()).extracting(Suppressed::by).containsExactly("baseline");
        assertThat(after.summary().suppressed()).isEqualTo(1);
    }

    /** Copies have the same fingerprint: how many there were, and where, tells which ones nobody has looked at. */
    @Test
    void aCopyOfAnOldFindingIsNewUnlessAnOldOneIsGone() {
        List<Finding> before =
                new TestScan(detectors(SAID)).run(copies("g", "s", "v")).findings();
        assertThat(before).hasSize(3);
        assertThat(newOnes(before, true, "aa", "g", "s", "v")).as("one more").containsExactly("aa/a");
        assertThat(newOnes(before, true, "g", "s", "yy", "zz"))
                .as("one moved, one is new")
                .containsExactly("zz/a");
        assertThat(newOnes(before, true, "x", "y", "z")).as("all moved").isEmpty();
        assertThat(newOnes(before, true, "v")).isEmpty();
        assertThat(newOnes(before, false, "g", "zz")).as("what of the others?").containsExactly("zz/a");
    }

    private static MemoryConnector copies(String... folders) {
        MemoryConnector files = new MemoryConnector();
        for (String folder : folders) {
            files.file(folder + "/a", latin1("said"));
        }
        return files;
    }

    private static List<String> newOnes(List<Finding> before, boolean whole, String... folders) {
        TestScan scan = new TestScan(detectors(SAID)).baseline(before);
        RecordedReport after = (whole ? scan : scan.part()).run(copies(folders));
        assertThat(after.findings().size() + after.suppressed().size()).isEqualTo(folders.length);
        assertThat(after.summary().suppressed()).isEqualTo(after.suppressed().size());
        return after.findings().stream()
                .map(finding -> finding.location().path())
                .toList();
    }

    @Test
    void aFileAboveTheMaximumIsNotOpened() {
        MemoryConnector files = new MemoryConnector()
                .file("large", 1_000_000, _ -> {
                    throw new AssertionError("opened");
                })
                .file("small", latin1("said"));
        RecordedReport report = new TestScan(detectors(SAID)).maxSize(1_000).run(files);
        assertThat(report.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("--max-size"));
        assertThat(report.findings()).hasSize(1);
        assertThat(report.summary().coverage().bytesTotal()).isEqualTo(1_000_004);
    }

    @Test
    void whatCannotBeOpenedIsAGapAndTheRestIsScanned() {
        RecordedReport report = new TestScan(detectors(SAID))
                .run(new MemoryConnector()
                        .unreadable("secret", new AccessDeniedException("/folder/secret"))
                        .file("b", latin1("said")));
        assertThat(report.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(GapKind.UNREADABLE);
            assertThat(gap.reason()).isEqualTo("permission denied");
            assertThat(gap.location()).hasToString("memory/secret");
        });
        assertThat(report.findings()).hasSize(1);
    }

    @Test
    void strictTurnsWhatNobodyInterpretsIntoAGap() {
        RecordedReport report = new TestScan(detectors(SAID)).strict().run("x.txt", latin1("hello"));
        assertThat(report.gaps()).extracting(Gap::kind).containsExactly(GapKind.OPAQUE);
        assertThat(new TestScan(detectors(SAID))
                        .run("x.txt", latin1("hello"))
                        .summary()
                        .verdict())
                .isEqualTo(Verdict.CLEAN);
    }

    @Test
    void onlyReportsTheFamiliesAskedFor() {
        StubDecoder two = new StubDecoder("said", Access.FORWARD, (in, out, budget) -> {
            out.fact(new Anomaly("other/whispered", "softly", 0));
            SAID.decode(in, out, budget);
        });
        assertThat(new TestScan(detectors(two))
                        .only(Set.of("other"))
                        .run("x", latin1("said"))
                        .ruleIds())
                .containsExactly("other/whispered");
    }

    @Test
    void anUnknownTargetIsAGap() {
        RecordedReport report = new RecordedReport();
        new TestScan(detectors(SAID)).scanner(new MemoryConnector()).scan(List.of("elsewhere"), report);
        assertThat(report.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("no kind of target"));
    }

    /** Each wants more than half of the memory: together they cannot have it, one after the other they can. */
    @Test
    void whatOthersHeldIsHadAlone() {
        long most = 20L << 20;
        StubDecoder hungry = new StubDecoder("said", Access.FORWARD, (in, out, budget) -> {
            budget.takeMemory(most);
            try {
                Thread.yield();
                SAID.decode(in, out, budget);
            } finally {
                budget.giveBackMemory(most);
            }
        });
        RecordedReport one = new TestScan(detectors(hungry, StubDecoder.box()))
                .memoryBytes(32 << 20)
                .run(many(60));
        RecordedReport eight = new TestScan(detectors(hungry, StubDecoder.box()))
                .memoryBytes(32 << 20)
                .jobs(8)
                .run(many(60));
        assertThat(one.gaps()).isEmpty();
        assertThat(eight.inOrder()).isEqualTo(one.inOrder());
        RecordedReport never =
                new TestScan(detectors(hungry)).memoryBytes(16 << 20).jobs(8).run(many(6));
        assertThat(never.gaps()).isNotEmpty().allSatisfy(gap -> {
            assertThat(gap.kind()).isEqualTo(GapKind.LIMIT);
            assertThat(gap.reason()).contains("--max-memory");
        });
    }

    @Test
    void memoryThatRunsOutIsALimit() {
        StubDecoder exploding = new StubDecoder("said", Access.FORWARD, (in, out, budget) -> {
            SAID.decode(in, out, budget);
            throw new OutOfMemoryError("Java heap space");
        });
        for (int jobs : new int[] {1, 4}) {
            RecordedReport report =
                    new TestScan(detectors(exploding)).jobs(jobs).run("x", latin1("said"));
            assertThat(report.findings()).hasSize(1);
            assertThat(report.gaps()).singleElement().satisfies(gap -> {
                assertThat(gap.kind()).isEqualTo(GapKind.LIMIT);
                assertThat(gap.reason()).contains("--max-memory");
            });
        }
    }

    /** The scan itself looks whether something was not given back. */
    @Test
    void aLeakFailsTheTest() {
        StubDecoder leaking = new StubDecoder(
                "said",
                Access.FORWARD,
                (in, out, budget) -> budget.memory().buffers().take());
        assertThatThrownBy(() -> new TestScan(detectors(leaking)).run("x", latin1("said")))
                .isInstanceOf(AssertionError.class)
                .satisfies(leak -> assertThat(leak.getSuppressed()).hasSize(1));
    }

    @Test
    void everySourceIsClosed() {
        AtomicInteger open = new AtomicInteger();
        MemoryConnector files = new MemoryConnector();
        for (int i = 0; i < 20; i++) {
            byte[] bytes = latin1(i % 2 == 0 ? "said" : "nothing");
            files.file("f" + i, bytes.length, _ -> {
                open.incrementAndGet();
                return new ClosingSource(new MemorySource(bytes), open::decrementAndGet);
            });
        }
        new TestScan(detectors(SAID)).jobs(4).run(files);
        assertThat(open).hasValue(0);
    }

    private record ClosingSource(MemorySource source, Runnable onClose) implements dev.assay.engine.bytes.ByteSource {
        @Override
        public long sizeBytes() {
            return source.sizeBytes();
        }

        @Override
        public boolean seekable() {
            return true;
        }

        @Override
        public int read(long positionBytes, java.nio.ByteBuffer into) {
            return source.read(positionBytes, into);
        }

        @Override
        public void close() {
            onClose.run();
        }
    }
}
