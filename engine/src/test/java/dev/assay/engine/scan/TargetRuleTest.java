package dev.assay.engine.scan;

import static dev.assay.engine.scan.StubDecoder.boxed;
import static dev.assay.engine.scan.StubDecoder.latin1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Limits;
import dev.assay.engine.decode.Access;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.rule.TargetRule;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TargetRuleTest {
    private static final StubDecoder SAID = StubDecoder.saying("said", Access.FORWARD);

    /** Says what it sees of files whose names begin with {@code part}, and of what was said anywhere. */
    private record Listing(Set<Class<? extends Fact>> kinds) implements TargetRule {
        @Override
        public boolean reads(Fact fact) {
            return kinds.contains(fact.getClass());
        }

        @Override
        public boolean concerns(String name) {
            return name.startsWith("part");
        }

        @Override
        public void judge(Projection target, Findings out) {
            String seen = target.seen().stream()
                    .map(facts -> facts.at() + "=" + facts.facts().size())
                    .collect(Collectors.joining(" "));
            String unread =
                    target.unread().stream().map(Location::toString).sorted().collect(Collectors.joining(" "));
            out.at(target.seen().getFirst().at());
            out.add("test/said", -1, "", Map.of("seen", seen, "unread", unread));
        }
    }

    private static TestScan scan(TargetRule rule) {
        Detectors some = StubDecoder.detectors(SAID, StubDecoder.box());
        return new TestScan(new Detectors(
                some.decoders(), List.of(), List.of(rule), some.book(), some.formatsByExtension(), "test"));
    }

    private static Map<String, String> evidence(RecordedReport report) {
        assertThat(report.findings()).hasSize(1);
        return report.findings().getFirst().evidence();
    }

    @Test
    void aRuleSeesWhatItAsksForAndNothingElse() {
        MemoryConnector files = new MemoryConnector()
                .file("other", latin1("none"))
                .file("a/part1", latin1("none"))
                .file("a/said", latin1("said"))
                .file("box", boxed("in/part2", latin1("none")))
                .file("part3", latin1("said"));
        assertThat(evidence(scan(new Listing(Set.of(Anomaly.class))).run(files)))
                .isEqualTo(Map.of("seen", "memory/a/part1=0 memory/a/said=1 memory/box!in/part2=0 memory/part3=1"));
        assertThat(evidence(scan(new Listing(Set.of())).run(files)))
                .isEqualTo(Map.of("seen", "memory/a/part1=0 memory/box!in/part2=0 memory/part3=0"));
    }

    @Test
    void whatWasNotReadIsTold() {
        MemoryConnector files = new MemoryConnector()
                .file("part1", latin1("none"))
                .unreadable("part2", new IOException("no"))
                .unreadable("other", new IOException("no"))
                .step(out -> out.suppressed(new Suppressed("file", Location.of("memory", "part3"), "", "--exclude")))
                .step(out -> out.suppressed(new Suppressed("test/said", Location.of("memory", "part4"), "", "me")));
        assertThat(evidence(scan(new Listing(Set.of())).run(files)).get("unread"))
                .isEqualTo("memory/part2 memory/part3");
    }

    @Test
    void aTargetIsJudgedBeforeTheNextOne() {
        Detectors some = StubDecoder.detectors(SAID);
        Detectors both = new Detectors(
                some.decoders(),
                some.rules(),
                List.of(new Listing(Set.of())),
                some.book(),
                some.formatsByExtension(),
                "test");
        MemoryConnector files =
                new MemoryConnector().file("part1", latin1("none")).file("said", latin1("said"));
        for (int jobs : new int[] {1, 8}) {
            RecordedReport report = new RecordedReport();
            var _ = new TestScan(both)
                    .jobs(jobs)
                    .scanner(files)
                    .scan(List.of(MemoryConnector.TARGET, MemoryConnector.TARGET), report);
            assertThat(report.findings())
                    .extracting(finding -> finding.location().path())
                    .containsExactly("said", "part1", "said", "part1");
        }
    }

    @Test
    void theBaselineAndTheFamiliesHoldForItsFindings() {
        MemoryConnector files = new MemoryConnector().file("part1", latin1("none"));
        Finding finding = scan(new Listing(Set.of())).run(files).findings().getFirst();
        RecordedReport after =
                scan(new Listing(Set.of())).baseline(List.of(finding)).run(files);
        assertThat(after.findings()).isEmpty();
        assertThat(after.suppressed()).hasSize(1);
        assertThat(scan(new Listing(Set.of())).only(Set.of("other")).run(files).findings())
                .isEmpty();
    }

    /** Says at its end how many files it has seen, of each, as an anomaly that a rule judges. */
    private record Completing() implements TargetRule {
        @Override
        public boolean reads(Fact fact) {
            return false;
        }

        @Override
        public boolean concerns(String name) {
            return name.startsWith("part");
        }

        @Override
        public List<Facts> complete(Projection target, Findings out) {
            String seen = target.seen().size()
                    + (target.isPartial(target.seen().getFirst().at()) ? " of some" : " of all");
            return target.seen().stream()
                    .map(facts -> new Facts(
                            facts.at(), facts.formats(), facts.around(), List.of(new Anomaly(seen, "", 3, 1))))
                    .toList();
        }

        @Override
        public void judge(Projection target, Findings out) {
            // all is in what it completes
        }
    }

    private static TestScan completing() {
        Detectors some = StubDecoder.detectors(SAID);
        Rule heard = (facts, out) -> facts.of(Anomaly.class)
                .forEach(each -> out.add("test/said", each.offsetBytes(), "", Map.of("seen", each.id())));
        return new TestScan(new Detectors(
                some.decoders(),
                List.of(heard),
                List.of(new Completing()),
                some.book(),
                some.formatsByExtension(),
                "test"));
    }

    private static List<String> heard(RecordedReport report) {
        return report.findings().stream()
                .map(finding -> finding.location() + " " + finding.evidence().get("seen"))
                .toList();
    }

    @Test
    void whatARuleCompletesIsJudgedAsWhatAFileSays() {
        MemoryConnector files =
                new MemoryConnector().file("part1", latin1("none")).file("part2", latin1("none"));
        assertThat(heard(completing().run(files)))
                .containsExactly("memory/part1:+3 2 of all", "memory/part2:+3 2 of all");
    }

    @Test
    void whatIsHeldBackIsToldOfATargetThatIsNotJudged() {
        MemoryConnector files = new MemoryConnector();
        for (int i = 0; i < 1_000; i++) {
            files.file("part" + i, latin1("none"));
        }
        RecordedReport tooLarge = completing().memoryBytes(1 << 20).run(files);
        assertThat(heard(tooLarge)).hasSize(1_000).noneMatch(line -> line.endsWith("of all"));
        files.step(_ -> {
            throw new IllegalStateException("cut short");
        });
        assertThat(heard(completing().run(files))).hasSize(1_000).allMatch(line -> line.endsWith("1000 of some"));
    }

    @Test
    void aRuleThatFailsIsAGap() {
        TargetRule failing = new TargetRule() {
            @Override
            public boolean reads(Fact fact) {
                return false;
            }

            @Override
            public boolean concerns(String name) {
                return true;
            }

            @Override
            public void judge(Projection target, Findings out) {
                throw new IllegalStateException("a fault");
            }
        };
        RecordedReport report = scan(failing).run("x", latin1("none"));
        assertThat(report.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(GapKind.INTERNAL);
            assertThat(gap.location()).hasToString("memory");
        });
    }

    @Test
    void aWalkThatWasCutShortIsNotJudged() {
        MemoryConnector files = new MemoryConnector().file("part1", latin1("none"));
        assertThat(scan(new Listing(Set.of())).run(files).findings()).hasSize(1);
        files.step(_ -> {
            throw new IllegalStateException("before part2");
        });
        RecordedReport report = scan(new Listing(Set.of())).run(files);
        assertThat(report.findings()).isEmpty();
        assertThat(report.gaps()).extracting(Gap::kind).containsExactly(GapKind.INTERNAL);
    }

    @Test
    void moreThanMemoryHoldsIsAGapAndNoJudgement() {
        MemoryConnector files = new MemoryConnector();
        for (int i = 0; i < 1_000; i++) {
            files.file("part" + i, latin1("none"));
        }
        assertThat(scan(new Listing(Set.of())).run(files).findings()).hasSize(1);
        RecordedReport report = scan(new Listing(Set.of())).memoryBytes(1 << 20).run(files);
        assertThat(report.findings()).isEmpty();
        assertThat(report.gaps()).extracting(Gap::kind).containsExactly(GapKind.LIMIT);
    }

    @Test
    void aTargetWhoseTimeIsUpIsNotJudgedAsAWhole() {
        Limits d = Limits.DEFAULT;
        Limits none = new Limits(
                d.depth(),
                d.entriesPerContainer(),
                d.entries(),
                d.expandedBytes(),
                d.expansionRatio(),
                d.expansionFreeBytes(),
                d.facts(),
                d.findings(),
                Duration.ZERO);
        assertThat(scan(new Listing(Set.of()))
                        .limits(none)
                        .run("part", latin1("none"))
                        .findings())
                .isEmpty();
    }

    @Test
    void whatIsWhole() {
        Location zip = Location.of("t", "a/x.zip");
        Location member = zip.entry("b.zip").entry("c/part");
        assertThat(new Projection(List.of(), Set.of()).isWholeAround(member)).isTrue();
        assertThat(new Projection(List.of(), Set.of(zip)).isWholeAround(member)).isFalse();
        assertThat(new Projection(List.of(), Set.of(zip.entry("b.zip"))).isWholeAround(member))
                .isFalse();
        assertThat(new Projection(List.of(), Set.of(member, zip.entry("other"))).isWholeAround(member))
                .isTrue();
        assertThat(new Projection(List.of(), Set.of(Location.of("t", ""))).isWholeAround(zip))
                .isFalse();
        assertThat(new Projection(List.of(), Set.of()).isWholeAround(Location.of("t", "")))
                .isFalse();
    }
}
