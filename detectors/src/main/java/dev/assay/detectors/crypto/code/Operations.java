package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What operators make of what they are given, and which conditions hold. Belongs to one thread and one text. */
final class Operations {
    /** Hands what one command gives to the next. */
    private static final String PIPE = "|>";

    /** What makes a list of what it runs through. */
    static final String COMPREHENSION = "for";

    static final String IN = "in";

    /** Operators that bring a guessable number into a range, whatever range that is. */
    private static final Set<String> SCALING = Set.of("*", "/", "%");

    /** Operators that wait for what they are given, or may throw, and do not change it. */
    private static final Set<String> WAITING = Set.of("await", "try");

    private static final Set<String> CHOICES = Set.of("or", "and", "||", "&&", "??", "?:");

    /** What makes a pair of a key and a value. */
    private static final Set<String> PAIRING = Set.of("to", "->");

    /** What makes a way to something, and what follows one. */
    private static final Set<String> ADDRESSES = Set.of("&", "*", "&mut");

    /** In PowerShell, a list of numbers. */
    private static final String RANGE = "..";

    /** What puts texts together. */
    private static final Set<String> JOINING = Set.of("+", ".");

    private static final Value NOTHING = new Value.Known(Value.Nothing.NOTHING);

    private final Evaluation evaluation;
    private final Pointers pointers;
    private final TypeTests types;
    private final boolean hasTuples;

    Operations(Evaluation evaluation, Program program, Names names, Traits traits, Pointers pointers) {
        this.hasTuples = traits.hasInitializers();
        this.evaluation = evaluation;
        this.pointers = pointers;
        this.types = new TypeTests(evaluation, program, names);
    }

    /** What an operator makes of expressions, as far as they are evaluated at all. */
    Value of(Expression.Operation operation, Frame frame) {
        List<Expression> operands = operation.operands();
        String operator = operation.operator();
        if (operator.equals("?:") && operands.size() == 3) {
            Optional<Boolean> known = truth(operands.get(0), frame);
            if (known.isPresent()) {
                return evaluation.of(operands.get(known.get() ? 1 : 2), frame);
            }
            Value then = evaluation.of(operands.get(1), frame);
            return Value.either(then, evaluation.of(operands.get(2), frame));
        }
        if ((operator.equals("=") || operator.equals(":=")) && operands.size() == 2) {
            Value value = evaluation.of(operands.get(1), frame);
            evaluation.assignments().assign(operands.get(0), value, frame);
            return value;
        }
        if (operator.equals(COMPREHENSION) && !operands.isEmpty()) {
            return comprehension(operands, frame);
        }
        if (operands.size() == 1 && Loaded.LOADING.contains(operator)) {
            return Loaded.of(operands.getFirst(), frame, evaluation);
        }
        Value placed = operands.size() == 1 ? pointers.operation(operator, operands.getFirst(), frame) : null;
        if (placed != null) {
            return placed;
        }
        if (ADDRESSES.contains(operator) && operands.size() == 1) {
            return evaluation.of(operands.getFirst(), frame); // an object and the way to it are one
        }
        if (CHOICES.contains(operator) && operands.size() == 2) {
            return choice(operator, operands, frame);
        }
        if (operator.equals(TypeTests.OPERATOR) && operands.size() > 1) {
            return types.test(operands, frame);
        }
        if (operator.equals(PIPE) && evaluation.calls().arePiped()) {
            return piped(operands, frame);
        }
        List<Value> values = new ArrayList<>(operands.size());
        operands.forEach(operand -> values.add(evaluation.of(operand, frame)));
        if (operator.equals("repeat") && values.size() == 2) {
            return repeated(values.getFirst(), values.getLast(), frame);
        }
        if (operator.startsWith("cast:") && values.size() == 1) {
            return typed(values.getFirst(), operator.substring("cast:".length()), frame);
        }
        if (PAIRING.contains(operator) && values.size() == 2) {
            return Pairs.of(values.getFirst(), values.getLast(), frame.state());
        }
        if (operator.equals(",") && !values.isEmpty()) {
            return hasTuples ? tuple(values, frame) : values.getLast();
        }
        if (WAITING.contains(operator) && values.size() == 1) {
            return values.getFirst();
        }
        return of(operator, values, frame);
    }

    private static Value tuple(List<Value> values, Frame frame) {
        Instance tuple = new Instance("", Origin.OUTSIDE, -1, null);
        for (int i = 0; i < values.size(); i++) {
            tuple.set(Integer.toString(i), values.get(i));
        }
        return frame.state().add(tuple);
    }

    /** A list, or a map, of what its element is for each that its names run through. */
    private Value comprehension(List<Expression> parts, Frame frame) {
        Expression element = parts.getFirst();
        Instance all = new Instance("", Origin.OUTSIDE, -1, null);
        if (parts.size() == 2
                && parts.getLast() instanceof Expression.Operation(String in, List<Expression> through, int _, int _)
                && in.equals(IN)
                && through.size() == 2) {
            int place = 0;
            for (Value each :
                    Value.each(evaluation.members().element(evaluation.of(through.getLast(), frame), frame))) {
                evaluation.assignments().assign(through.getFirst(), each, frame);
                add(element, place++, all, frame);
            }
            return frame.state().add(all);
        }
        for (Expression part : parts.subList(1, parts.size())) {
            if (part instanceof Expression.Operation(String operator, List<Expression> operands, int _, int _)
                    && operator.equals(IN)
                    && operands.size() == 2) {
                Value each = evaluation.members().element(evaluation.of(operands.getLast(), frame), frame);
                evaluation.assignments().assign(operands.getFirst(), each, frame);
            } else {
                evaluation.of(part, frame);
            }
        }
        add(element, 0, all, frame);
        return frame.state().add(all);
    }

    /** Adds what an element is: an entry of a map under its key, what is in a list anywhere in that. */
    private void add(Expression element, int place, Instance all, Frame frame) {
        Value value = evaluation.of(element, frame);
        if (element instanceof Expression.Mapping) {
            Members.fields(value, frame).forEach(all::add);
        } else {
            all.add(Instance.ANY, value);
        }
        Provenance one = frame.state().provenance(value);
        all.fill(place == 0 ? one : all.provenance().with(one));
    }

    /** What the last of several commands gives, each of which gets what the one before it gives. */
    private Value piped(List<Expression> commands, Frame frame) {
        Value value = null;
        for (Expression command : commands) {
            value = command instanceof Expression.Call call && value != null
                    ? evaluation.calls().command(call, value, frame)
                    : evaluation.of(command, frame);
        }
        return value == null ? Value.OUTSIDE : value;
    }

    /** An array of one value. */
    private static Value repeated(Value element, Value size, Frame frame) {
        boolean isZero = element.equals(Value.of(0));
        Provenance of = isZero ? Provenance.of(Origin.ZERO) : frame.state().provenance(element);
        long bits = size instanceof Value.Known(Long bytes) ? 8 * bytes : -1;
        return frame.state().add(new Instance("byte[]", of, bits, null));
    }

    /** One of two values, by whether the first one counts as true. */
    private Value choice(String operator, List<Expression> operands, Frame frame) {
        Value first = evaluation.of(operands.getFirst(), frame);
        Optional<Boolean> truth =
                first instanceof Value.Known(Object constant) ? Operators.truth(constant) : Optional.empty();
        boolean and = operator.equals("and") || operator.equals("&&");
        if (truth.isPresent() && truth.get() != and) {
            return first;
        }
        Value second = evaluation.of(operands.getLast(), frame);
        return truth.isPresent() ? second : Value.either(first, second);
    }

    /** What comes from outside is some object of the type that it is said to be of. */
    Value typed(Value value, String type, Frame frame) {
        return value.equals(Value.OUTSIDE) && !type.isEmpty()
                ? evaluation.calls().construction().declared().some(type, frame)
                : pointers.typed(value, type, frame);
    }

    /** What an operator makes of values, for each combination of what they may be. */
    Value of(String operator, List<Value> values, Frame frame) {
        if (values.size() > 2) { // a chain of the same one
            Value all = values.getFirst();
            for (Value value : values.subList(1, values.size())) {
                all = of(operator, List.of(all, value), frame);
            }
            return all;
        }
        if (values.size() == 2
                && (values.getFirst() instanceof Value.OneOf || values.getLast() instanceof Value.OneOf)) {
            List<Value> all = new ArrayList<>();
            for (Value left : Value.each(values.getFirst())) {
                for (Value right : Value.each(values.getLast())) {
                    all.add(of(operator, List.of(left, right), frame));
                }
            }
            return Value.any(all);
        }
        if (JOINING.contains(operator) && values.size() == 2 && values.contains(NOTHING)) {
            return Value.OUTSIDE; // what is not there yet, and by then is
        }
        Value placed = pointers.operation(operator, values, frame);
        if (placed != null) {
            return placed;
        }
        if (operator.equals("%") && values.getFirst() instanceof Value.Known(String text)) {
            List<Given.One> given = new ArrayList<>();
            Arguments.spread(values.getLast(), given, frame);
            Value formatted = Choices.each(
                    new Given(null, given),
                    one -> Formats.of(text, one, 0, frame.state())
                            .<Value>map(Value::of)
                            .orElse(Value.OUTSIDE));
            if (!formatted.equals(Value.OUTSIDE)) {
                return formatted;
            }
        }
        if (operator.equals(RANGE)
                && evaluation.calls().arePiped()
                && values.getFirst() instanceof Value.Known(Long first)
                && values.getLast() instanceof Value.Known(Long last)) {
            return new Value.Data(Origin.STATIC, Byte.SIZE * (Math.abs(last - first) + 1));
        }
        List<Object> constants = new ArrayList<>(values.size());
        for (Value value : values) {
            Object constant = frame.state().constant(value);
            if (constant != null) {
                constants.add(constant);
            }
        }
        Optional<Object> known = constants.size() == values.size()
                ? Operators.apply(operator, constants)
                : compared(operator, values, frame);
        if (known.isPresent()) {
            return new Value.Known(known.get());
        }
        if (JOINING.contains(operator)
                && values.getFirst() instanceof Value.Known(String text)
                && CommandLine.isCommand(text)) {
            Object rest = frame.state().constant(values.getLast());
            return Value.of(text + (rest == null ? CommandLine.UNKNOWN : rest));
        }
        boolean scales = SCALING.contains(operator);
        Provenance all = frame.state().provenance(values.getFirst());
        for (Value value : values) {
            Provenance one = frame.state().provenance(value);
            if (scales && one.origin() == Origin.PREDICTABLE) {
                return new Value.Data(Origin.PREDICTABLE, -1);
            }
            all = all.with(one);
        }
        boolean isText = JOINING.contains(operator)
                || operator.equals("%") && values.getFirst() instanceof Value.Known(String _);
        return isText ? SecretNames.text(values, all, frame.state()) : new Value.Data(all, -1);
    }

    /** An object that was made is never nothing, and constants of two names are two. */
    private Optional<Object> compared(String operator, List<Value> values, Frame frame) {
        if (values.size() == 2
                && values.getFirst() instanceof Value.Named(String one)
                && values.getLast() instanceof Value.Named(String other)
                && isConstant(one)
                && isConstant(other)) {
            return Operators.apply(operator, List.of(one, other)).filter(Boolean.class::isInstance);
        }
        if (values.size() == 2
                && values.getFirst() instanceof Value.Reference one
                && values.getLast() instanceof Value.Reference other
                && evaluation.calls().construction().enumerations().areConstants(one, other, frame)) {
            return Operators.apply(operator, List.of(one, other)).filter(Boolean.class::isInstance);
        }
        Boolean equal = values.size() == 2 ? equal(values.getFirst(), values.getLast(), frame) : null;
        if (equal == null) {
            return Optional.empty();
        }
        return switch (operator) {
            case "==", "===", "is" -> Optional.of(equal);
            case "!=", "!==", "is not" -> Optional.of(!equal);
            default -> Optional.empty();
        };
    }

    /** Whether both are the same object; null if that is not known. */
    private @Nullable Boolean equal(Value one, Value other, Frame frame) {
        if (one.equals(NOTHING) || other.equals(NOTHING)) {
            return isMade(one, frame) || isMade(other, frame) ? false : null;
        }
        return types.equal(one, other, frame);
    }

    /** By how it is written: {@code EVP_PKEY_RSA}, {@code Kind.RSA}. */
    private static boolean isConstant(String path) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        return name.length() > 1 && ConstantNames.isOfCapitals(name);
    }

    private static boolean isMade(Value value, Frame frame) {
        Instance instance = frame.state().instance(value);
        return instance != null && !instance.isGiven();
    }

    /** Whether a condition holds; empty if that is not known, or differs from way to way. */
    Optional<Boolean> truth(Expression condition, Frame frame) {
        Optional<Boolean> truth = Optional.empty();
        for (Value one : Value.each(evaluation.of(condition, frame))) {
            Optional<Boolean> each =
                    one instanceof Value.Known(Object constant) ? Operators.truth(constant) : Optional.empty();
            if (each.isEmpty() || truth.isPresent() && !truth.equals(each)) {
                return Optional.empty();
            }
            truth = each;
        }
        return truth;
    }
}
