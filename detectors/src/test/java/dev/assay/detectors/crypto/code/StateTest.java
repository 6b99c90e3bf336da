package dev.assay.detectors.crypto.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.scan.TestScan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

final class StateTest {
    private int numbers;

    private State state() {
        IntSupplier next = () -> numbers++;
        return new State(
                next, new Steps(new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), 0)), _ -> false);
    }

    private static Map<String, Value> all(Variables variables) {
        Map<String, Value> all = new HashMap<>();
        variables.forEach(all::put);
        return all;
    }

    @Test
    void copiesOfVariablesAreApartOnceOneChanges() {
        Random random = new Random(1);
        List<Variables> copies = new ArrayList<>(List.of(new Variables()));
        List<Map<String, Value>> expected = new ArrayList<>(List.of(new HashMap<>()));
        for (int i = 0; i < 5_000; i++) {
            int which = random.nextInt(copies.size());
            if (copies.size() < 20 && random.nextInt(50) == 0) {
                copies.add(copies.get(which).copy());
                expected.add(new HashMap<>(expected.get(which)));
                assertThat(copies.getLast().isOneWith(copies.get(which))).isTrue();
            } else {
                String name = "v" + random.nextInt(200);
                copies.get(which).put(name, Value.of(i));
                expected.get(which).put(name, Value.of(i));
            }
        }
        for (int i = 0; i < copies.size(); i++) {
            assertThat(all(copies.get(i))).isEqualTo(expected.get(i));
            assertThat(copies.get(i).size()).isEqualTo(expected.get(i).size());
            assertThat(copies.get(i).get("no such")).isNull();
        }
    }

    @Test
    void heapsAreInOrderAndTakeWhatTheyHaveNot() {
        Random random = new Random(2);
        for (int round = 0; round < 50; round++) {
            Heap one = new Heap();
            Heap other = new Heap();
            Map<Integer, Instance> expected = new TreeMap<>();
            for (int i = 0; i < 60; i++) {
                int number = random.nextInt(100);
                Instance instance = new Instance("t", Origin.OUTSIDE, -1, null);
                if (random.nextBoolean()) {
                    one.put(number, instance);
                    expected.put(number, instance);
                } else {
                    other.put(number, instance);
                }
            }
            Heap before = one.copy();
            int size = before.size();
            for (int i = 0; i < other.size(); i++) {
                expected.putIfAbsent(other.number(i), other.at(i));
            }
            one.addMissing(other);
            Map<Integer, Instance> found = new TreeMap<>();
            for (int i = 0; i < one.size(); i++) {
                assertThat(i == 0 || one.number(i - 1) < one.number(i)).isTrue();
                found.put(one.number(i), one.at(i));
            }
            assertThat(found).isEqualTo(expected);
            assertThat(before.size()).isEqualTo(size);
            expected.forEach((number, instance) -> assertThat(one.get(number)).isSameAs(instance));
        }
    }

    @Test
    void whatOneWayDoesToAnObjectIsSeenWhereWaysMeet() {
        State state = state();
        Value object = state.add(new Instance("t", Origin.OUTSIDE, -1, null));
        mutable(state, object).set("a", Value.of(1));
        State other = state.copy();
        mutable(state, object).set("a", Value.of(2));
        mutable(state, object).say("algorithm", List.of("MD5"));
        assertThat(field(other, object)).isEqualTo(Value.of(1));
        Value made = other.add(new Instance("u", Origin.OUTSIDE, -1, null));
        mutable(other, object).say("algorithm", List.of("SHA-1"));
        state.join(other);
        assertThat(field(state, object)).isEqualTo(Value.either(Value.of(2), Value.of(1)));
        assertThat(mutable(state, object).said().get("algorithm")).containsExactly("MD5", "SHA-1");
        assertThat(mutable(other, object).said().get("algorithm")).containsExactly("SHA-1");
        assertThat(state.instance(made)).isNotNull();
        mutable(state, made).set("a", Value.of(3));
        assertThat(field(other, made)).isNull();
    }

    private static Instance mutable(State state, Value object) {
        return java.util.Objects.requireNonNull(state.mutable(object));
    }

    private static Value field(State state, Value object) {
        return java.util.Objects.requireNonNull(state.instance(object)).field("a");
    }
}
