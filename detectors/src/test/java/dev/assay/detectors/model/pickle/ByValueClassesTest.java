package dev.assay.detectors.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.CallableReference;
import dev.assay.engine.fact.CallableReference.Use;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Severity;
import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hostile shapes are rows of gadgets.tsv and opcodes.tsv; here is what the facts say of a few, and how it is judged. */
class ByValueClassesTest {
    /** {@code _create_type(type, "X", (object,), {attribute: function})}, which stays on the stack. */
    private static PickleBytes type(String attribute) {
        return PickleBytes.proto(4)
                .stackGlobal("dill._dill", "_create_type")
                .mark()
                .stackGlobal("builtins", "type")
                .str("X")
                .stackGlobal("builtins", "object")
                .op(Opcodes.TUPLE1)
                .emptyDict()
                .str(attribute)
                .stackGlobal("dill._dill", "_create_function")
                .emptyTuple()
                .reduce()
                .setitem()
                .tuple()
                .reduce();
    }

    private static Severity worst(byte[] pickle) {
        return Decoding.of(pickle).findings().stream()
                .map(Finding::severity)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static CallableReference maker(byte[] pickle) {
        return Decoding.of(pickle).callable("dill._dill._create_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "__init__", "__call__", "__repr__", "__getstate__", "__lt__"})
    void whatLoadingDoesNotCallIsOnlyHeld(String method) {
        byte[] pickle = type(method).emptyTuple().newobj().emptyDict().build().stop();

        assertThat(maker(pickle).uses())
                .contains(Use.RESULT_INSTANTIATED, Use.INERT_RESULT)
                .doesNotContain(Use.RESULT_CALLED);
        assertThat(worst(pickle)).isEqualTo(Severity.LOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"__setstate__", "__new__", "__hash__", "__set_name__", "append", "__not_known__"})
    void whatLoadingMayCallIsNot(String method) {
        byte[] made = type(method).stop();
        byte[] instance = type(method).emptyTuple().newobj().emptyDict().build().stop();

        assertThat(maker(made).uses()).contains(Use.CALLED).doesNotContain(Use.INERT_RESULT);
        assertThat(worst(made)).isEqualTo(Severity.MEDIUM);
        assertThat(worst(instance)).isEqualTo(Severity.HIGH);
    }

    @Test
    void anInstanceThatIsCalledIsCalledWhateverTheClassHolds() {
        byte[] pickle = type("f").emptyTuple().newobj().emptyTuple().reduce().stop();

        assertThat(maker(pickle).uses()).contains(Use.RESULT_CALLED);
        assertThat(worst(pickle)).isEqualTo(Severity.HIGH);
    }

    @Test
    void anInstanceThatIsHandedToACallMayBePrinted() {
        byte[] held = type("__repr__").emptyTuple().newobj().op(Opcodes.TUPLE1).stop();
        byte[] printed = PickleBytes.proto(4)
                .stackGlobal("builtins", "str")
                .raw(within(type("__repr__").emptyTuple().newobj().op(Opcodes.TUPLE1)))
                .reduce()
                .stop();

        assertThat(maker(held).uses()).contains(Use.INERT_RESULT);
        assertThat(maker(printed).uses()).doesNotContain(Use.INERT_RESULT);
    }

    /** Without PROTO. */
    private static byte[] within(PickleBytes pickle) {
        byte[] all = pickle.bytes();
        return Arrays.copyOfRange(all, 2, all.length);
    }

    @Test
    void dataclassesCompareAndCannotBeKeys() {
        byte[] keyed = type("__eq__").stop();
        byte[] unhashable = PickleBytes.proto(4)
                .mark()
                .str("__eq__")
                .stackGlobal("dill._dill", "_create_function")
                .emptyTuple()
                .reduce()
                .str("__hash__")
                .none()
                .dict()
                .put(0)
                .pop()
                .raw(within(type("f")))
                .stop();

        assertThat(maker(keyed).uses()).doesNotContain(Use.INERT_RESULT);
        assertThat(maker(unhashable).uses()).contains(Use.INERT_RESULT);
    }

    /** A pipeline keeps its state as it is; what others do with theirs is not known here. */
    @Test
    void anInstanceWithinAPipelineIsKept() {
        assertThat(worst(within("sklearn.pipeline", "Pipeline"))).isEqualTo(Severity.LOW);
        assertThat(worst(within("torch.nn.modules.linear", "Linear"))).isEqualTo(Severity.HIGH);
    }

    private static byte[] within(String module, String holder) {
        return type("transform")
                .put(9)
                .pop()
                .stackGlobal(module, holder)
                .emptyTuple()
                .newobj()
                .emptyDict()
                .str("steps")
                .emptyList()
                .get(9)
                .emptyTuple()
                .newobj()
                .emptyDict()
                .build()
                .append()
                .setitem()
                .build()
                .stop();
    }
}
