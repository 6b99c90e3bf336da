package dev.assay.engine.code;

import java.util.List;

/**
 * One text, read.
 *
 * @param module what the text says that it is a part of, as Java's and Go's {@code package} do; empty where it says nothing
 * @param statements of its outermost level, in their order
 * @param gaps where something was given up, beyond what {@link Expression.Other} holds
 */
public record Source(String module, List<Statement> statements, List<GivenUp> gaps) {
    /** The reason of a gap at a bracket that nothing closes before the text ends. */
    public static final String BREAKS_OFF =
            "what begins here does not end: what is behind it may be read otherwise than it is meant";

    public Source {
        statements = List.copyOf(statements);
        gaps = List.copyOf(gaps);
    }

    /** A place where a limit ended the reading of a part, such as one of nesting. */
    public record GivenUp(int start, String reason) {}
}
