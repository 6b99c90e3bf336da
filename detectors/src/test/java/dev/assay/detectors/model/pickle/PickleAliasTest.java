package dev.assay.detectors.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.fact.CallableReference.Use;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Severity;
import java.nio.ByteBuffer;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** Values that are held twice, changed behind the machine's back, or pushed long before they are used. */
class PickleAliasTest {
    private static final int WRAPPER = 0;
    private static final int STATE = 1;

    /** The list is filled on the stack, then through the memo; what the second one adds is handed on as well. */
    @Test
    void aListIsFilledThroughTheMemo() {
        byte[] pickle = PickleBytes.proto(4)
                .stackGlobal("builtins", "list")
                .emptyList()
                .put(0)
                .int1(1)
                .append()
                .get(0)
                .stackGlobal("acme.tools", "run")
                .append()
                .pop()
                .call1()
                .stop();
        assertThat(Decoding.of(pickle).callable("acme.tools.run").uses()).contains(Use.OPERAND);
        assertThat(worst(pickle)).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void aListIsFilledThroughItsDouble() {
        byte[] pickle = PickleBytes.proto(4)
                .stackGlobal("builtins", "list")
                .emptyList()
                .dup()
                .stackGlobal("acme.tools", "run")
                .append()
                .pop()
                .call1()
                .stop();
        assertThat(Decoding.of(pickle).callable("acme.tools.run").uses()).contains(Use.OPERAND);
    }

    /** Of a long list only the first items are kept, so that what lies in a tuple further on is not seen. */
    @Test
    void whatIsNotSeenOfALongListIsHandedOn() {
        PickleBytes list =
                PickleBytes.proto(4).stackGlobal("builtins", "list").emptyList().mark();
        for (int i = 0; i < 100; i++) {
            list.int1(i);
        }
        byte[] pickle = list.stackGlobal("acme.tools", "run")
                .tupleOf(1)
                .appends()
                .call1()
                .stop();
        assertThat(Decoding.of(pickle).callable("acme.tools.run").uses()).contains(Use.OPERAND);
    }

    @Test
    void whatLiesTooDeepIsHandedOn() {
        PickleBytes deep = PickleBytes.proto(4).stackGlobal("builtins", "list").stackGlobal("acme.tools", "run");
        for (int i = 0; i < 20; i++) {
            deep.tupleOf(1);
        }
        assertThat(Decoding.of(deep.call1().stop()).callable("acme.tools.run").uses())
                .contains(Use.OPERAND);
    }

    /** The state on the stack is harmless as far as it was filled there. */
    @Test
    void aStateGetsItsSpecialKeyThroughTheMemo() {
        for (boolean first : new boolean[] {true, false}) {
            PickleBytes pickle = PickleBytes.proto(4)
                    .stackGlobal("types", "SimpleNamespace")
                    .op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE, Opcodes.EMPTY_DICT)
                    .put(STATE);
            if (!first) {
                pickle.mark().str("a").int1(1).op(Opcodes.SETITEMS);
            }
            pickle.get(STATE)
                    .str("__setstate__")
                    .stackGlobal("acme.tools", "run")
                    .op(Opcodes.SETITEM)
                    .pop();
            if (first) {
                pickle.mark().str("a").int1(1).op(Opcodes.SETITEMS);
            }
            assertThat(Decoding.of(pickle.build().stop()).anomalies())
                    .as("before it is filled: " + first)
                    .contains("model/pickle-special-state");
        }
    }

    /** What the wrapper gets is what is in its state when it is built, whatever other dict was filled last. */
    @Test
    void joblibReadsTheStateThatItIsGiven() {
        byte[] array = PickleBytes.text().str("hidden").stop();
        PickleBytes pickle = wrapper().op(Opcodes.EMPTY_DICT).put(STATE);
        items(pickle, 1).pop().op(Opcodes.EMPTY_DICT);
        items(pickle, 100).pop().get(STATE).build().raw(new byte[1]);
        assertUnclear(pickle.raw(array).raw(new byte[99]));
    }

    @Test
    void joblibReadsAStateThatIsChangedThroughTheMemo() {
        PickleBytes pickle = wrapper().op(Opcodes.EMPTY_DICT).put(STATE);
        items(pickle, 100).get(STATE).str("shape").int1(1).tupleOf(1).op(Opcodes.SETITEM);
        assertUnclear(pickle.pop().build().raw(new byte[100]));
    }

    /** As pickle writes it in protocols 0 and 1. */
    @Test
    void joblibReadsAnArrayBehindAReconstructor() {
        PickleBytes pickle = PickleBytes.text()
                .global("copy_reg", "_reconstructor")
                .global("joblib.numpy_pickle", "NumpyArrayWrapper")
                .global("__builtin__", "object")
                .op(Opcodes.NONE, Opcodes.TUPLE3, Opcodes.REDUCE, Opcodes.EMPTY_DICT);
        byte[] hidden = {(byte) Opcodes.SHORT_BINUNICODE, 60};
        items(pickle, hidden.length).build().raw(hidden);
        Decoding decoding =
                Decoding.of(pickle.stackGlobal("os", "system").str("id").call1().stop());
        assertThat(decoding.refused).isNull();
        assertThat(decoding.names()).contains("os.system");
    }

    private static void assertUnclear(PickleBytes pickle) {
        Decoding decoding = Decoding.of(pickle.stop());
        assertThat(decoding.refused).isNotNull();
        assertThat(decoding.refused.reason()).contains("size cannot be told");
    }

    private static PickleBytes wrapper() {
        return PickleBytes.proto(4)
                .stackGlobal("joblib.numpy_pickle", "NumpyArrayWrapper")
                .op(Opcodes.EMPTY_TUPLE, Opcodes.NEWOBJ)
                .put(WRAPPER);
    }

    private static PickleBytes items(PickleBytes pickle, int bytes) {
        return pickle.mark()
                .str("shape")
                .int1(bytes)
                .tupleOf(1)
                .str("dtype")
                .stackGlobal("numpy", "dtype")
                .str("u1")
                .call1()
                .op(Opcodes.SETITEMS);
    }

    /** joblib takes the last one of two names; which one that is cannot be told of a dict of which items are missing. */
    @Test
    void joblibLoadsTheFileThatIsNamedLast() {
        PickleBytes pickle = PickleBytes.proto(4)
                .stackGlobal("joblib.numpy_pickle", "NDArrayWrapper")
                .op(Opcodes.EMPTY_TUPLE, Opcodes.NEWOBJ, Opcodes.EMPTY_DICT)
                .mark()
                .str("filename")
                .str("beside.npy");
        for (int i = 0; i < 40; i++) {
            pickle.int1(i).int1(i);
        }
        pickle.str("filename").str("/tmp/other.npy").op(Opcodes.SETITEMS).build();
        assertThat(Decoding.of(pickle.stop()).anomalies()).contains("model/pickle-loads-other-file");
    }

    /** A line of 300 MB between a name and its use: 28 bits of an offset no longer tell where the name was. */
    @Test
    void aNameIsFoundBehindALongLine() {
        byte[] before = PickleBytes.proto(2).str("os").str("system").bytes();
        byte[] after = PickleBytes.text().pop().stackGlobal().str("id").call1().stop();
        long line = 300L << 20;
        byte[] benign = PickleBytes.text().str("math").str("cos").bytes();
        Decoding decoding = Decoding.of(new LongLine(before, benign, line, after));
        assertThat(decoding.names()).containsExactly("os.system");
    }

    /** UNICODE with a line whose bytes lie 2^28 behind those in front of it where they say the same as {@code decoy}. */
    private record LongLine(byte[] before, byte[] decoy, long length, byte[] after) implements ByteSource {
        @Override
        public long sizeBytes() {
            return before.length + 1 + length + 1 + after.length;
        }

        @Override
        public boolean seekable() {
            return true;
        }

        @Override
        public int read(long position, ByteBuffer into) {
            if (position >= sizeBytes()) {
                return -1;
            }
            int n = (int) Math.min(into.remaining(), sizeBytes() - position);
            for (int i = 0; i < n; i++) {
                into.put(at(position + i));
            }
            return n;
        }

        private byte at(long position) {
            long lineEnd = before.length + 1 + length;
            if (position < before.length) {
                return before[(int) position];
            } else if (position == before.length) {
                return (byte) Opcodes.UNICODE;
            } else if (position >= lineEnd) {
                return position == lineEnd ? (byte) '\n' : after[(int) (position - lineEnd - 1)];
            }
            long again = position - (1L << 28);
            return again >= 2 && again - 2 < decoy.length ? decoy[(int) again - 2] : (byte) 'x';
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    private static Severity worst(byte[] pickle) {
        return Decoding.of(pickle).findings().stream()
                .map(Finding::severity)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
