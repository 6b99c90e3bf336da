package dev.assay.detectors.archive.sevenz;

import static dev.assay.detectors.archive.ArchiveFixtures.concat;
import static dev.assay.detectors.archive.ArchiveFixtures.decode;
import static dev.assay.detectors.archive.ArchiveFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.detectors.archive.ArchiveFixtures;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.fact.ArchiveEntry;
import dev.assay.engine.report.GapKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SevenZDecoderTest {
    private static final SevenZDecoder DECODER = new SevenZDecoder();

    private static RecordingSink read(String fixture) {
        return decode(DECODER, ArchiveFixtures.read(fixture));
    }

    private static List<ArchiveEntry> entries(RecordingSink sink) {
        return sink.facts().stream()
                .filter(ArchiveEntry.class::isInstance)
                .map(ArchiveEntry.class::cast)
                .toList();
    }

    @Test
    void readsMembersWithAndWithoutData() {
        byte[] bytes = new SevenZBytes()
                .file("a", "one")
                .file("none", "")
                .file("b/c", "two")
                .build();
        RecordingSink sink = decode(DECODER, bytes);
        assertThat(sink.contents()).containsExactly("a=one", "none=", "b/c=two");
        assertThat(sink.facts()).isEmpty();
        assertThat(sink.gaps()).isEmpty();
        assertThat(decode(DECODER, new SevenZBytes().build()).children()).isEmpty();
    }

    @Test
    void methodsThatAreNotReadAreGaps() {
        RecordingSink ppmd = read("ppmd.7z");
        assertThat(ppmd.gapKinds()).containsExactly(GapKind.UNSUPPORTED);
        assertThat(ppmd.gaps().getFirst().reason()).contains("and 3 more are compressed with PPMd");
    }

    @Test
    void encryptionIsAGap() {
        RecordingSink members = read("encrypted.7z");
        assertThat(members.gapKinds()).containsExactly(GapKind.ENCRYPTED);
        assertThat(members.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("and 3 more are encrypted"));
        assertThat(members.contents()).containsExactly("empty=");
        RecordingSink header = read("header-encrypted.7z");
        assertThat(header.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(GapKind.ENCRYPTED);
            assertThat(gap.reason()).contains("header");
        });
        assertThat(header.children()).isEmpty();
    }

    @Test
    void namesAndLinksThatLeadOutAreStated() {
        RecordingSink link = read("link.7z");
        assertThat(entries(link)).singleElement().satisfies(entry -> {
            assertThat(entry.type()).isEqualTo(ArchiveEntry.Type.SYMBOLIC_LINK);
            assertThat(entry.linkTarget()).isEqualTo("../outside");
        });
        RecordingSink names = decode(
                DECODER,
                new SevenZBytes()
                        .file("../up", "1")
                        .file("/root", "2")
                        .file("C:\\drive", "3")
                        .link("out", "/etc")
                        .file("out/passwd", "4")
                        .member("pipe", "", 0x1180_8000)
                        .member("standard-input", "x", 0x1180_8000)
                        .anti("gone")
                        .build());
        assertThat(entries(names))
                .extracting(ArchiveEntry::name)
                .containsExactly("../up", "/root", "C:\\drive", "out", "pipe", "gone");
        assertThat(names.anomalies()).containsExactly("archive/write-through-link");
        assertThat(names.children()).as("none is left out").hasSize(6);
    }

    @Test
    void membersOfOneNameAreBothJudged() {
        RecordingSink sink = decode(
                DECODER, new SevenZBytes().file("x", "one").file("x", "two").build());
        assertThat(sink.contents()).containsExactly("x=one", "x=two");
        assertThat(sink.anomalies()).containsExactly("archive/duplicate-member");
    }

    @Test
    void comparesTheSums() {
        SevenZBytes archive = new SevenZBytes().file("x", "one").file("y", "two");
        byte[] right = archive.build();
        RecordingSink member = decode(DECODER, archive.sum(7).build());
        assertThat(member.anomalies()).containsExactly("archive/crc-mismatch");
        assertThat(member.contents()).containsExactly("x=one", "y=two");
        for (int at : new int[] {9, 28}) { // of the start, of the header
            RecordingSink sink = decode(DECODER, with(right, at, right[at] ^ 1));
            assertThat(sink.anomalies()).as("%d", at).containsExactly("archive/crc-mismatch");
            assertThat(sink.contents()).as("%d", at).containsExactly("x=one", "y=two");
        }
        assertThat(decode(DECODER, concat(right, new byte[] {1})).anomalies()).containsExactly("archive/trailing-data");
    }

    @Test
    void headersThatTellOfTooMuchAreRefused() {
        RecordingSink more =
                decode(DECODER, new SevenZBytes().file("x", "one").declared(3).build());
        assertThat(more.contents()).containsExactly("x=one");
        assertThat(more.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(GapKind.MALFORMED);
            assertThat(gap.reason()).contains("3 more members");
        });
        byte[] far = with(new SevenZBytes().file("x", "one").build(), 12, 99);
        assertThat(decode(DECODER, far).gapKinds()).containsExactly(GapKind.MALFORMED);
        Limits few = new Limits(16, 1, 1, 1 << 20, 9, 1 << 20, 99, 9, Duration.ofHours(1));
        byte[] two = new SevenZBytes().file("x", "one").file("y", "two").build();
        assertThatThrownBy(() -> ArchiveFixtures.within(1 << 20, few, DECODER, two))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("more than 1 entries");
    }

    @Test
    void aFaultKeepsWhatCameBefore() {
        byte[] bytes = ArchiveFixtures.read("copy.7z");
        byte[] solid = ArchiveFixtures.read("solid.7z");
        RecordingSink whole = decode(DECODER, solid);
        byte[] broken = solid.clone();
        Arrays.fill(broken, 260, 400, (byte) 0x55);
        RecordingSink sink = decode(DECODER, broken);
        assertThat(sink.gapKinds()).contains(GapKind.MALFORMED);
        assertThat(sink.children().getFirst().name())
                .isEqualTo(whole.children().getFirst().name());
        for (int length = 0; length < bytes.length; length += 7) {
            assertThat(decode(DECODER, Arrays.copyOf(bytes, length)).gapKinds())
                    .as("cut to %d", length)
                    .containsExactly(GapKind.MALFORMED);
        }
    }

    /** The streams are told before the members: so much is known when the rest is broken. */
    @Test
    void membersWithoutNamesAreJudged() {
        byte[] bytes = new SevenZBytes().file("x", "one").file("y", "two").build();
        int at = 0;
        for (int i = 32; i < bytes.length - 6; i++) {
            if (bytes[i] == 0 && bytes[i + 1] == 5 && bytes[i + 2] == (byte) 0xf0) {
                at = i + 1;
            }
        }
        RecordingSink sink = decode(DECODER, with(bytes, at, 77));
        assertThat(sink.contents()).containsExactly("member-0=one", "member-1=two");
        assertThat(sink.gapKinds()).containsExactly(GapKind.MALFORMED);
    }

    @Test
    void codersThatGoRoundInACircleAreRefused() {
        // two stored coders, each the input of the other, and a third that nothing feeds
        byte[] header = {
            1, 4, 6, 0, 1, 9, 3, 0, 7, 11, 1, 0, 3, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 12, 3, 3, 3, 0, 0, 5, 1, 0, 0
        };
        RecordingSink sink = decode(DECODER, SevenZBytes.around(new byte[] {'a', 'b', 'c'}, header));
        assertThat(sink.gaps()).isNotEmpty();
        assertThat(sink.children()).isEmpty();
    }

    /** What is told twice, or in another order than programs do, would make more of it than is checked. */
    @Test
    void partsThatComeTwiceOrTooLateAreRefused() {
        byte[] sizesTwice = {1, 4, 6, 0, 1, 9, 3, 9, 3, 0, 7, 11, 1, 0, 1, 1, 0, 12, 3, 0, 0, 5, 1, 0, 0};
        byte[] foldersTwice = {
            1, 4, 6, 0, 1, 9, 3, 0, 7, 11, 1, 0, 1, 1, 0, 12, 3, 0, 7, 11, 1, 0, 1, 1, 0, 12, 3, 0, 0, 5, 1, 0, 0
        };
        byte[] dividedFirst = {1, 4, 6, 0, 1, 9, 3, 0, 8, 0, 7, 11, 1, 0, 1, 1, 0, 12, 3, 0, 0, 5, 0, 0, 0};
        for (byte[] header : new byte[][] {sizesTwice, foldersTwice, dividedFirst}) {
            RecordingSink sink = decode(DECODER, SevenZBytes.around(new byte[] {'a', 'b', 'c'}, header));
            assertThat(sink.gapKinds()).containsExactly(GapKind.MALFORMED);
        }
    }

    @Test
    void aFolderOfTooManyStreamsIsRefused() {
        // two coders of 32 inputs and 32 outputs are as many as there may be, a third one is not
        byte[] start = {1, 4, 6, 0, 1, 9, 3, 0, 7, 11, 1, 0, 3};
        byte[] coder = {0x11, 0, 32, 32};
        byte[] header = concat(start, coder, coder, coder, new byte[300]);
        RecordingSink sink = decode(DECODER, SevenZBytes.around(new byte[] {'a', 'b', 'c'}, header));
        assertThat(sink.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("more streams than there can be"));
    }

    @Test
    void anEncodedHeaderWithinTooManyIsRefused() {
        byte[] header = {23, 6, 0, 1, 9, 24, 0, 7, 11, 1, 0, 1, 1, 0, 12, 24, 0, 0};
        byte[] itself = concat(header, new byte[24 - header.length]);
        // the packed data are the header again, which says the same
        RecordingSink sink = decode(DECODER, SevenZBytes.around(itself, header));
        assertThat(sink.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("within too many"));
    }
}
