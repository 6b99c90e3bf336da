package dev.assay.detectors.model.numpy;

import dev.assay.detectors.model.numpy.PythonLiteral.Sequence;
import dev.assay.detectors.model.numpy.PythonLiteral.Text;
import dev.assay.detectors.model.numpy.PythonLiteral.Value;
import dev.assay.detectors.model.numpy.PythonLiteral.Whole;
import java.math.BigInteger;
import java.util.List;

/**
 * What a header's {@code descr} says of one element.
 *
 * @param holdsObjects whether Python objects are in it anywhere: then the data is a pickle
 * @param isKnown whether all of it is understood; else neither the size nor the absence of objects is certain
 * @param sizeBytes of one element; 0 when it holds objects or is not known
 */
record Dtype(boolean holdsObjects, boolean isKnown, BigInteger sizeBytes) {
    private static final Dtype UNKNOWN = new Dtype(false, false, BigInteger.ZERO);
    private static final Dtype OBJECT = new Dtype(true, true, BigInteger.ZERO);
    private static final int MOST_DIGITS = 18;

    /** As {@code numpy.lib.format.descr_to_dtype} reads it: a string, a pair with a shape, or a list of fields. */
    static Dtype of(Value descr) {
        return switch (descr) {
            case Text(String text) -> of(text);
            case Sequence(boolean tuple, List<Value> items)
            when tuple -> items.size() == 2 ? of(items.getFirst()).times(items.get(1)) : UNKNOWN;
            case Sequence(boolean tuple, List<Value> items) -> fields(items);
            default -> UNKNOWN;
        };
    }

    private static Dtype fields(List<Value> fields) {
        Dtype sum = new Dtype(false, true, BigInteger.ZERO);
        for (Value field : fields) {
            sum = sum.plus(field(field));
        }
        return sum;
    }

    /** {@code (name, descr)} or {@code (name, descr, shape)}; the name may be a pair of title and name. */
    private static Dtype field(Value field) {
        if (!(field instanceof Sequence(boolean tuple, List<Value> items))
                || !tuple
                || items.size() < 2
                || items.size() > 3) {
            return UNKNOWN;
        }
        Dtype each = of(items.get(1));
        return items.size() == 2 ? each : each.times(items.get(2));
    }

    private Dtype plus(Dtype other) {
        return new Dtype(holdsObjects || other.holdsObjects, isKnown && other.isKnown, sizeBytes.add(other.sizeBytes));
    }

    private Dtype times(Value shape) {
        BigInteger count = count(shape);
        return count.signum() < 0
                ? new Dtype(holdsObjects, false, BigInteger.ZERO)
                : new Dtype(holdsObjects, isKnown, sizeBytes.multiply(count));
    }

    /** The product of a shape, which may be a single number; negative if it is no shape. */
    static BigInteger count(Value shape) {
        BigInteger count = BigInteger.ONE;
        List<Value> dimensions = shape instanceof Sequence(boolean tuple, List<Value> items) ? items : List.of(shape);
        for (Value dimension : dimensions) {
            if (!(dimension instanceof Whole(BigInteger n)) || n.signum() < 0) {
                return BigInteger.ONE.negate();
            }
            count = count.multiply(n);
        }
        return count;
    }

    /** A type string of NumPy's array interface: byte order, kind, size, and a unit for times. */
    private static Dtype of(String text) {
        int at = !text.isEmpty() && "<>|=".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
        if (at == text.length()) {
            return UNKNOWN;
        }
        char kind = text.charAt(at++);
        int digits = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        String size = text.substring(digits, at);
        String rest = text.substring(at);
        boolean unit = (kind == 'M' || kind == 'm') && rest.startsWith("[") && rest.endsWith("]");
        if (kind == 'O' && rest.isEmpty()) {
            return OBJECT;
        }
        if (!rest.isEmpty() && !unit || size.length() > MOST_DIGITS) {
            return text.contains("O") || text.contains("object") ? new Dtype(true, false, BigInteger.ZERO) : UNKNOWN;
        }
        return switch (kind) {
            case 'b', 'i', 'u', 'f', 'c', 'M', 'm' ->
                size.isEmpty() ? UNKNOWN : new Dtype(false, true, new BigInteger(size));
            case 'S', 'a', 'V' -> new Dtype(false, true, size.isEmpty() ? BigInteger.ZERO : new BigInteger(size));
            case 'U' -> new Dtype(false, true, size.isEmpty() ? BigInteger.ZERO : new BigInteger(size).shiftLeft(2));
            default -> UNKNOWN;
        };
    }
}
