package dev.assay.detectors.text.python;

import dev.assay.detectors.text.python.Value.Bytes;
import dev.assay.detectors.text.python.Value.Int;
import dev.assay.detectors.text.python.Value.Items;
import dev.assay.detectors.text.python.Value.Text;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What operators make of values, where both sides are known; else what the result was made of. For one source. */
final class Arithmetic {
    private static final int MOST_ITEMS = 100_000;
    private static final int MOST_REPEATED = 10_000;

    private final Source source;

    Arithmetic(Source source) {
        this.source = source;
    }

    /** A binary operator of section 6 of Python's reference. */
    Value of(String operator, Value one, Value other) {
        return switch (operator) {
            case "+" -> sum(one, other);
            case "*" -> product(one, other);
            case "/" -> Files.pathOf(one, other);
            case "%" -> source.affords(one) && source.affords(other) ? percent(one, other) : Value.joined(one, other);
            case "^" ->
                one instanceof Int n && other instanceof Int m
                        ? new Int(n.number() ^ m.number())
                        : Value.of(Value.joined(one, other).taints() | Taint.SCRAMBLED);
            default ->
                one instanceof Int n && other instanceof Int m
                        ? ofNumbers(operator, n.number(), m.number())
                        : Value.joined(one, other);
        };
    }

    private static Value percent(Value one, Value other) {
        return one instanceof Int n && other instanceof Int m
                ? ofNumbers("%", n.number(), m.number())
                : TextMethods.formatted(one, other);
    }

    /** What does not fit a long is not known: characters and keys do. */
    private static Value ofNumbers(String operator, long n, long m) {
        try {
            return switch (operator) {
                case "+" -> new Int(Math.addExact(n, m));
                case "-" -> new Int(Math.subtractExact(n, m));
                case "*" -> new Int(Math.multiplyExact(n, m));
                case "//" -> m == 0 ? Value.UNKNOWN : new Int(Math.floorDivExact(n, m));
                case "%" -> m == 0 ? Value.UNKNOWN : new Int(Math.floorMod(n, m));
                case "&" -> new Int(n & m);
                case "|" -> new Int(n | m);
                case "<<" -> m < 0 || m > 32 ? Value.UNKNOWN : new Int(Math.multiplyExact(n, 1L << m));
                case ">>" -> m < 0 || m > 63 ? Value.UNKNOWN : new Int(n >> m);
                case "**" -> m < 0 || m > 63 ? Value.UNKNOWN : new Int(Math.powExact(n, (int) m));
                default -> Value.UNKNOWN;
            };
        } catch (ArithmeticException e) {
            return Value.UNKNOWN;
        }
    }

    Value sum(Value one, Value other) {
        int taints = Value.joined(one, other).taints();
        if (!source.affords(one) || !source.affords(other)) {
            return Value.of(taints);
        }
        if (one instanceof Text a && other instanceof Text b) {
            return new Text(a.text() + b.text(), taints | Taint.ASSEMBLED);
        }
        if (one instanceof Bytes a && other instanceof Bytes b) {
            byte[] both = Arrays.copyOf(a.bytes(), a.bytes().length + b.bytes().length);
            System.arraycopy(b.bytes(), 0, both, a.bytes().length, b.bytes().length);
            return new Bytes(both, taints | Taint.ASSEMBLED);
        }
        if (one instanceof Items a
                && other instanceof Items b
                && a.items().size() + b.items().size() < MOST_ITEMS) {
            List<Value> both = new ArrayList<>(a.items());
            both.addAll(b.items());
            return Items.of(both);
        }
        if (one instanceof Int a && other instanceof Int b) {
            return ofNumbers("+", a.number(), b.number());
        }
        // Of a path only the known part matters: home + "/.ssh/id_rsa".
        if (other instanceof Text b && b.text().startsWith("/") && !(one instanceof Text)) {
            return new Text("~" + b.text(), taints);
        }
        return Value.of(taints);
    }

    /** Texts one behind the other, at once: a payload may be written in thousands of them. */
    Value joined(List<Value> parts) {
        Items all = Items.of(parts);
        int taints = all.taints() & Taint.LASTING;
        if (!source.affords(all)) {
            return Value.of(taints);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder text = new StringBuilder();
        for (Value part : parts) {
            switch (part) {
                case Text known -> text.append(known.text());
                case Bytes known -> bytes.writeBytes(known.bytes());
                default -> {
                    return Value.of(taints);
                }
            }
        }
        // Python refuses a mixture.
        return bytes.size() > 0
                ? new Bytes(bytes.toByteArray(), taints | Taint.ASSEMBLED)
                : new Text(text.toString(), taints | Taint.ASSEMBLED);
    }

    private static Value product(Value one, Value other) {
        if (one instanceof Int n && other instanceof Int m) {
            return ofNumbers("*", n.number(), m.number());
        }
        if (one instanceof Text text
                && other instanceof Int n
                && n.number() < MOST_REPEATED
                && n.number() * text.text().length() < MOST_REPEATED) {
            return new Text(text.text().repeat((int) Math.max(n.number(), 0)), text.taints());
        }
        return Value.joined(one, other);
    }
}
