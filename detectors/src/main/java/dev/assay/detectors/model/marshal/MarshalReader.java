package dev.assay.detectors.model.marshal;

import dev.assay.detectors.model.marshal.Value.Bytes;
import dev.assay.detectors.model.marshal.Value.Code;
import dev.assay.detectors.model.marshal.Value.Items;
import dev.assay.detectors.model.marshal.Value.Plain;
import dev.assay.detectors.model.marshal.Value.Text;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.TruncatedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one marshalled value, versions 0 to 5, under one {@link Layout} of code objects. What comes out is at most a few
 * times as large as what goes in: a value takes a byte at least, and references share.
 */
final class MarshalReader {
    /** CPython reads 2,000; compilers nest code by a few. */
    private static final int MOST_DEPTH = 500;

    /** Texts are kept up to here: names are short, and what is longer is taken from the bytes. */
    static final int MOST_TEXT = 1 << 20;

    private static final int MOST_TIMES_UNFOLDED = 4;
    private static final int REFERABLE = 0x80;

    private final byte[] in;
    private final Layout layout;
    private final Budget budget;
    private final List<Value> references = new ArrayList<>();
    private final List<Value> interned = new ArrayList<>();
    private long unfolded;
    private int at;

    MarshalReader(byte[] in, int from, Layout layout, Budget budget) {
        this.in = in;
        this.at = from;
        this.layout = layout;
        this.budget = budget;
    }

    /** Where the value ended. */
    int position() {
        return at;
    }

    /** @throws MalformedException if the bytes are no such value, or their code objects have another layout */
    Value read() throws MalformedException {
        return value(0);
    }

    private Value value(int depth) throws MalformedException {
        MalformedException.check(depth <= MOST_DEPTH, at, "values are nested more than " + MOST_DEPTH + " deep");
        budget.spendWork(1);
        int start = at;
        int tag = u8();
        int reserved = -1;
        if ((tag & REFERABLE) != 0) {
            reserved = references.size();
            references.add(Plain.PLAIN); // a value within itself is nothing that names anything
        }
        Value value = tagged((char) (tag & ~REFERABLE), start, depth);
        if (reserved >= 0) {
            references.set(reserved, value);
        }
        return value;
    }

    private Value tagged(char tag, int start, int depth) throws MalformedException {
        return switch (tag) {
            case '0', 'N', 'F', 'T', 'S', '.' -> Plain.PLAIN;
            case 'i' -> plain(4);
            case 'I', 'g' -> plain(8);
            case 'y' -> plain(16);
            case 'f' -> plain(u8());
            case 'x' -> {
                var _ = plain(u8());
                yield plain(u8());
            }
            case 'l' -> plain(2 * Math.abs((long) i32()));
            case 's' -> bytes(i32());
            case 't' -> {
                Value text = layout == Layout.PYTHON_2 ? bytes(i32()) : text(i32());
                interned.add(text);
                yield text;
            }
            case 'u', 'a', 'A' -> text(i32());
            case 'z', 'Z' -> text(u8());
            case 'R' -> at(interned, i32(), start);
            case 'r' -> at(references, i32(), start);
            case ')' -> items(u8(), depth);
            case '(', '[', '<', '>' -> items(i32(), depth);
            case '{' -> dict(depth);
            case ':' -> items(3, depth);
            case 'c' -> code(start, depth);
            default -> throw new MalformedException(start, "there is no marshalled value where one must be");
        };
    }

    private static Value at(List<Value> known, int index, int start) throws MalformedException {
        MalformedException.check(index >= 0 && index < known.size(), start, "a reference leads to no value");
        return known.get(index);
    }

    private Value plain(long n) throws MalformedException {
        require(n);
        at += (int) n;
        return Plain.PLAIN;
    }

    private Value bytes(int n) throws MalformedException {
        require(n);
        at += n;
        return new Bytes(at - n, n);
    }

    private Value text(int n) throws MalformedException {
        require(n);
        int from = at;
        at += n;
        return n > MOST_TEXT ? new Bytes(from, n) : new Text(new String(in, from, n, StandardCharsets.UTF_8), from);
    }

    private Value items(int count, int depth) throws MalformedException {
        require(count); // each takes a byte at least
        List<Value> items = new ArrayList<>(Math.min(count, 16));
        for (int i = 0; i < count; i++) {
            items.add(value(depth + 1));
        }
        return new Items(items);
    }

    private Value dict(int depth) throws MalformedException {
        List<Value> items = new ArrayList<>();
        while (at < in.length && in[at] != '0') {
            items.add(value(depth + 1));
            items.add(value(depth + 1));
        }
        var _ = u8();
        return new Items(items);
    }

    private Value code(int start, int depth) throws MalformedException {
        var _ = plain(4L * layout.leadingNumbers());
        Value bytecode = value(depth + 1);
        Value constants = value(depth + 1);
        List<String> names = names(value(depth + 1), start);
        List<String> locals = names(value(depth + 1), start);
        if (layout.hasFreeVariables()) {
            var _ = names(value(depth + 1), start);
            var _ = names(value(depth + 1), start);
        } else {
            wrongUnless(value(depth + 1) instanceof Bytes, start); // their kinds
        }
        String file = textOf(value(depth + 1), start);
        String name = textOf(value(depth + 1), start);
        if (!layout.hasFreeVariables()) {
            name = textOf(value(depth + 1), start);
        }
        var _ = plain(4); // first line
        wrongUnless(value(depth + 1) instanceof Bytes, start);
        if (!layout.hasFreeVariables()) {
            wrongUnless(value(depth + 1) instanceof Bytes, start); // exception table
        }
        wrongUnless(bytecode instanceof Bytes && constants instanceof Items && !file.isEmpty(), start);
        unfold(((Bytes) bytecode).length() + ((Items) constants).items().size() + names.size() + locals.size());
        return new Code(start, (Bytes) bytecode, ((Items) constants).items(), names, locals, name);
    }

    /** Functions may share by references what each is then looked through for; what compilers write is shared by few. */
    private void unfold(long parts) {
        unfolded += parts;
        if (unfolded > (long) MOST_TIMES_UNFOLDED * in.length) {
            throw BudgetExceededException.limit("its functions share so much that they unfold to many times its size");
        }
    }

    private static void wrongUnless(boolean holds, int start) throws MalformedException {
        MalformedException.check(holds, start, "a code object has fields that none of Python's versions writes");
    }

    private List<String> names(Value value, int start) throws MalformedException {
        wrongUnless(value instanceof Items, start);
        List<String> names = new ArrayList<>();
        for (Value item : ((Items) value).items()) {
            names.add(textOf(item, start));
        }
        return names;
    }

    private String textOf(Value value, int start) throws MalformedException {
        return switch (value) {
            case Text text -> text.text();
            case Bytes bytes
            when layout == Layout.PYTHON_2 ->
                new String(in, bytes.at(), Math.min(bytes.length(), MOST_TEXT), StandardCharsets.ISO_8859_1);
            default ->
                throw new MalformedException(start, "a code object has fields that none of Python's versions writes");
        };
    }

    private void require(long n) throws MalformedException {
        if (n < 0 || n > in.length - at) {
            throw new TruncatedException(at, n);
        }
    }

    private int u8() throws MalformedException {
        require(1);
        return in[at++] & 0xff;
    }

    private int i32() throws MalformedException {
        require(4);
        at += 4;
        return in[at - 4] & 0xff | (in[at - 3] & 0xff) << 8 | (in[at - 2] & 0xff) << 16 | in[at - 1] << 24;
    }
}
