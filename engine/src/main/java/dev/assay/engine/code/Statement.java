package dev.assay.engine.code;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a program, in any language, brought down to a few kinds: what languages write as {@code switch} is a chain of
 * branches, {@code with} and {@code for} bind their variable by an assignment, {@code try} is its body and a branch for each
 * handler. Values: immutable; offsets are of bytes in the text, the end exclusive.
 */
public sealed interface Statement {
    /** The operator of an assignment of what a member is made of, a sequence, before the body of a constructor. */
    String INITIAL = "init";

    int start();

    int end();

    /**
     * A name for something of another module.
     *
     * @param module as the language writes it: {@code javax.crypto}, {@code crypto/aes}, {@code openssl/evp.h}, {@code ./keys}
     * @param member what of it: {@code Cipher}; {@code *} for all; null for the module itself
     * @param local the name here; {@code *} with a member {@code *}
     */
    record Import(String module, @Nullable String member, String local, int start, int end) implements Statement {}

    /**
     * A variable or field that gets a value, or is declared.
     *
     * @param target a name, a member, an index; a sequence or a mapping where a value is taken apart
     * @param operator {@code =}, {@code +=} and the like; {@code each} where the target runs through the value's elements
     * @param value null where it is only declared
     * @param type as written; empty where the language says none
     * @param constant whether the language says that it gets no other value
     */
    record Assignment(
            Expression target,
            String operator,
            @Nullable Expression value,
            String type,
            boolean constant,
            int start,
            int end)
            implements Statement {}

    /** An expression for its effect. */
    record Evaluation(Expression expression, int start, int end) implements Statement {}

    /** The end of a function, with what it gives. */
    record Return(@Nullable Expression value, int start, int end) implements Statement {}

    /** The end of a function with an exception. */
    record Throw(@Nullable Expression value, int start, int end) implements Statement {}

    /** One of two ways; what decides is null where it is not known, as for an exception's handler. */
    record Branch(@Nullable Expression condition, List<Statement> then, List<Statement> otherwise, int start, int end)
            implements Statement {
        public Branch {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }
    }

    /** What is done however that ends which stands before it: by a return and by an exception as well, as {@code finally}. */
    record Always(List<Statement> body, int start, int end) implements Statement {
        public Always {
            body = List.copyOf(body);
        }
    }

    /** What may be done any number of times. Of a {@code for} the first assignments stand before it, the steps at its end. */
    record Loop(@Nullable Expression condition, List<Statement> body, int start, int end) implements Statement {
        public Loop {
            body = List.copyOf(body);
        }
    }

    /**
     * A function or method with a body.
     *
     * @param types the names that stand for types in it, where they are written between its name and its parameters
     * @param modifiers words before it and annotations, as written: {@code static}, {@code @Override}
     */
    record Function(
            String name,
            List<String> types,
            List<Parameter> parameters,
            List<Statement> body,
            List<String> modifiers,
            int start,
            int end)
            implements Statement {
        public Function {
            types = List.copyOf(types);
            parameters = List.copyOf(parameters);
            body = List.copyOf(body);
            modifiers = List.copyOf(modifiers);
        }

        /** One that is the same for all types. */
        public Function(
                String name,
                List<Parameter> parameters,
                List<Statement> body,
                List<String> modifiers,
                int start,
                int end) {
            this(name, List.of(), parameters, body, modifiers, start, end);
        }
    }

    /**
     * What a function takes.
     *
     * @param label by which callers name it
     * @param type as written, empty where the language says none
     */
    record Parameter(
            String name,
            String label,
            String type,
            @Nullable Expression value) {
        /** One that callers know by its name. */
        public Parameter(String name, String type, @Nullable Expression value) {
            this(name, name, type, value);
        }
    }

    /**
     * A class, an interface, a structure, an object, a module within a file; {@code impl} blocks and the receivers of Go's
     * methods are a type of that name again.
     *
     * @param types the names that stand for types in it, in their places; empty for one that stands for none
     * @param supertypes as written
     */
    record Type(String name, List<String> types, List<String> supertypes, List<Statement> members, int start, int end)
            implements Statement {
        /** One that is the same for all types. */
        public Type(String name, List<String> supertypes, List<Statement> members, int start, int end) {
            this(name, List.of(), supertypes, members, start, end);
        }

        public Type {
            types = List.copyOf(types);
            supertypes = List.copyOf(supertypes);
            members = List.copyOf(members);
        }
    }
}
