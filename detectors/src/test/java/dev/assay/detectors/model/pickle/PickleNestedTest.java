package dev.assay.detectors.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.report.Severity;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pickles within pickles: hidden ones are found wherever they are held, and data is left alone. */
class PickleNestedTest {
    private static final byte[] PAYLOAD =
            PickleBytes.proto(2).global("os", "system").str("id").call1().stop();
    private static final byte[] TEXT_PAYLOAD =
            PickleBytes.text().ascii("cos\nsystem\n(S'id'\ntR.").bytes();

    private static void bytes(PickleBytes b, byte[] bytes) {
        b.op(Opcodes.BINBYTES).u32(bytes.length).raw(bytes);
    }

    private static byte[] holding(int protocol, Consumer<PickleBytes> push) {
        PickleBytes pickle = PickleBytes.proto(protocol).op(Opcodes.EMPTY_DICT).str("blob");
        push.accept(pickle);
        return pickle.op(Opcodes.SETITEM).stop();
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static Stream<byte[]> hidden() {
        String base64 = Base64.getEncoder().encodeToString(PAYLOAD);
        String text64 = Base64.getUrlEncoder().withoutPadding().encodeToString(TEXT_PAYLOAD);
        return Stream.of(
                holding(4, b -> bytes(b, PAYLOAD)),
                holding(4, b -> bytes(b, TEXT_PAYLOAD)),
                holding(5, b -> b.op(Opcodes.BYTEARRAY8).u64(PAYLOAD.length).raw(PAYLOAD)),
                holding(4, b -> b.op(Opcodes.SHORT_BINBYTES, PAYLOAD.length).raw(PAYLOAD)),
                holding(2, b -> b.op(Opcodes.SHORT_BINSTRING, PAYLOAD.length).raw(PAYLOAD)),
                holding(4, b -> b.str(base64)),
                holding(4, b -> b.str(text64)),
                holding(
                        4,
                        b -> b.str(Base64.getMimeEncoder(20, new byte[] {'\n'}).encodeToString(PAYLOAD))),
                holding(4, b -> b.str(HexFormat.of().formatHex(PAYLOAD))),
                holding(4, b -> b.str(HexFormat.of().formatHex(TEXT_PAYLOAD))),
                holding(4, b -> b.str(latin1(TEXT_PAYLOAD))),
                holding(2, b -> b.str(latin1(PAYLOAD))),
                holding(2, b -> b.ascii("V" + base64 + "\n")),
                holding(2, b -> b.ascii("S'" + base64 + "'\n")),
                holding(2, b -> b.ascii("S'\\x80\\x02cos\\nsystem\\n)R.'\n")),
                holding(4, b -> b.op(Opcodes.BINUNICODE8).u64(base64.length()).ascii(base64)));
    }

    @ParameterizedTest
    @MethodSource("hidden")
    void hiddenPicklesAreFound(byte[] pickle) {
        for (Decoding decoding : List.of(Decoding.of(pickle), Decoding.ofStream(pickle))) {
            assertThat(decoding.refused).isNull();
            assertThat(decoding.gaps).isEmpty();
            assertThat(decoding.within)
                    .singleElement()
                    .satisfies(within -> assertThat(within.names()).containsExactly("os.system"));
            assertThat(decoding.callables()).isEmpty();
        }
    }

    @Test
    void dataIsLeftAlone() {
        byte[] plain = PickleBytes.proto(4)
                .op(Opcodes.EMPTY_LIST)
                .int1(1)
                .op(Opcodes.APPEND)
                .stop();
        List<byte[]> benign = List.of(
                holding(4, b -> bytes(b, plain)),
                holding(4, b -> b.str("(setq a 1)\nconfig of the system\n")),
                holding(4, b -> b.str("class Foo:\n    pass\n")),
                holding(4, b -> b.str("gANjb2xvdXIgdGVtcGVyYXR1cmU")),
                holding(4, b -> b.str("8002000000000000000000000000000000000000")),
                holding(4, b -> b.str("Y29sb3VyLCBub3QgYSBwaWNrbGU=")),
                holding(4, b -> bytes(b, new byte[100])));
        for (byte[] pickle : benign) {
            assertThat(Decoding.of(pickle).children).isEmpty();
            assertThat(Decoding.ofStream(pickle).children).isEmpty();
        }
    }

    @Test
    void randomBytesBehindPROTOHardlyEverLookLikeOne() {
        Random random = new Random(3);
        PickleBytes pickle = PickleBytes.proto(4).op(Opcodes.MARK);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[200];
            random.nextBytes(bytes);
            bytes[0] = (byte) Opcodes.PROTO;
            bytes[1] = (byte) (i % 6);
            bytes(pickle, bytes);
        }
        assertThat(Decoding.of(pickle.op(Opcodes.TUPLE).stop()).children).hasSizeLessThan(20);
    }

    @Test
    void whatALoaderIsGivenIsHandedOnWhateverItLooksLike() {
        byte[] legacy =
                PickleBytes.proto(2).op(Opcodes.EMPTY_DICT).raw(new byte[40]).bytes();
        for (String[] loader : new String[][] {
            {"pickle", "loads"}, {"dill._dill", "loads"}, {"zlib", "decompress"}, {"torch.storage", "_load_from_bytes"}
        }) {
            PickleBytes pickle = PickleBytes.proto(4).stackGlobal(loader[0], loader[1]);
            bytes(pickle, legacy);
            byte[] whole = pickle.call1().stop();
            for (Decoding decoding : List.of(Decoding.of(whole), Decoding.ofStream(whole))) {
                assertThat(decoding.children).singleElement().asString().endsWith(" of " + legacy.length);
                assertThat(decoding.gaps).isEmpty();
                assertThat(decoding.anomalies()).isEmpty();
            }
        }
    }

    /** Protocols 0 to 2 have no bytes: {@code _codecs.encode(text, 'latin1')} stands for them. */
    @Test
    void bytesOfProtocol2AreFollowed() {
        byte[] pickle = PickleBytes.proto(2)
                .global("torch.storage", "_load_from_bytes")
                .global("_codecs", "encode")
                .str(latin1(PAYLOAD))
                .str("latin1")
                .op(Opcodes.TUPLE2, Opcodes.REDUCE)
                .call1()
                .stop();
        for (Decoding decoding : List.of(Decoding.of(pickle), Decoding.ofStream(pickle))) {
            assertThat(decoding.within)
                    .isNotEmpty()
                    .allSatisfy(within -> assertThat(within.names()).containsExactly("os.system"));
            assertThat(decoding.anomalies()).isEmpty();
        }
    }

    /** Its first pickles name nothing. */
    @Test
    void filesOfTorchAreFollowed() {
        byte[] legacy = PickleBytes.proto(2)
                .op(Opcodes.LONG1, 10)
                .raw(0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19)
                .op(Opcodes.STOP, Opcodes.PROTO, 2, Opcodes.BININT2, 0xe9, 3, Opcodes.STOP)
                .op(Opcodes.PROTO, 2, Opcodes.EMPTY_DICT, Opcodes.STOP)
                .raw(PAYLOAD)
                .bytes();
        byte[] held = holding(4, b -> bytes(b, legacy));
        byte[] loaded = PickleBytes.proto(2)
                .global("torch.storage", "_load_from_bytes")
                .global("_codecs", "encode")
                .str(latin1(legacy))
                .str("latin1")
                .op(Opcodes.TUPLE2, Opcodes.REDUCE)
                .call1()
                .stop();
        for (byte[] pickle : List.of(held, loaded)) {
            for (Decoding decoding : List.of(Decoding.of(pickle), Decoding.ofStream(pickle))) {
                assertThat(decoding.within)
                        .isNotEmpty()
                        .allSatisfy(within -> assertThat(within.names()).containsExactly("os.system"));
                assertThat(decoding.anomalies()).isEmpty();
            }
        }
        byte[] zip = PickleBytes.text()
                .ascii("PK\u0003\u0004")
                .raw(new byte[22])
                .raw(11, 0, 0, 0)
                .ascii("a/data.pkl.")
                .bytes();
        assertThat(Decoding.of(holding(4, b -> bytes(b, zip))).children).isEmpty();
        zip[26] = 10;
        assertThat(Decoding.of(holding(4, b -> bytes(b, zip))).children).hasSize(1);
    }

    @Test
    void whatIsDecodedAndLoadedIsFollowed() {
        byte[] pickle = PickleBytes.proto(4)
                .stackGlobal("_pickle", "loads")
                .stackGlobal("base64", "b64decode")
                .str(Base64.getEncoder().encodeToString(PAYLOAD))
                .call1()
                .call1()
                .stop();
        assertThat(Decoding.of(pickle).within)
                .isNotEmpty()
                .allSatisfy(within -> assertThat(within.names()).containsExactly("os.system"));
    }

    @Test
    void olderResultsAreNotTakenForNewerOnes() {
        PickleBytes pickle =
                PickleBytes.proto(4).stackGlobal("_codecs", "encode").op(Opcodes.MEMOIZE, Opcodes.POP);
        for (int i = 0; i <= Derived.MOST; i++) {
            pickle.get(0).str("x" + i).str("latin1").op(Opcodes.TUPLE2, Opcodes.REDUCE);
            pickle.op(i == 0 ? Opcodes.MEMOIZE : Opcodes.POP);
        }
        pickle.stackGlobal("torch.storage", "_load_from_bytes").get(1).call1();
        Decoding decoding = Decoding.of(pickle.stop());
        assertThat(decoding.refused).isNull();
        assertThat(decoding.children).isEmpty();
        assertThat(decoding.anomalies()).containsExactly("model/pickle-unseen-bytes");
    }

    @Test
    void largeOperandsWithinAreNoCover() {
        byte[] inner = PickleBytes.proto(4)
                .op(Opcodes.BINBYTES)
                .u32(200_000)
                .raw(new byte[200_000])
                .op(Opcodes.POP)
                .raw(TEXT_PAYLOAD)
                .bytes();
        for (byte[] pickle : List.of(
                holding(4, b -> bytes(b, inner)),
                holding(4, b -> b.str(Base64.getEncoder().encodeToString(inner))))) {
            for (Decoding decoding : List.of(Decoding.of(pickle), Decoding.ofStream(pickle))) {
                assertThat(decoding.within)
                        .singleElement()
                        .satisfies(within -> assertThat(within.names()).containsExactly("os.system"));
            }
        }
    }

    /** A model as a list of tensors, compressed: 100 MB of files within, none of which is kept longer than needed. */
    @Test
    void streamsHoldManyLargeFiles() {
        byte[] storage = PickleBytes.proto(2)
                .op(Opcodes.LONG1, 10)
                .raw(0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19)
                .op(Opcodes.STOP)
                .raw(new byte[1 << 20])
                .bytes();
        PickleBytes pickle = PickleBytes.proto(4).op(Opcodes.MARK);
        for (int i = 0; i < 100; i++) {
            pickle.stackGlobal("torch.storage", "_load_from_bytes");
            bytes(pickle, storage);
            pickle.call1();
        }
        Decoding decoding = Decoding.ofStream(pickle.op(Opcodes.TUPLE).stop());
        assertThat(decoding.refused).isNull();
        assertThat(decoding.children).hasSize(100);
        assertThat(decoding.gaps).isEmpty();
        assertThat(decoding.anomalies()).isEmpty();
    }

    @Test
    void manyAreBounded() {
        PickleBytes pickle = PickleBytes.proto(4).op(Opcodes.MARK);
        for (int i = 0; i < 10_050; i++) {
            bytes(pickle, TEXT_PAYLOAD);
        }
        Decoding decoding = Decoding.of(pickle.op(Opcodes.TUPLE).stop());
        assertThat(decoding.children).hasSize(10_000);
        assertThat(decoding.gaps).singleElement().asString().startsWith("limit at ");
    }

    @Test
    void severityIsThatOfWhatIsWithin() {
        byte[] pickle = holding(4, b -> b.str(Base64.getEncoder().encodeToString(PAYLOAD)));
        Decoding decoding = Decoding.of(pickle);
        assertThat(decoding.findings()).isEmpty();
        assertThat(decoding.within.getFirst().findings()).anyMatch(finding -> finding.severity() == Severity.CRITICAL);
    }
}
