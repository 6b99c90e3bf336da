package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Braces and brackets that hold values: lists, dictionaries, objects, literals of structures, trailing blocks. */
final class BraceParser {
    private final Cursor cursor;
    private final Profile profile;
    private final Parser parser;

    BraceParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.profile = cursor.profile;
    }

    /** Braces where a value is expected. */
    Expression value(String type, int start) {
        if (profile.has(Trait.BRACE_LAMBDA) && type.isEmpty()) {
            return parser.lambdas.ofBraces(start);
        }
        if (type.isEmpty() && parser.matches.holdsCases(cursor.at)) {
            return parser.matches.function(start);
        }
        if (profile.has(Trait.BRACE_BLOCK) && type.isEmpty()) {
            return parser.switches.blockValue(start);
        }
        return members(type, start);
    }

    /** Elements, or values under keys, in the brackets here, whichever they are. */
    Expression members(String type, int start) {
        int outer = cursor.enter();
        if (outer < 0) {
            return cursor.giveUp();
        }
        int open = cursor.at;
        int end = cursor.match();
        int mode = cursor.mode;
        cursor.mode = Cursor.IN_BRACKETS;
        List<Expression> elements = new ArrayList<>();
        List<Expression.Entry> entries = new ArrayList<>();
        @Nullable Expression single = null;
        cursor.at++;
        while (cursor.at < end) {
            int before = cursor.at;
            if (cursor.kind() == Tokens.COMMA || cursor.kind() == Tokens.SEMICOLON) {
                if (profile.has(Trait.ARROW_ENTRIES) && (before == open + 1 || cursor.isComma(before - 1))) {
                    elements.add(new Expression.Other(List.of(), cursor.start(), cursor.start())); // keeps its place
                }
                cursor.at++;
                continue;
            }
            int from = cursor.start();
            Expression.@Nullable Entry entry = entry(end, from);
            if (entry != null) {
                entries.add(entry);
                if (cursor.word() == Word.FOR || cursor.word() == Word.ASYNC) {
                    single = parser.groups.comprehension(
                            new Expression.Mapping("", List.of(entry), from, cursor.lastEnd()), from);
                }
            } else {
                elements.add(parser.groups.element(end, false));
            }
            if (cursor.at == before) {
                cursor.at++;
            }
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
        cursor.leave(outer);
        int last = cursor.lastEnd();
        if (single != null && entries.size() == 1) {
            return single;
        }
        if (entries.isEmpty()
                && (!elements.isEmpty()
                        || type.endsWith("]")
                        || type.startsWith("[")
                        || !profile.has(Trait.BRACE_MAPPING) && !profile.has(Trait.COMPOSITE))) {
            return elements.size() == 1
                            && elements.getFirst() instanceof Expression.Operation it
                            && it.operator().equals("for")
                    ? it
                    : new Expression.Sequence(type, elements, start, last);
        }
        for (int i = 0; i < elements.size(); i++) {
            // What stands among entries without a key: another mapping spread out, a value by position.
            int at = elements.get(i).start();
            Expression key = profile.has(Trait.ARROW_ENTRIES)
                    ? new Expression.Numeral(Integer.toString(i), at, at)
                    : new Expression.Text("", false, at, at);
            entries.add(new Expression.Entry(key, elements.get(i)));
        }
        return new Expression.Mapping(type, entries, start, last);
    }

    /** A value with its key, or null where none is: then nothing is consumed. */
    private Expression.@Nullable Entry entry(int end, int start) {
        int kind = cursor.kind();
        if (kind == Tokens.OPERATOR
                && profile.has(Trait.POINTERS)
                && cursor.is(Signs.DOT)
                && cursor.kind(1) == Tokens.NAME) {
            cursor.at++;
            Expression key = nameAsText();
            while (!cursor.is(Signs.ASSIGN) && cursor.at < end && cursor.kind() != Tokens.COMMA) {
                cursor.at++;
            }
            cursor.at += cursor.at < end && cursor.is(Signs.ASSIGN) ? 1 : 0;
            return new Expression.Entry(key, parser.groups.element(end, false));
        }
        if (profile.hasEnds()) {
            return parser.calls.entry();
        }
        if (profile.has(Trait.ARROW_ENTRIES)) {
            return parser.objects.arrowEntry(end, start);
        }
        if (profile.has(Trait.EQUALS_ENTRIES)) {
            return parser.objects.equalsEntry(end);
        }
        if (!profile.has(Trait.BRACE_MAPPING) && !profile.has(Trait.COMPOSITE)) {
            return null;
        }
        return parser.objects.entry(end, start);
    }

    /** The name here as a text. */
    Expression nameAsText() {
        int start = cursor.start();
        String name = cursor.name();
        cursor.at++;
        return new Expression.Text(name, false, start, cursor.lastEnd());
    }

    /** A call with the block that may follow it. */
    Expression call(Expression callee, List<Expression.Argument> arguments, int start, boolean creates) {
        if (profile.has(Trait.TRAILING_BLOCK)
                && cursor.opens('{')
                && !cursor.noBlock()
                && !cursor.endsLine()
                && !tokens().has(cursor.at, Tokens.AFTER_LINE)) {
            List<Expression.Argument> all = new ArrayList<>(arguments);
            all.add(new Expression.Argument(null, parser.lambdas.ofBraces(cursor.start()), false));
            while (profile.has(Trait.COLON_ARGUMENTS)
                    && cursor.kind() == Tokens.NAME
                    && cursor.is(cursor.at + 1, Signs.COLON)
                    && tokens().opens(cursor.at + 2, '{')) {
                String name = cursor.name();
                cursor.at += 2;
                all.add(new Expression.Argument(name, parser.lambdas.ofBraces(cursor.start()), false));
            }
            return new Expression.Call(callee, all, creates, List.of(), start, Math.max(start, cursor.lastEnd()));
        }
        return new Expression.Call(callee, arguments, creates, List.of(), start, Math.max(start, cursor.lastEnd()));
    }

    /** A brace after a value: fields of what is made of it, or null if it belongs to something else. */
    @Nullable
    Expression after(Expression left, int start) {
        if (profile.has(Trait.COMPOSITE)
                && !cursor.noBlock()
                && (left instanceof Expression.Name
                        || left instanceof Expression.Member
                        || left instanceof Expression.Index)) {
            return members(cursor.names.of(start, cursor.lastEnd()), start);
        }
        if (profile.has(Trait.BRACE_CREATES)
                && !cursor.noBlock()
                && (left instanceof Expression.Name || left instanceof Expression.Member)) {
            return created(cursor.names.of(start, cursor.lastEnd()), start, start, cursor.lastEnd());
        }
        if (profile.has(Trait.TRAILING_BLOCK)
                && !cursor.noBlock()
                && !tokens().has(cursor.at, Tokens.AFTER_LINE)
                && (left instanceof Expression.Name || left instanceof Expression.Member)) {
            return call(left, List.of(), start, false);
        }
        return null;
    }

    /** {@code Type{a, b}}: an object that is made of what is in the braces here; an array is its elements. */
    Expression created(String type, int start, int from, int to) {
        Expression held = members("", cursor.start());
        if (type.endsWith("]") || type.startsWith("std::array<")) {
            return held;
        }
        List<Expression.Argument> arguments = new ArrayList<>();
        if (held instanceof Expression.Sequence sequence) {
            sequence.elements().forEach(it -> arguments.add(new Expression.Argument(null, it, false)));
        } else if (held instanceof Expression.Mapping mapping) {
            mapping.entries()
                    .forEach(it -> arguments.add(new Expression.Argument(
                            it.key() instanceof Expression.Text key
                                            && !key.value().isEmpty()
                                    ? key.value()
                                    : null,
                            it.value(),
                            false)));
        } else {
            arguments.add(new Expression.Argument(null, held, false));
        }
        // What has a name comes first in a mapping, whatever stood before it.
        arguments.sort(Comparator.comparingInt(it -> it.value().start()));
        Expression.Name callee = new Expression.Name(type, from, Math.max(from, to));
        return new Expression.Call(callee, arguments, true, List.of(), start, Math.max(start, cursor.lastEnd()));
    }

    private Tokens tokens() {
        return cursor.tokens;
    }
}
