package dev.assay.detectors.archive.zip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.assay.detectors.archive.ZipBytes;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.fact.ArchiveEntry;
import dev.assay.engine.fact.Property;
import dev.assay.engine.report.GapKind;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ZipDecoderTest {
    private static final ZipDecoder DECODER = new ZipDecoder();

    static ByteSource stream(byte[] bytes) {
        return new StreamSource(new ByteArrayInputStream(bytes), ByteSource.UNKNOWN);
    }

    private static RecordingSink seekable(byte[] bytes) {
        return RecordingSink.of(DECODER, new MemorySource(bytes));
    }

    private static RecordingSink streamed(byte[] bytes) {
        return RecordingSink.of(DECODER, stream(bytes));
    }

    private static byte[] zip(Consumer<ZipBytes> change) {
        ZipBytes zip = new ZipBytes();
        change.accept(zip);
        return zip.build();
    }

    private static String repeated(String text) {
        return text.repeat(10_000);
    }

    private static Stream<Arguments> sound() {
        return Stream.of(
                arguments("empty", (Consumer<ZipBytes>) _ -> {}),
                arguments("stored", (Consumer<ZipBytes>) zip -> zip.stored("a", "one")),
                arguments("deflated", (Consumer<ZipBytes>) zip -> zip.deflated("a", repeated("one"))),
                arguments("both", (Consumer<ZipBytes>) zip -> {
                    zip.stored("d/", "");
                    zip.stored("d/a", "one");
                    zip.deflated("d/b", repeated("two"));
                    zip.stored("empty", "");
                }),
                arguments("with descriptors", (Consumer<ZipBytes>) zip -> {
                    zip.deflated("a", repeated("one")).streamed(true);
                    zip.deflated("b", "two").streamed(false);
                    zip.stored("c", "three PK\7\10 PK\3\4").streamed(true);
                }),
                arguments("zip64", (Consumer<ZipBytes>) zip -> {
                    zip.zip64 = true;
                    zip.deflated("a", "one");
                }),
                arguments("zip64 sizes", (Consumer<ZipBytes>) zip -> {
                    var member = zip.stored("a", "one");
                    member.both(header -> {
                        header.csize = 0xffff_ffffL;
                        header.usize = 0xffff_ffffL;
                        header.extra =
                                new ZipBytes.Out().i16(1).i16(16).i64(3).i64(3).toByteArray();
                    });
                }),
                arguments("comment", (Consumer<ZipBytes>) zip -> {
                    zip.comment = new byte[65_535];
                    zip.stored("a", "one");
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sound")
    void readsSoundArchivesEitherWay(String what, Consumer<ZipBytes> change) {
        byte[] bytes = zip(change);
        RecordingSink fromEnd = seekable(bytes);
        RecordingSink forward = streamed(bytes);
        for (RecordingSink sink : List.of(fromEnd, forward)) {
            assertThat(sink.facts()).isEmpty();
            assertThat(sink.gaps()).isEmpty();
        }
        assertThat(forward.contents()).isEqualTo(fromEnd.contents());
        assertThat(DECODER.format().magic().matches(Head.of("x", bytes))).isTrue();
    }

    private static Stream<Arguments> hostile() {
        return Stream.of(
                hostile(
                        "other local name",
                        "archive/header-mismatch",
                        List.of("a=one"),
                        zip -> zip.stored("a", "one").local.name("b")),
                hostile(
                        "unicode path field",
                        "archive/header-mismatch",
                        List.of("a=one"),
                        zip -> zip.stored("a", "one").central.extra = new ZipBytes.Out()
                                .i16(0x7075)
                                .i16(6)
                                .i32(0x100)
                                .bytes(new byte[] {0, 'b'})
                                .toByteArray()),
                hostile(
                        "wrong sum",
                        "archive/crc-mismatch",
                        List.of("a=one"),
                        zip -> zip.stored("a", "one").both(header -> header.crc++)),
                hostile(
                        "wrong sum, deflated",
                        "archive/crc-mismatch",
                        List.of("a=one"),
                        zip -> zip.deflated("a", "one").both(header -> header.crc++)),
                hostile(
                        "longer than told",
                        "archive/size-mismatch",
                        List.of("a=one"),
                        zip -> zip.deflated("a", "one").both(header -> header.usize = 2)),
                hostile(
                        "shorter than told",
                        "archive/size-mismatch",
                        List.of("a=one"),
                        zip -> zip.deflated("a", "one").both(header -> header.usize = 4)),
                hostile("twice", "archive/duplicate-member", List.of("a=one", "a=two"), zip -> {
                    zip.stored("a", "one");
                    zip.stored("a", "two");
                }),
                hostile(
                        "flag lies in both",
                        "archive/encryption-flag-lie",
                        List.of("a=one"),
                        zip -> zip.stored("a", "one").both(header -> header.flags = 1)),
                hostile(
                        "flag lies in the directory",
                        "archive/encryption-flag-lie",
                        List.of("a=one"),
                        zip -> zip.deflated("a", "one").central.flags = 1),
                hostile(
                        "flag lies before the data",
                        "archive/encryption-flag-lie",
                        List.of("a=one"),
                        zip -> zip.deflated("a", "one").local.flags = 1),
                hostile("not listed", "archive/unlisted-member", List.of("b=two", "a=one"), zip -> {
                    zip.stored("a", "one").listed = false;
                    zip.stored("b", "two");
                }),
                hostile("count", "archive/entry-count-mismatch", List.of("a=one"), zip -> {
                    zip.stored("a", "one");
                    zip.entriesMore = 1;
                }),
                hostile("prefix", "archive/prefix-data", List.of("a=one"), zip -> {
                    zip.prefix = "#!/bin/sh\n".getBytes(ISO_8859_1);
                    zip.stored("a", "one");
                }),
                hostile("prefix, offsets without it", "archive/prefix-data", List.of("a=one"), zip -> {
                    zip.prefix = "#!/bin/sh\n".getBytes(ISO_8859_1);
                    zip.offsetsFromPrefix = true;
                    zip.stored("a", "one");
                }),
                hostile("suffix", "archive/trailing-data", List.of("a=one", "trailing-data=more"), zip -> {
                    zip.suffix = "more".getBytes(ISO_8859_1);
                    zip.stored("a", "one");
                }),
                hostile("hole", "archive/hole-data", List.of("a=one", "b=two"), zip -> {
                    zip.stored("a", "one");
                    zip.stored("b", "two").before = repeated("x").getBytes(ISO_8859_1);
                }),
                hostile("in the comment", "archive/hidden-end-record", List.of("b=one", "b=two", "a=one"), zip -> {
                    zip.comment = zip(inner -> inner.stored("b", "two"));
                    zip.stored("a", "one");
                }),
                hostile("empty end record behind", "archive/hidden-end-record", List.of("a=one"), zip -> {
                    zip.suffix = zip(_ -> {});
                    zip.stored("a", "one");
                }));
    }

    private static Arguments hostile(String what, String anomaly, List<String> children, Consumer<ZipBytes> change) {
        return arguments(what, anomaly, children, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void judgesAllReadingsAndSaysSo(String what, String anomaly, List<String> children, Consumer<ZipBytes> change) {
        RecordingSink sink = seekable(zip(change));
        assertThat(sink.anomalies()).contains(anomaly);
        assertThat(sink.contents()).containsExactlyInAnyOrderElementsOf(children);
        assertThat(sink.gaps()).isEmpty();
    }

    @Test
    void judgesBothOfTwoSizes() {
        byte[] bytes = zip(zip -> {
            var member = zip.stored("a", "one and more");
            member.central.csize = 3;
            member.central.usize = 3;
        });
        assertThat(seekable(bytes).contents()).containsExactly("a=one", "a=one and more");
    }

    @Test
    void judgesBothOfTwoMethods() {
        byte[] bytes = zip(zip -> zip.deflated("a", "one").central.method = 0);
        assertThat(seekable(bytes).children()).hasSize(2);
        assertThat(seekable(bytes).contents()).contains("a=one");
    }

    @Test
    void saysWhatItCannotRead() {
        byte[] ppmd = zip(zip -> zip.stored("a", "xxxx").both(header -> header.method = 98));
        assertThat(seekable(ppmd).gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(GapKind.UNSUPPORTED);
            assertThat(gap.reason()).contains("ppmd");
        });
        assertThat(streamed(ppmd).gapKinds()).containsExactly(GapKind.UNSUPPORTED);
        for (int method : List.of(12, 14, 20, 93, 95)) {
            byte[] broken = zip(zip -> {
                zip.stored("a", "not compressed at all").both(header -> header.method = method);
                zip.stored("b", "two");
            });
            for (RecordingSink sink : List.of(seekable(broken), streamed(broken))) {
                assertThat(sink.gapKinds().contains(GapKind.MALFORMED)
                                || sink.anomalies().contains("archive/size-mismatch"))
                        .as("method %s", method)
                        .isTrue();
                assertThat(sink.contents()).contains("b=two");
            }
        }
        byte[] encrypted = zip(zip -> zip.stored("a", "0123456789abXYZ").both(header -> {
            header.flags = 1;
            header.usize = 3;
        }));
        assertThat(seekable(encrypted).gapKinds()).containsExactly(GapKind.ENCRYPTED);
        assertThat(streamed(encrypted).gapKinds()).containsExactly(GapKind.ENCRYPTED);
        byte[] aes = zip(zip -> zip.stored("a", "0123456789abXYZ").both(header -> header.method = 99));
        assertThat(seekable(aes).gapKinds()).containsExactly(GapKind.ENCRYPTED);
    }

    @Test
    void knowsOverlaps() {
        byte[] bytes = zip(zip -> {
            zip.stored("a", "one");
            var member = zip.stored("b", "one");
            member.written = false;
            member.central.offset = 0;
        });
        assertThat(seekable(bytes).anomalies()).contains("archive/overlapping-members");
        // of a part of several, the offsets lead into the others
        byte[] part = zip(zip -> {
            zip.disk = 2;
            zip.stored("a", "one");
            var member = zip.stored("b", "one");
            member.written = false;
            member.central.offset = 0;
        });
        assertThat(seekable(part).anomalies()).doesNotContain("archive/overlapping-members");
        assertThat(seekable(part).gapKinds()).contains(GapKind.UNSUPPORTED);
    }

    @Test
    void leavesTensorsAlone() {
        byte[] bytes = zip(zip -> {
            zip.stored("m/data.pkl", "pickle");
            zip.stored("m/byteorder", "little");
            zip.stored("m/data/0", repeated("t"));
            zip.stored("m/data/0.pkl", "another");
            zip.stored("other/data/0", "judged");
        });
        for (RecordingSink sink : List.of(seekable(bytes), streamed(bytes))) {
            assertThat(sink.formats()).containsExactly("torch");
            assertThat(sink.contents())
                    .containsExactly("m/data.pkl=pickle", "m/data/0.pkl=another", "other/data/0=judged");
            assertThat(sink.opaqueBytes()).isEqualTo(10_006);
            assertThat(sink.gaps()).isEmpty();
            assertThat(sink.facts()).hasOnlyElementsOfType(Property.class);
        }
        assertThat(RecordingSink.of(DECODER, new MemorySource(bytes), true).children())
                .hasSize(5);
    }

    @Test
    void knowsLayouts() {
        assertThat(seekable(zip(zip -> {
                            zip.stored("a.npy", "x");
                            zip.stored("b.npy", "x");
                        }))
                        .formats())
                .containsExactly("npz");
        assertThat(seekable(zip(zip -> {
                            zip.stored("a/DATA.PKL", "x");
                            zip.stored("a/constants.pkl", "x");
                            zip.stored("a/code/x.py", "x");
                        }))
                        .formats())
                .containsExactly("torch", "torchscript");
        assertThat(seekable(zip(zip -> zip.stored("mydata.pkl", "x"))).formats())
                .isEmpty();
    }

    @Test
    void statesNamesThatAreNotPlain() {
        byte[] bytes = zip(zip -> {
            zip.stored("../a", "one");
            zip.stored("/etc/b", "one");
            zip.stored("plain..name/c", "one");
            zip.stored("link", "/etc/passwd").central.mode = 0120777;
            zip.stored("link/through", "one");
        });
        for (RecordingSink sink : List.of(seekable(bytes), streamed(bytes))) {
            assertThat(sink.facts().stream().filter(ArchiveEntry.class::isInstance))
                    .extracting(fact -> ((ArchiveEntry) fact).name() + " " + ((ArchiveEntry) fact).linkTarget())
                    .containsExactly("../a null", "/etc/b null", "link /etc/passwd");
        }
        assertThat(seekable(bytes).anomalies()).containsExactly("archive/write-through-link");
    }

    @Test
    void followsLinksThroughOthers() {
        byte[] bytes = zip(zip -> {
            zip.stored("a/b", ".").both(header -> header.mode = 0120777);
            zip.stored("a/b/c", "..").both(header -> header.mode = 0120777);
            zip.stored("a/b/c/d", "..").both(header -> header.mode = 0120777);
            zip.stored("a/b/c/d/evil", "one");
        });
        for (RecordingSink sink : List.of(seekable(bytes), streamed(bytes))) {
            assertThat(sink.anomalies()).containsExactly("archive/link-escape", "archive/write-through-link");
        }
    }

    @Test
    void stopsABombAtItsBudget() {
        byte[] run = ZipBytes.deflate(new byte[10_000_000]);
        byte[] bytes = zip(zip -> {
            for (int i = 0; i < 1_000; i++) {
                var member = zip.stored("m" + i, run);
                member.both(header -> {
                    header.method = 8;
                    header.usize = 100_000_000;
                });
            }
        });
        Limits limits = new Limits(16, 100_000, 1_000_000, 1L << 30, 10, 1_000_000, 1_000, 10, Duration.ofHours(1));
        for (ByteSource source : List.of(new MemorySource(bytes), stream(bytes))) {
            Budget budget = RecordingSink.budget(limits, bytes.length);
            RecordingSink sink = new RecordingSink(budget);
            assertThatThrownBy(() -> sink.run(DECODER, source)).isInstanceOf(BudgetExceededException.class);
            assertThat(budget.expandedBytes())
                    .isGreaterThan(1_000_000)
                    .isLessThan(1_000_000 + 10L * bytes.length + 200_000);
        }
    }

    @Test
    void stopsABombOfMembersThatOverlap() {
        byte[] run = ZipBytes.deflate(new byte[10_000_000]);
        byte[] bytes = zip(zip -> {
            for (int i = 0; i < 10_000; i++) {
                var member = zip.stored("m" + i, run);
                member.written = i == 0;
                member.both(header -> {
                    header.method = 8;
                    header.usize = 10_000_000;
                    header.offset = 0;
                });
            }
        });
        Limits limits = new Limits(16, 100_000, 1_000_000, 1L << 30, 10, 1_000_000, 1_000, 10, Duration.ofHours(1));
        Budget budget = RecordingSink.budget(limits, bytes.length);
        RecordingSink sink = new RecordingSink(budget);
        assertThatThrownBy(() -> sink.run(DECODER, new MemorySource(bytes)))
                .isInstanceOf(BudgetExceededException.class);
        assertThat(budget.expandedBytes()).isLessThan(1_000_000 + 10L * bytes.length + 200_000);
        assertThat(sink.anomalies()).contains("archive/overlapping-members");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sound")
    void neverFailsWhereverItIsCutOff(String what, Consumer<ZipBytes> change) {
        byte[] bytes = zip(change);
        int end = what.equals("comment") ? bytes.length - 65_535 : bytes.length; // nobody needs a comment
        for (int length = 0; length < end; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            RecordingSink fromEnd = seekable(cut);
            RecordingSink forward = streamed(cut);
            boolean known = DECODER.format().magic().matches(Head.of("x", cut));
            assertThat(known && fromEnd.gaps().isEmpty() && length >= 4)
                    .as("cut to %d", length)
                    .isFalse();
            assertThat(forward.gaps()).isNotEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void neverFailsWhicheverBitIsWrong(String what, String anomaly, List<String> children, Consumer<ZipBytes> change) {
        byte[] bytes = zip(change);
        int step = bytes.length > 5_000 ? 211 : 1;
        for (int i = 0; i < bytes.length; i += step) {
            for (int bit : new int[] {1, 0x80, 0xff}) {
                byte[] wrong = bytes.clone();
                wrong[i] ^= (byte) bit;
                assertThat(seekable(wrong)).isNotNull();
                assertThat(streamed(wrong)).isNotNull();
            }
        }
    }

    @Test
    void isFoundBehindAPrefixWhateverItsEndRecordCounts() {
        for (int more : new int[] {-1, 59_999, 65_534}) {
            for (int prefix : new int[] {100, 500_000}) {
                byte[] bytes = zip(zip -> {
                    zip.prefix = new byte[prefix];
                    zip.entriesMore = more;
                    zip.stored("a", "one");
                });
                Head whole = Head.of("x", bytes);
                int at = Math.max(bytes.length - Head.TAIL_BYTES, 0);
                byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
                Head seen = new Head("x", bytes.length, bytes, 64, tail, tail.length);
                assertThat(DECODER.format().magic().matches(whole)).isTrue();
                assertThat(DECODER.format().magic().matches(seen)).isTrue();
                assertThat(seekable(bytes).contents()).containsExactly("a=one");
                assertThat(seekable(bytes).anomalies()).contains("archive/entry-count-mismatch");
            }
        }
    }

    @Test
    void judgesTheContentOfAFolder() {
        byte[] bytes = zip(zip -> zip.stored("m.bin/", "one"));
        assertThat(seekable(bytes).contents()).containsExactly("m.bin=one");
        assertThat(streamed(bytes).contents()).containsExactly("m.bin=one");
    }

    @Test
    void holdsNoMoreOfLongNamesThanItMay() {
        byte[] bytes = zip(zip -> {
            for (int i = 0; i < 300; i++) {
                zip.stored(String.format("%05d", i) + "n".repeat(65_000), "one");
            }
        });
        for (RecordingSink sink : List.of(seekable(bytes), streamed(bytes))) {
            assertThat(sink.children()).hasSizeBetween(250, 299);
            assertThat(sink.anomalies()).isEmpty();
            assertThat(sink.gapKinds()).containsExactly(GapKind.LIMIT);
        }
    }

    @Test
    void isNotFoundInOtherBytes() {
        assertThat(matches("just some text PK\5\6 with 22 bytes behind it, and more"))
                .isFalse();
        assertThat(matches("PK\3")).isFalse();
        assertThat(matches("")).isFalse();
        assertThat(Set.of(true)).contains(matches("PK00PK\3\4........................."));
    }

    private static boolean matches(String latin1) {
        return DECODER.format().magic().matches(Head.of("x", latin1.getBytes(ISO_8859_1)));
    }
}
