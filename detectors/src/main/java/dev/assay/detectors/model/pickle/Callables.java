package dev.assay.detectors.model.pickle;

import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.CallableReference;
import dev.assay.engine.fact.CallableReference.Reach;
import dev.assay.engine.fact.CallableReference.Use;
import dev.assay.engine.report.GapKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a pickle names, one row for each distinct module, name and way to it, with what is done with it. */
final class Callables {
    static final int MOST = 20_000;

    /** Names are cut for the report; none that exists is as long. */
    private static final int MOST_NAME = 256;

    /** With the fact and the finding that come of it. */
    private static final int ROW_BYTES = 2_400;

    /** Has an order, since names may be made to have one hash: a table then keeps them as a tree, not as a list. */
    record Name(String module, String name, Reach reach) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            int modules = module.compareTo(other.module);
            int names = modules != 0 ? modules : name.compareTo(other.name);
            return names != 0 ? names : reach.compareTo(other.reach);
        }
    }

    /** One distinct callable. */
    static final class Row {
        final String module;
        final String name;
        final Reach reach;
        final Meaning meaning;
        final EnumSet<Use> uses = EnumSet.noneOf(Use.class);
        String arguments = "";
        boolean calledOtherwise; // than in the one way that is harmless, if there is one
        boolean isArmed; // what it returned has a state that holds something to call
        long count;
        final List<Long> offsets = new ArrayList<>(1);

        private Row(Name name, Meaning meaning) {
            this.module = name.module;
            this.name = name.name;
            this.reach = name.reach;
            this.meaning = meaning;
        }
    }

    private final MachineMemory memory;
    private final Map<Name, Integer> numbers = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private int looked;
    private final List<Row> runState = new ArrayList<>(0);
    private final List<Row> takeAttributes = new ArrayList<>(0);
    private long left;
    private long firstLeft = -1;

    Callables(MachineMemory memory) {
        this.memory = memory;
    }

    /** The same callables by the same numbers, with nothing done with them yet. */
    Callables copy() throws MachineMemory.FullException {
        Callables copy = new Callables(memory);
        memory.take((long) ROW_BYTES * rows.size());
        copy.numbers.putAll(numbers);
        for (Row row : rows) {
            copy.add(new Row(new Name(row.module, row.name, row.reach), row.meaning));
        }
        return copy;
    }

    /**
     * Whether another reading names or calls anything whose name is sure. All else comes about when bytes that are no
     * opcodes are taken for some.
     */
    boolean isSure() {
        return rows.stream().anyMatch(row -> isSure(row) && (row.count > 0 || row.uses.contains(Use.CALLED)));
    }

    /** Gives those rows of another reading whose names are sure. */
    void emitSure(Sink out) {
        for (Row row : rows) {
            if (isSure(row) && !row.uses.isEmpty()) {
                out.fact(fact(row));
            }
        }
    }

    private static boolean isSure(Row row) {
        return switch (row.reach) {
            case GLOBAL, INST, STACK_GLOBAL, ATTRIBUTE, GETTER, ITEM -> isPlain(row.module) && isPlain(row.name);
            case COMPUTED, EXTENSION, PERSISTENT, CONFIGURED -> false;
        };
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && name.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || "_.()".indexOf(c) >= 0));
    }

    /** Notes that a callable is named at an offset, and returns its number. */
    int named(String module, String name, Reach reach, long offset) throws MachineMemory.FullException {
        Name key = new Name(Escape.printable(module, MOST_NAME), Escape.printable(name, MOST_NAME), reach);
        Integer known = numbers.get(key);
        if (known == null) {
            if (rows.size() > MOST) {
                left++;
                return MOST;
            }
            if (rows.size() == MOST) {
                firstLeft = offset;
            }
            memory.take(ROW_BYTES + 2L * (key.module.length() + key.name.length()));
            known = rows.size();
            numbers.put(key, known);
            add(new Row(key, Meaning.of(key)));
        }
        Row row = rows.get(known);
        row.uses.add(Use.IMPORTED);
        row.count++;
        if (row.offsets.size() < CallableReference.MOST_OFFSETS) {
            row.offsets.add(offset);
        }
        return known;
    }

    /**
     * A container is handed on whose items are not known: whatever has only been named so far may be in it. Each row is
     * looked at once, so that this costs nothing however often it happens.
     */
    void handedUnseen() {
        for (; looked < rows.size(); looked++) {
            Row row = rows.get(looked);
            if (row.uses.size() == 1 && row.uses.contains(Use.IMPORTED)) {
                row.uses.add(Use.OPERAND);
            }
        }
    }

    private void add(Row row) {
        rows.add(row);
        if (row.meaning == Meaning.RUNS_STATE) {
            runState.add(row);
        } else if (row.meaning == Meaning.ATTRGETTER || row.meaning == Meaning.METHODCALLER) {
            takeAttributes.add(row);
        }
    }

    /** {@code attrgetter} and {@code methodcaller}, in all the ways in which they are named. */
    List<Row> thatTakeAttributes() {
        return takeAttributes;
    }

    /** Those that run a text of their state. */
    List<Row> thatRunState() {
        return runState;
    }

    Row row(int number) {
        return rows.get(number);
    }

    /** Notes that the classes which the pickle brings along hold nothing that loading runs. */
    void areInert() {
        for (Row row : rows) {
            if (row.meaning.returnsClass() && row.uses.contains(Use.CALLED)) {
                row.uses.add(Use.INERT_RESULT);
            }
        }
    }

    /** Notes of what may be called with anything that it has only been called with types. */
    void conclude() {
        for (Row row : rows) {
            boolean ofTypes = row.meaning == Meaning.GETITEM || row.meaning == Meaning.FOLDS;
            if (ofTypes && !row.calledOtherwise && row.uses.equals(EnumSet.of(Use.IMPORTED, Use.CALLED))) {
                row.uses.add(Use.INERT_RESULT);
            }
        }
    }

    /** Gives all rows as facts, in the order in which they were first named. */
    void emit(Sink out) {
        for (int i = 0; i < Math.min(rows.size(), MOST); i++) {
            Row row = rows.get(i);
            out.fact(fact(row));
        }
        if (firstLeft >= 0) {
            out.gap(
                    GapKind.LIMIT,
                    firstLeft,
                    "names more than " + MOST + " different callables; " + (left + 1) + " later ones are not listed",
                    -1);
        }
    }

    private static CallableReference fact(Row row) {
        return new CallableReference(row.module, row.name, row.reach, row.uses, row.arguments, row.count, row.offsets);
    }
}
