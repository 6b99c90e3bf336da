package dev.assay.detectors.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.CallableReference.Reach;
import dev.assay.engine.fact.CallableReference.Use;
import dev.assay.engine.report.Severity;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The ways to a callable that are not in one opcode, and what the rule makes of them. */
class PickleReachTest {
    private static Decoding decode(Consumer<PickleBytes> body) {
        PickleBytes pickle = PickleBytes.proto(4);
        body.accept(pickle);
        Decoding decoding = Decoding.of(pickle.stop());
        assertThat(decoding.refused).isNull();
        return decoding;
    }

    private static Severity worst(Decoding decoding) {
        return decoding.findings().stream()
                .map(finding -> finding.severity())
                .max(Severity::compareTo)
                .orElseThrow();
    }

    /** Pushes {@code module.name(argument)}. */
    private static PickleBytes call(PickleBytes b, String module, String name, String argument) {
        return b.stackGlobal(module, name).str(argument).call1();
    }

    @Test
    void attrgetter() {
        Decoding decoding = decode(b -> call(b, "operator", "attrgetter", "os.system")
                .stackGlobal("acme", "tools")
                .call1()
                .str("id")
                .call1());
        assertThat(decoding.callable("acme.tools.os.system")).satisfies(callable -> {
            assertThat(callable.reach()).isEqualTo(Reach.GETTER);
            assertThat(callable.uses()).contains(Use.CALLED);
            assertThat(callable.arguments()).isEqualTo("'id'");
        });
        assertThat(decoding.callable("operator.attrgetter").uses()).contains(Use.CALLED, Use.RESULT_CALLED);
        assertThat(worst(decoding)).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void methodcaller() {
        Decoding decoding = decode(b -> b.stackGlobal("operator", "methodcaller")
                .str("system")
                .str("id")
                .op(Opcodes.TUPLE2, Opcodes.REDUCE)
                .stackGlobal("acme", "os")
                .call1());
        assertThat(decoding.callable("acme.os.system").uses()).contains(Use.CALLED);
        assertThat(worst(decoding)).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void itemsOfModules() {
        for (String getter : new String[] {"getitem", "__getitem__"}) {
            Decoding decoding = decode(b -> b.stackGlobal("operator", getter)
                    .stackGlobal("acme", "f.__globals__")
                    .str("eval")
                    .op(Opcodes.TUPLE2, Opcodes.REDUCE)
                    .str("1")
                    .call1());
            assertThat(decoding.callable("acme.f.__globals__.eval")).satisfies(callable -> {
                assertThat(callable.reach()).isEqualTo(Reach.ITEM);
                assertThat(callable.uses()).contains(Use.CALLED);
            });
            assertThat(worst(decoding)).isEqualTo(Severity.CRITICAL);
        }
        Decoding itemgetter = decode(b -> call(b, "operator", "itemgetter", "os")
                .stackGlobal("acme", "modules")
                .call1());
        assertThat(itemgetter.names()).contains("acme.modules.os");
        assertThat(worst(itemgetter)).isEqualTo(Severity.CRITICAL);
        Decoding method = decode(b -> b.stackGlobal("builtins", "getattr")
                .stackGlobal("acme", "modules")
                .str("get")
                .op(Opcodes.TUPLE2, Opcodes.REDUCE)
                .str("os")
                .call1());
        assertThat(method.callable("acme.modules.os").reach()).isEqualTo(Reach.ITEM);
    }

    @Test
    void partialCallsWhatItHolds() {
        Decoding decoding = decode(b -> b.stackGlobal("functools", "partial")
                .stackGlobal("acme", "load")
                .call1()
                .op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE));
        assertThat(decoding.callable("acme.load").uses()).contains(Use.OPERAND, Use.CALLED);
        assertThat(worst(decoding)).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void partialsOfPartialsEnd() {
        PickleBytes deep =
                PickleBytes.proto(4).stackGlobal("functools", "partial").op(Opcodes.MEMOIZE);
        deep.stackGlobal("acme", "load").call1();
        for (int i = 0; i < 10_000; i++) {
            deep.op(Opcodes.MEMOIZE, Opcodes.POP)
                    .get(0)
                    .op(Opcodes.LONG_BINGET)
                    .u32(i + 1L)
                    .call1();
        }
        Decoding decoding =
                Decoding.of(deep.op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE).stop());
        assertThat(decoding.refused).isNull();
        assertThat(decoding.callable("functools.partial").uses()).contains(Use.RESULT_CALLED);
    }

    @Test
    void namesThatAreDecoded() {
        for (String[] way : new String[][] {
            {"base64", "b64decode", "b3M="}, {"binascii", "unhexlify", "6f73"}, {"codecs", "decode", "bf"}
        }) {
            Decoding decoding = decode(b -> {
                if (way[1].equals("decode")) {
                    b.stackGlobal("codecs", "decode").str(way[2]).str("rot-13").op(Opcodes.TUPLE2, Opcodes.REDUCE);
                } else {
                    b.stackGlobal("codecs", "decode");
                    call(b, way[0], way[1], way[2]).call1();
                }
                b.str("system").op(Opcodes.STACK_GLOBAL).str("id").call1();
            });
            assertThat(decoding.callable("os.system")).satisfies(callable -> {
                assertThat(callable.reach()).isEqualTo(Reach.COMPUTED);
                assertThat(callable.uses()).contains(Use.CALLED);
            });
            assertThat(worst(decoding)).isEqualTo(Severity.CRITICAL);
        }
    }

    @Test
    void extensionCodesThatThePickleRegistersItself() {
        Decoding decoding = decode(b -> b.stackGlobal("copyreg", "add_extension")
                .str("os")
                .str("system")
                .int1(7)
                .op(Opcodes.TUPLE3, Opcodes.REDUCE, Opcodes.POP, Opcodes.EXT1, 7)
                .str("id")
                .call1());
        assertThat(decoding.callable("os.system")).satisfies(callable -> {
            assertThat(callable.reach()).isEqualTo(Reach.EXTENSION);
            assertThat(callable.uses()).contains(Use.CALLED);
        });
        assertThat(worst(decoding)).isEqualTo(Severity.CRITICAL);
    }

    /** As Python 3 reads protocols 0 to 2. */
    @Test
    void namesOfPython2() {
        for (String[] name : new String[][] {
            {"commands", "getoutput"},
            {"__builtin__", "unichr"},
            {"SimpleHTTPServer", "SimpleHTTPRequestHandler"},
            {"httplib", "HTTPConnection"},
            {"copy_reg", "add_extension"}
        }) {
            Decoding decoding =
                    Decoding.of(PickleBytes.proto(2).global(name[0], name[1]).stop());
            boolean harmless = name[1].equals("unichr");
            assertThat(decoding.findings().stream()
                            .anyMatch(finding -> finding.severity().compareTo(Severity.MEDIUM) >= 0))
                    .as(name[0])
                    .isNotEqualTo(harmless);
        }
    }

    @Test
    void loadersAreNotHandedOnUnseen() {
        Decoding decoding = decode(b -> b.stackGlobal("functools", "partial")
                .stackGlobal("torch.storage", "_load_from_bytes")
                .call1());
        assertThat(decoding.anomalies()).containsExactly("model/pickle-unseen-bytes");
    }

    @Test
    void stateWithAMethodOfItsOwn() {
        PickleBytes slots = PickleBytes.proto(4)
                .stackGlobal("collections", "OrderedDict")
                .op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE, Opcodes.NONE, Opcodes.MARK)
                .str("__class__")
                .stackGlobal("collections", "Counter")
                .op(Opcodes.DICT, Opcodes.TUPLE2, Opcodes.BUILD);
        assertThat(Decoding.of(slots.stop()).anomalies()).containsExactly("model/pickle-special-state");
        PickleBytes data = PickleBytes.proto(4)
                .stackGlobal("collections", "OrderedDict")
                .op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE, Opcodes.EMPTY_DICT)
                .str("__setstate__")
                .int1(1)
                .op(Opcodes.SETITEM, Opcodes.BUILD);
        assertThat(Decoding.of(data.stop()).anomalies()).isEmpty();
    }

    /** A vocabulary may hold any word, and numpy's numbers cannot be called; what a dtype of objects gives can be. */
    @Test
    void aWordWithANumberOfNumpyIsNoMethod() {
        assertThat(Decoding.of(wordWith("i8", false).stop()).anomalies()).isEmpty();
        assertThat(Decoding.of(wordWith("O8", false).stop()).anomalies()).contains("model/pickle-special-state");
        assertThat(Decoding.of(wordWith("i8", true).stop()).anomalies()).contains("model/pickle-special-state");
    }

    /** A state of which not all is known, and in it a dict with a special word. */
    private static PickleBytes wordWith(String dtype, boolean holdsObjects) {
        PickleBytes pickle = PickleBytes.proto(4)
                .stackGlobal("collections", "OrderedDict")
                .op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE, Opcodes.EMPTY_DICT, Opcodes.MARK)
                .str("vocabulary_")
                .op(Opcodes.EMPTY_DICT)
                .str("__setstate__")
                .stackGlobal("numpy._core.multiarray", "scalar")
                .stackGlobal("numpy", "dtype")
                .str(dtype)
                .tupleOf(1)
                .op(Opcodes.REDUCE, Opcodes.MARK)
                .int1(3)
                .str("<")
                .op(Opcodes.NONE, Opcodes.NONE, Opcodes.NONE)
                .int1(8)
                .int1(1)
                .int1(holdsObjects ? 1 : 0)
                .op(Opcodes.TUPLE, Opcodes.BUILD)
                .str("bytes")
                .op(Opcodes.TUPLE2, Opcodes.REDUCE, Opcodes.SETITEM, Opcodes.SETITEMS);
        return pickle.mark().str("other").int1(1).op(Opcodes.SETITEMS, Opcodes.BUILD);
    }
}
