package dev.assay.engine.code;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has a value, in any language. Whatever a parser does not understand is {@link Other}, and what it understands within
 * that is still there. Values: immutable; offsets are of bytes in the text, the end exclusive.
 */
public sealed interface Expression {
    int start();

    int end();

    /**
     * A constant text, its escapes undone, without quotes and prefix. One with interpolations is an {@link Operation} {@code +}
     * of its parts.
     *
     * @param bytes whether the language says that it stands for bytes, as {@code b"..."} does
     */
    record Text(String value, boolean bytes, int start, int end) implements Expression {}

    private static int around(List<Expression> parts, int end) {
        int last = end;
        for (Expression part : parts) {
            last = Math.max(last, part.end());
        }
        return last;
    }

    /** A number as it is written, without its separators and its type's suffix: {@code 0x10}, {@code 1.5e3}. */
    record Numeral(String text, int start, int end) implements Expression {}

    /** The language's word for true, false or nothing. */
    record Constant(Of of, int start, int end) implements Expression {
        /** Which. */
        public enum Of {
            TRUE,
            FALSE,
            NOTHING
        }
    }

    /** A variable, a type, a function, the language's word for the object at hand. */
    record Name(String name, int start, int end) implements Expression {}

    /** {@code a.b}, {@code a->b}, {@code a::b}, {@code a?.b}. */
    record Member(Expression of, String name, int start, int end) implements Expression {}

    /** {@code a[b]}, and a slice with its bounds, of which one left out is {@link Constant.Of#NOTHING}. */
    record Index(Expression of, List<Expression> at, int start, int end) implements Expression {
        public Index {
            at = List.copyOf(at);
            end = Expression.around(at, end);
        }
    }

    /**
     * A call, or the making of an object or an array.
     *
     * @param callee what is called; of an array that is made, a name such as {@code byte[]}, with its sizes as arguments
     * @param creates whether the language's word for making something stands before it
     * @param body the members of an anonymous class, a trailing block; empty as a rule
     */
    record Call(Expression callee, List<Argument> arguments, boolean creates, List<Statement> body, int start, int end)
            implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
            body = List.copyOf(body);
            end = arguments.isEmpty()
                    ? end
                    : Math.max(end, arguments.getLast().value().end());
        }
    }

    /**
     * What a call is given.
     *
     * @param name of a keyword argument
     * @param spread whether it stands for several, as {@code *a}, {@code **a} and {@code ...a} do
     */
    record Argument(@Nullable String name, Expression value, boolean spread) {}

    /**
     * An operator with what it works on: one, two, or three for {@code ?:} (condition, then, otherwise) however the language writes
     * it. A cast is {@code cast:TYPE}; assignments that have a value are {@code =}.
     */
    record Operation(String operator, List<Expression> operands, int start, int end) implements Expression {
        public Operation {
            operands = List.copyOf(operands);
        }
    }

    /**
     * Elements in their order: a list, a tuple, an array, a set.
     *
     * @param type as written where the language says it, such as {@code byte[]} and {@code []byte}; empty otherwise
     */
    record Sequence(String type, List<Expression> elements, int start, int end) implements Expression {
        public Sequence {
            elements = List.copyOf(elements);
            end = Expression.around(
                    elements, end); // of a broken text, what closes it may stand within one of its elements
        }
    }

    /**
     * Values under keys: a dictionary, an object, a literal of a structure.
     *
     * @param type as written where the language says it, such as {@code tls.Config}; empty otherwise
     */
    record Mapping(String type, List<Entry> entries, int start, int end) implements Expression {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    /** A bare name as a key is a {@link Text}. */
    record Entry(Expression key, Expression value) {}

    /** A lambda, a closure; of an expression alone, its body is that expression's {@link Statement.Return}. */
    record Lambda(List<Statement.Parameter> parameters, List<Statement> body, int start, int end)
            implements Expression {
        public Lambda {
            parameters = List.copyOf(parameters);
            body = List.copyOf(body);
        }
    }

    /** What is not understood, with what is understood in it. */
    record Other(List<Expression> parts, int start, int end) implements Expression {
        public Other {
            parts = List.copyOf(parts);
        }
    }
}
