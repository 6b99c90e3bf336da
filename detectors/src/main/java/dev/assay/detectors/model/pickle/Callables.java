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
    static final int MOST = 50_000;

    /** Names are cut for the report; none that exists is as long. */
    private static final int MOST_NAME = 256;

    private static final int ROW_BYTES = 400;

    /** What the machine itself must know of a callable. */
    enum Meaning {
        PLAIN,
        NUMPY_DTYPE,
        GETATTR,
        JOBLIB_ARRAY,
        TORCH_LOAD,
        DILL_TYPE
    }

    record Name(String module, String name, Reach reach) {}

    /** One distinct callable. */
    static final class Row {
        final String module;
        final String name;
        final Reach reach;
        final Meaning meaning;
        final EnumSet<Use> uses = EnumSet.noneOf(Use.class);
        String arguments = "";
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
    private long left;
    private long firstLeft = -1;

    Callables(MachineMemory memory) {
        this.memory = memory;
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
            rows.add(new Row(key, meaning(key)));
        }
        Row row = rows.get(known);
        row.uses.add(Use.IMPORTED);
        row.count++;
        if (row.offsets.size() < CallableReference.MOST_OFFSETS) {
            row.offsets.add(offset);
        }
        return known;
    }

    Row row(int number) {
        return rows.get(number);
    }

    private static Meaning meaning(Name name) {
        if (name.reach == Reach.ATTRIBUTE || name.reach == Reach.COMPUTED) {
            return Meaning.PLAIN;
        }
        return switch (name.name) {
            case "dtype" -> name.module.equals("numpy") ? Meaning.NUMPY_DTYPE : Meaning.PLAIN;
            case "getattr" ->
                name.module.equals("builtins") || name.module.equals("__builtin__") ? Meaning.GETATTR : Meaning.PLAIN;
            case "_load_type" -> name.module.equals("dill._dill") ? Meaning.DILL_TYPE : Meaning.PLAIN;
            case "_load_from_bytes" -> name.module.equals("torch.storage") ? Meaning.TORCH_LOAD : Meaning.PLAIN;
            case "NumpyArrayWrapper" ->
                name.module.endsWith("joblib.numpy_pickle") ? Meaning.JOBLIB_ARRAY : Meaning.PLAIN;
            default -> Meaning.PLAIN;
        };
    }

    /** Gives all rows as facts, in the order in which they were first named. */
    void emit(Sink out) {
        for (int i = 0; i < Math.min(rows.size(), MOST); i++) {
            Row row = rows.get(i);
            out.fact(new CallableReference(
                    row.module, row.name, row.reach, row.uses, row.arguments, row.count, row.offsets));
        }
        if (firstLeft >= 0) {
            out.gap(
                    GapKind.LIMIT,
                    firstLeft,
                    "names more than " + MOST + " different callables; " + (left + 1) + " later ones are not listed",
                    -1);
        }
    }
}
