package dev.assay.detectors.archive.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.assay.detectors.archive.ArchiveFixtures;
import dev.assay.detectors.archive.TarBytes;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.fact.ArchiveEntry;
import dev.assay.engine.report.GapKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TarDecoderTest {
    private static final TarDecoder DECODER = new TarDecoder();
    private static final String LONG = "directory/".repeat(20) + "file";

    private static RecordingSink seekable(byte[] bytes) {
        return RecordingSink.of(DECODER, new MemorySource(bytes));
    }

    private static RecordingSink streamed(byte[] bytes) {
        return RecordingSink.of(DECODER, new StreamSource(new ByteArrayInputStream(bytes), ByteSource.UNKNOWN));
    }

    private static TarBytes tar() {
        return new TarBytes();
    }

    private static Stream<Arguments> sound() {
        return Stream.of(
                arguments(
                        "plain",
                        tar().file("a", "one").file("b", "x".repeat(512)).end(),
                        List.of("a=one", "b=" + "x".repeat(512))),
                arguments(
                        "folder",
                        tar().member("d/", "", h -> h.type = '5')
                                .file("d/a", "one")
                                .end(),
                        List.of("d/a=one")),
                arguments("no end", tar().file("a", "one"), List.of("a=one")),
                arguments("v7", tar().member("a", "one", h -> h.magic = "").end(), List.of("a=one")),
                arguments("v7 type", tar().member("a", "one", h -> h.type = 0).end(), List.of("a=one")),
                arguments(
                        "file with a slash", // Python's tarfile writes it as a file
                        tar().file("a/", "one").end(),
                        List.of("a=one")),
                arguments(
                        "prefix",
                        tar().member("a", "one", h -> h.prefix = "p/q").end(),
                        List.of("p/q/a=one")),
                arguments(
                        "signed sum",
                        tar().member("\u00e9", "one", h -> h.signedSum = true).end(),
                        List.of("\u00e9=one")),
                arguments(
                        "base 256",
                        tar().member("a", "one", h -> h.base256 = true).end(),
                        List.of("a=one")),
                arguments(
                        "GNU long name",
                        tar().member("././@LongLink", LONG + "\0", h -> h.type = 'L')
                                .file("short", "one")
                                .end(),
                        List.of(LONG + "=one")),
                arguments(
                        "pax path",
                        tar().pax('x', "path=" + LONG)
                                .file("short", "one")
                                .file("b", "two")
                                .end(),
                        List.of(LONG + "=one", "b=two")),
                arguments(
                        "pax global",
                        tar().pax('g', "comment=c").file("a", "one").end(),
                        List.of("a=one")),
                arguments(
                        "unknown type",
                        tar().member("a", "one", h -> h.type = 'Z').end(),
                        List.of("a=one")),
                arguments(
                        "volume label with content, a file to Python",
                        tar().member("label", "two", h -> h.type = 'V')
                                .file("a", "one")
                                .end(),
                        List.of("label=two", "a=one")),
                arguments(
                        "volume label",
                        tar().member("label", "", h -> h.type = 'V')
                                .file("a", "one")
                                .end(),
                        List.of("a=one")),
                arguments(
                        "sparse 0.1",
                        tar().pax('x', "GNU.sparse.size=8", "GNU.sparse.map=2,3,6,1")
                                .file("s", "abcd")
                                .end(),
                        List.of("s=\0\0abc\0d\0")),
                arguments(
                        "sparse 0.0",
                        tar().pax(
                                        'x',
                                        "GNU.sparse.size=4",
                                        "GNU.sparse.numblocks=1",
                                        "GNU.sparse.offset=1",
                                        "GNU.sparse.numbytes=2")
                                .file("s", "ab")
                                .end(),
                        List.of("s=\0ab\0")),
                arguments(
                        "sparse 1.0",
                        tar().pax(
                                        'x',
                                        "GNU.sparse.major=1",
                                        "GNU.sparse.minor=0",
                                        "GNU.sparse.name=s",
                                        "GNU.sparse.realsize=6")
                                .file("GNUSparseFile.0/s", "1\n4\n2\n" + "\0".repeat(506) + "ab")
                                .file("b", "two")
                                .end(),
                        List.of("s=\0\0\0\0ab", "b=two")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sound")
    void readsSoundArchivesEitherWay(String what, TarBytes tar, List<String> contents) {
        byte[] bytes = tar.build();
        for (RecordingSink sink : List.of(seekable(bytes), streamed(bytes))) {
            assertThat(sink.contents()).isEqualTo(contents);
            assertThat(sink.facts()).isEmpty();
            assertThat(sink.gaps()).isEmpty();
        }
        assertThat(DECODER.format().magic().matches(Head.of("x", bytes))).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sound")
    void neverFailsWhereverItIsCutOff(String what, TarBytes tar, List<String> contents) {
        byte[] bytes = tar.build();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            RecordingSink fromFile = seekable(cut);
            RecordingSink fromStream = streamed(cut);
            assertThat(fromStream.contents()).as("cut to %d", length).isEqualTo(fromFile.contents());
            assertThat(fromStream.gapKinds()).as("cut to %d", length).isEqualTo(fromFile.gapKinds());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sound")
    void neverFailsWhicheverByteIsWrong(String what, TarBytes tar, List<String> contents) {
        byte[] bytes = tar.build();
        for (int i = 0; i < bytes.length; i++) {
            for (int bit : new int[] {1, 0x80, 0xff}) {
                byte[] wrong = bytes.clone();
                wrong[i] ^= (byte) bit;
                assertThat(seekable(wrong)).isNotNull();
                assertThat(streamed(wrong)).isNotNull();
            }
        }
    }

    @Test
    void goesOnBehindTheEnd() {
        byte[] bytes = tar().file("a", "one").end().file("b", "two").end().build();
        for (RecordingSink sink : List.of(seekable(bytes), streamed(bytes))) {
            assertThat(sink.contents()).containsExactly("a=one", "b=two");
            assertThat(sink.anomalies()).containsExactly("archive/hidden-members");
        }
        byte[] trailing = tar().file("a", "one").end().raw(new byte[] {1, 2, 3}).build();
        assertThat(seekable(trailing).anomalies()).containsExactly("archive/trailing-data");
    }

    @Test
    void goesOnBehindAWrongHeader() {
        byte[] bytes = tar().file("a", "one")
                .member("b", "two", h -> h.sumMore = 1)
                .file("c", "three")
                .end()
                .build();
        for (RecordingSink sink : List.of(seekable(bytes), streamed(bytes))) {
            assertThat(sink.contents()).containsExactly("a=one", "c=three");
            assertThat(sink.gapKinds()).containsExactly(GapKind.MALFORMED);
        }
    }

    @Test
    void judgesBothOfTwoSizes() {
        byte[] inner = tar().file("hidden", "evil").build();
        byte[] bytes = tar().pax('x', "size=" + inner.length)
                .member("a", "", h -> h.size = 0)
                .raw(inner)
                .file("b", "two")
                .end()
                .build();
        RecordingSink sink = seekable(bytes);
        assertThat(sink.anomalies()).containsExactly("archive/size-mismatch");
        assertThat(sink.children()).extracting(RecordingSink.Child::name).containsExactly("a", "a", "b");
        assertThat(streamed(bytes).gapKinds()).containsExactly(GapKind.UNSUPPORTED);
    }

    @Test
    void walksTheDataOfALink() {
        byte[] bytes = tar().member("l", "", h -> {
                    h.type = '1';
                    h.link = "a";
                    h.size = 1024;
                })
                .file("hidden", "evil")
                .file("b", "two")
                .end()
                .build();
        assertThat(seekable(bytes).contents()).containsExactly("hidden=evil", "b=two");
    }

    @Test
    void judgesWhatOnlySomeReadersTakeForData() {
        TarBytes tar = tar();
        for (char type : new char[] {'1', '2', '5'}) {
            tar.member("l" + type, "evil", h -> {
                h.type = type;
                h.link = "a";
            });
        }
        byte[] bytes = tar.member("m.bin/", "model", _ -> {})
                .member("n.bin/", "other", h -> h.type = '7')
                .file("b", "two")
                .end()
                .build();
        for (RecordingSink sink : List.of(seekable(bytes), streamed(bytes))) {
            assertThat(sink.contents())
                    .containsExactly("l1=evil", "l2=evil", "l5=evil", "m.bin=model", "n.bin=other", "b=two");
            assertThat(sink.gaps()).isEmpty();
        }
    }

    @Test
    void judgesDataThatBeginLikeTheEnd() {
        String content = "\0".repeat(512) + "evil";
        byte[] bytes = tar().member("l", content, h -> {
                    h.type = '1';
                    h.link = "a";
                })
                .end()
                .build();
        assertThat(seekable(bytes).contents()).containsExactly("l=" + content);
        assertThat(streamed(bytes).gapKinds()).containsExactly(GapKind.UNSUPPORTED);
        byte[] without = tar().member("l", "", h -> {
                    h.type = '1';
                    h.link = "a";
                    h.size = 5000;
                })
                .end()
                .build();
        for (RecordingSink sink : List.of(seekable(without), streamed(without))) {
            assertThat(sink.children()).isEmpty();
            assertThat(sink.gaps()).isEmpty();
        }
    }

    @Test
    void holdsNoMoreOfLongNamesThanItMay() {
        TarBytes tar = tar();
        for (int i = 0; i < 30; i++) {
            tar.pax('x', "path=" + i + "n".repeat(1_000_000)).file("a", "one");
        }
        for (RecordingSink sink : List.of(seekable(tar.build()), streamed(tar.build()))) {
            assertThat(sink.children()).hasSizeBetween(15, 29);
            assertThat(sink.gapKinds()).containsExactly(GapKind.LIMIT);
        }
    }

    /** Headers may follow one another without end, and a small stream may hold gigabytes of them. */
    @Test
    void keepsOfExtendedHeadersOnlyWhatReadersActOn() throws MalformedException {
        PaxRecords records = new PaxRecords();
        records.read("12 mine=any\n14 path=a/b.c\n".getBytes(StandardCharsets.UTF_8), 0);
        assertThat(records.get("mine")).isNull();
        assertThat(records.get("path")).isEqualTo("a/b.c");
    }

    /** Each within its bound, and together without one. */
    @Test
    void aSparseMapDoesNotGrowThroughManyHeaders() {
        String record = "GNU.sparse.map=" + "1,1,".repeat(200_000) + "1,1";
        TarBytes tar = tar();
        for (int i = 0; i < 6; i++) {
            tar.pax('x', record);
        }
        RecordingSink sink = seekable(tar.file("a", "one").end().build());
        assertThat(sink.gaps()).anyMatch(gap -> gap.reason().contains("more than a million runs"));
    }

    @Test
    void statesLinksAndDevices() {
        byte[] bytes = tar().link('2', "a", "../x")
                .link('1', "b", "/etc/passwd")
                .link('3', "c", "")
                .link('6', "d", "")
                .file("a/through", "one")
                .end()
                .build();
        RecordingSink sink = seekable(bytes);
        assertThat(sink.facts().stream().filter(ArchiveEntry.class::isInstance))
                .extracting(fact -> {
                    ArchiveEntry entry = (ArchiveEntry) fact;
                    return entry.name() + " " + entry.type() + " " + entry.linkTarget();
                })
                .containsExactly("a SYMBOLIC_LINK ../x", "b HARD_LINK /etc/passwd", "c DEVICE null", "d DEVICE null");
        assertThat(sink.anomalies()).containsExactly("archive/write-through-link");
    }

    private static TarBytes links(String... members) {
        TarBytes tar = tar();
        for (String member : members) {
            String[] parts = member.split(" -> | => ", -1);
            if (parts.length == 1) {
                tar.file(member, "x");
            } else {
                tar.link(member.contains(" => ") ? '1' : '2', parts[0], parts[1]);
            }
        }
        return tar.end();
    }

    private static final String ESCAPE = "archive/link-escape";
    private static final String WRITE = "archive/write-through-link";

    private static Stream<Arguments> chains() {
        return Stream.of(
                arguments(List.of(ESCAPE, WRITE), links("a/b -> .", "a/b/c -> ..", "a/b/c/d -> ..", "a/b/c/d/evil")),
                arguments(List.of(ESCAPE), links("l1 -> .", "l2 -> l1/l1/l1/../../..")),
                arguments(List.of(ESCAPE), links("l2 -> a/b/../../x", "a/b -> ..", "a/c -> b/..")),
                arguments(List.of(ESCAPE), links("a/l2 -> x/../..", "a/x -> .")),
                arguments(List.of(ESCAPE, WRITE), links("a/b/l -> ..", "l2 => a/b/l", "l2/evil")),
                arguments(List.of(ESCAPE, WRITE), links("a\\b -> ..", "a\\b/evil")),
                arguments(List.of(ESCAPE, WRITE), links("l -> m/..", "m -> l/..", "l/evil")),
                arguments(List.of(WRITE), links("usr/l -> /etc", "usr/m -> l/x", "usr/m/evil")),
                arguments(List.of(), links("usr/lib64 -> lib", "usr/lib64/a -> ../lib/b", "usr/lib64/c")),
                arguments(List.of(), links("lib/x.so -> x.so.1", "lib/x.so.1 -> x.so.1.2", "lib/x.so.1.2")),
                arguments(List.of(), links("m/.bin/t -> ../t/cli.js", "m/t -> ../p/t", "p/t/cli.js", "m/t/more")),
                arguments(List.of(), links("a/b/c -> ../../d", "d/e -> ../a/b", "d/e/c/f", "h => d/f")),
                arguments(List.of(), links("usr/l -> /etc", "usr/m -> l/x")),
                arguments(List.of(), links("x -> x")));
    }

    @ParameterizedTest
    @MethodSource("chains")
    void followsLinksThroughOthers(List<String> anomalies, TarBytes tar) {
        for (RecordingSink sink : List.of(seekable(tar.build()), streamed(tar.build()))) {
            assertThat(sink.anomalies().stream().distinct()).containsExactlyElementsOf(anomalies);
            assertThat(sink.gaps()).isEmpty();
        }
    }

    @Test
    void staysWithinReasonForChainsThatMultiply() {
        String[] members = new String[61];
        members[0] = "l0 -> .";
        for (int i = 1; i < 60; i++) {
            members[i] = "l" + i + " -> l" + (i - 1) + "/l" + (i - 1);
        }
        members[60] = "l59/evil";
        assertThat(seekable(links(members).build()).anomalies()).contains(ESCAPE, WRITE);
    }

    @Test
    void refusesASparseMapThatIsNotInOrder() {
        byte[] bytes = tar().pax('x', "GNU.sparse.size=8", "GNU.sparse.map=5,3,0,1")
                .file("s", "abcd")
                .file("b", "two")
                .end()
                .build();
        assertThat(seekable(bytes).contents()).containsExactly("b=two");
        assertThat(seekable(bytes).gapKinds()).containsExactly(GapKind.MALFORMED);
    }

    /** Python's tarfile does not look at the magic of an old sparse member. */
    @Test
    void readsAnOldSparseMemberWhateverItsMagic() {
        byte[] bytes = ArchiveFixtures.read("sparse-gnu.tar");
        byte[] other = ArchiveFixtures.with(bytes, 257, 'u', 's', 't', 'a', 'r', 0, '0', '0');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += i >= 148 && i < 156 ? ' ' : other[i] & 0xff;
        }
        byte[] digits = String.format("%06o", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, other, 148, digits.length);
        assertThat(seekable(other).gaps()).isEmpty();
        assertThat(seekable(other).contents()).isEqualTo(seekable(bytes).contents());
    }

    @Test
    void judgesDataBeyondASparseMap() {
        byte[] bytes = tar().pax('x', "GNU.sparse.size=4", "GNU.sparse.map=1,2")
                .file("s", "abREST")
                .file("b", "two")
                .end()
                .build();
        for (RecordingSink sink : List.of(seekable(bytes), streamed(bytes))) {
            assertThat(sink.contents()).containsExactly("s=\0ab\0", "s=REST", "b=two");
            assertThat(sink.anomalies()).containsExactly("archive/size-mismatch");
            assertThat(sink.gaps()).isEmpty();
        }
    }

    @Test
    void aSizeThatIsNoNumberIsAGap() {
        for (String size : List.of("+3", " 3", "1_0", "x", "99999999999999999999")) {
            RecordingSink sink = seekable(
                    tar().pax('x', "size=" + size).file("a", "one").end().build());
            assertThat(sink.contents()).as(size).containsExactly("a=one");
            assertThat(sink.gapKinds()).as(size).containsExactly(GapKind.MALFORMED);
        }
        RecordingSink taken = seekable(tar().pax('g', "path=other")
                .pax('x', "path=", "size=")
                .file("a", "one")
                .end()
                .build());
        assertThat(taken.contents()).containsExactly("a=one");
        assertThat(taken.gaps()).isEmpty();
    }
}
