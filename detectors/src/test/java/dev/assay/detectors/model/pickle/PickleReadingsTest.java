package dev.assay.detectors.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.CallableReference.Use;
import dev.assay.engine.report.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where loaders disagree on what the bytes say, what any of them would run is judged. */
class PickleReadingsTest {
    private static final String DISAGREE = "model/pickle-loaders-disagree";
    private static final String PAYLOAD = "cos\nsystem\n(S'id'\ntR.";

    private static Decoding of(String latin1) {
        return Decoding.of(PickleBytes.text().ascii(latin1).bytes());
    }

    /** One unpickler refuses the number, the other goes on to what follows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "I010\n0",
                "I7\u0000x\n0",
                "F 1.5\n0",
                "F1_0.5\n0",
                "F1.5 \n0",
                "Np99999999999999999999\n0",
                "Np9999999999\n0",
                "ccollections\nOrderedDict\n]R0",
                "ccollections\nOrderedDict\n(I1\nlR0"
            })
    void bothAreFollowed(String before) {
        Decoding decoding = of(before + PAYLOAD);
        assertThat(decoding.refused).isNull();
        assertThat(decoding.names()).contains("os.system");
        assertThat(decoding.anomalies()).contains(DISAGREE);
    }

    /** Both take it, however unusual it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "I 1\n0",
                "I1_0\n0",
                "I0x1F\n0",
                "F+nan\n0",
                "Np+1\n0g1\n0",
                "Np 1\n0g+1\n0",
                "Np1_0\n0g10\n0",
                "ccollections\nOrderedDict\n)\u0081I0\nb0"
            })
    void unusualButPlain(String before) {
        Decoding decoding = of(before + PAYLOAD);
        assertThat(decoding.refused).isNull();
        assertThat(decoding.names()).contains("os.system");
        assertThat(decoding.anomalies()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"I1L\n.", "Np0x1\n.", "Np-1\n.", "Ng-1\n.", "F1 5\n.", "F1__0\n.", "Lx\n."})
    void refusedByBoth(String pickle) {
        assertThat(of(pickle).refused).isNotNull();
    }

    /** {@code pickle.py} imports a module before it looks at the name. */
    @ParameterizedTest
    @ValueSource(strings = {"cacme\n\n.", "cacme\nru", "cacmex", "(iacme\n\n.", "cacme\n"})
    void modulesAreImportedBeforeTheirNamesAreRead(String pickle) {
        Decoding decoding = of(pickle);
        assertThat(decoding.refused).isNotNull();
        assertThat(decoding.callables())
                .singleElement()
                .satisfies(callable -> assertThat(callable.module()).isEqualTo("acme"));
        assertThat(decoding.anomalies()).containsExactly(DISAGREE);
    }

    @Test
    void itemsAreSetBeforeAMissingOneIsMissed() {
        PickleBytes odd = PickleBytes.proto(4)
                .stackGlobal("sys", "modules")
                .op(Opcodes.MARK)
                .str("os")
                .op(Opcodes.NONE, Opcodes.NONE, Opcodes.SETITEMS);
        Decoding decoding = Decoding.of(odd.stop());
        assertThat(decoding.refused).isNotNull();
        assertThat(decoding.anomalies()).containsExactly("model/pickle-changes-import");
    }

    /** C goes on right behind STOP, {@code pickle.py} behind the frame. */
    @Test
    void picklesBehindSTOPAndBehindTheFrame() {
        byte[] hidden = PickleBytes.text().ascii("cposix\nsystem\n(S'id'\ntR.").bytes();
        byte[] other = PickleBytes.text().ascii("cnt\nsystem\n(S'id'\ntR.").bytes();
        byte[] file = PickleBytes.proto(4)
                .op(Opcodes.FRAME)
                .u64(2 + hidden.length)
                .op(Opcodes.NONE, Opcodes.STOP)
                .raw(hidden)
                .raw(other)
                .bytes();
        Decoding decoding = Decoding.of(file);
        assertThat(decoding.names()).containsExactly("nt.system", "posix.system");
        byte[] junkWithin = PickleBytes.proto(4)
                .op(Opcodes.FRAME)
                .u64(5)
                .op(Opcodes.NONE, Opcodes.STOP, 0xff, 0xff, 0xff)
                .raw(other)
                .bytes();
        assertThat(Decoding.of(junkWithin).names()).containsExactly("nt.system");
        assertThat(Decoding.ofStream(junkWithin).gaps)
                .singleElement()
                .asString()
                .startsWith("limit at ");
    }

    @Test
    void arraysOfJoblibAsOpcodes() {
        byte[] sample = Samples.get("opcodes-in-joblib-array");
        for (Decoding decoding : List.of(Decoding.of(sample), Decoding.ofStream(sample))) {
            assertThat(decoding.refused).isNull();
            assertThat(decoding.callable("os.system").uses()).contains(Use.CALLED);
            assertThat(decoding.anomalies()).containsExactly(DISAGREE);
            assertThat(decoding.findings()).anyMatch(finding -> finding.severity() == Severity.CRITICAL);
        }
    }

    /** The opcodes in the array use what lies on the stack and in the memo. */
    @Test
    void arraysOfJoblibAsOpcodesKnowTheMemo() {
        byte[] array = Arrays.copyOf(
                PickleBytes.text()
                        .get(0)
                        .get(1)
                        .op(Opcodes.STACK_GLOBAL)
                        .str("id")
                        .call1()
                        .stop(),
                48);
        byte[] pickle = Samples.joblib(
                        PickleBytes.proto(4)
                                .str("os")
                                .op(Opcodes.MEMOIZE)
                                .str("system")
                                .op(Opcodes.MEMOIZE),
                        "f8",
                        null)
                .raw(array)
                .stop();
        Decoding decoding = Decoding.of(pickle);
        assertThat(decoding.callable("os.system").uses()).contains(Use.CALLED);
        assertThat(decoding.findings()).anyMatch(finding -> finding.severity() == Severity.CRITICAL);
    }

    @Test
    void arraysOfNumbersAreNone() {
        Random random = new Random(5);
        byte[] array = new byte[48];
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(array);
            if (i % 2 == 0) { // one that begins as an opcode
                array[0] = (byte) "cRo\u0093bsia0(N\u0081t".charAt(i / 2 % 12);
            }
            byte[] pickle =
                    Samples.joblib(PickleBytes.proto(4), "f8", null).raw(array).stop();
            Decoding decoding = Decoding.of(pickle);
            assertThat(decoding.anomalies()).isEmpty();
            assertThat(decoding.names())
                    .containsExactlyInAnyOrder("joblib.numpy_pickle.NumpyArrayWrapper", "numpy.dtype");
            assertThat(decoding.callable("joblib.numpy_pickle.NumpyArrayWrapper")
                            .uses())
                    .containsExactlyInAnyOrder(Use.IMPORTED, Use.CALLED, Use.BUILT);
        }
    }

    /** joblib reads with {@code pickle.py}, which has the rest of the frame already: the array is behind it. */
    @Test
    void arraysOfJoblibLieBehindTheFrame() {
        byte[] wrapper = Samples.joblib(PickleBytes.text(), "f8", null).bytes();
        byte[] within = PickleBytes.text()
                .op(Opcodes.POP)
                .ascii(PAYLOAD.substring(0, PAYLOAD.length() - 1))
                .bytes();
        byte[] pickle = PickleBytes.proto(4)
                .op(Opcodes.FRAME)
                .u64(wrapper.length + within.length)
                .raw(wrapper)
                .raw(within)
                .raw(new byte[48])
                .stackGlobal("nt", "system")
                .stop();
        Decoding decoding = Decoding.of(pickle);
        assertThat(decoding.refused).isNull();
        assertThat(decoding.opaque).isEqualTo(48);
        assertThat(decoding.names()).contains("os.system", "nt.system");
        assertThat(decoding.anomalies()).contains("model/pickle-frame-mismatch");
    }

    @Test
    void manyTinyPickles() {
        byte[] many = new byte[2_000_000];
        for (int i = 0; i < many.length; i += 2) {
            many[i] = (byte) Opcodes.NONE;
            many[i + 1] = (byte) Opcodes.STOP;
        }
        assertThat(Decoding.of(many).refused).isNull();
        byte[] hidden = PickleBytes.text().raw(many).ascii(PAYLOAD).bytes();
        assertThat(Decoding.of(hidden).names()).containsExactly("os.system");
    }
}
