package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Types, functions and variables where they are declared. */
final class DeclarationParser {
    private static final int LONGEST_MODIFIER = 200;
    private static final int MOST_OF_SELF = 40;
    /** Of a function that is called by its name alone. */
    private static final String GETTER = "get";

    private static final int HIGHEST = 200;

    /** Of a function that is called where its name stands alone. */
    private static final String GET = "get";

    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;
    private boolean constant;

    DeclarationParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
        this.profile = cursor.profile;
    }

    /** Reads a declaration; false, consuming at most what stands before one, if there is none. */
    boolean declare(List<Statement> out) {
        int start = cursor.start();
        int from = cursor.at;
        List<String> modifiers = modifiers(out);
        boolean isConstant = constant;
        if (!cursor.type.isEmpty()
                && profile.lines() == Profile.Lines.LENIENT
                && parser.members.member(modifiers, isConstant, start, out)) {
            return true;
        }
        Word word = cursor.word();
        if (word != Word.NONE && !parser.primaries.isSoftName()) {
            switch (word) {
                case TYPE, ENUM, IMPL -> {
                    if (type(start, out)) {
                        return true;
                    }
                }
                case PACKAGE -> {
                    return parser.imports.statement(word, out);
                }
                case FUNCTION -> {
                    return function(modifiers, start, out);
                }
                case CONSTRUCTOR -> {
                    if (parser.accessors.constructor(modifiers, start, out)) {
                        return true;
                    }
                }
                case ALIAS -> {
                    if (profile.has(Trait.TYPE_PATHS)) {
                        return parser.typePaths.alias(start, out);
                    }
                    return alias(start, out);
                }
                case CONSTANT, VARIABLE -> {
                    if (profile.has(Trait.TYPE_LAST)) {
                        return parser.goDeclarations.variables(out);
                    }
                    if (!profile.has(Trait.TYPE_FIRST)) {
                        return parser.variables.declare(start, out);
                    }
                }
                default -> {}
            }
        }
        if (profile.has(Trait.TYPE_FIRST) && typeFirst(modifiers, isConstant, start, out)) {
            return true;
        }
        if (cursor.at > from && profile.namesWithSign() && parser.variables.properties(start, out)) {
            return true;
        }
        if (cursor.at > from && cursor.word() != Word.NONE && parser.control.statement(cursor.word(), out)) {
            return true;
        }
        if (cursor.at > from && cursor.opens('{') && profile.layout() == Profile.Layout.BRACES) {
            // An initializer.
            out.addAll(profile.has(Trait.POINTERS) ? parser.statements.block() : parser.statements.functionBody());
            return true;
        }
        return false;
    }

    /** Another name for a type, of which nothing is kept but a structure's members. */
    private boolean alias(int start, List<Statement> out) {
        if (profile.has(Trait.TYPE_LAST)) {
            return parser.goDeclarations.types(out);
        }
        cursor.at++;
        if (profile.has(Trait.TYPE_FIRST)) {
            return parser.statements.aliased(start, out);
        }
        while (!cursor.is(Signs.ASSIGN) && !cursor.atEnd()) {
            cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
        }
        if (cursor.accept(Signs.ASSIGN)) {
            int after = parser.types.after(cursor.at);
            cursor.at = after > 0 ? after : cursor.at;
        }
        return true;
    }

    /** A variable in a condition or the head of a loop; false, consuming nothing, if there is none. */
    boolean variable(List<Statement> out) {
        int from = cursor.at;
        int start = cursor.start();
        if (profile.has(Trait.TYPE_FIRST)) {
            skipModifiers();
            int after = parser.types.after(cursor.at);
            if (after > 0 && tokens.kind(after) == Tokens.NAME && cursor.is(after + 1, Signs.ASSIGN)) {
                variables(cursor.at, after, false, start, out);
                return true;
            }
        } else if (cursor.word() == Word.CONSTANT || cursor.word() == Word.VARIABLE) {
            return parser.variables.declare(start, out);
        }
        cursor.at = from;
        return false;
    }

    /** Words and annotations before a declaration, as written; annotations that run are also evaluated. */
    List<String> modifiers(List<Statement> out) {
        constant = false;
        List<String> modifiers = new ArrayList<>(2);
        while (true) {
            int from = cursor.at;
            if (cursor.is(Signs.AT) && tokens.word(from + 1) == Word.TYPE && profile.has(Trait.ANNOTATIONS)) {
                cursor.at++;
                return modifiers;
            }
            if (cursor.is(Signs.AT) && profile.has(Trait.DECORATORS)) {
                int start = cursor.start();
                cursor.at++;
                Expression decorator = parser.expressions.expression();
                out.add(new Statement.Evaluation(decorator, start, Math.max(start, cursor.lastEnd())));
                modifiers.add(written(from));
                while (cursor.acceptKind(Tokens.NEWLINE)) {}
                continue;
            }
            if (skipAttribute()) {
                continue;
            }
            int annotated = parser.types.skipAnnotations(from);
            if (annotated > from) {
                cursor.at = annotated;
                modifiers.add(written(from));
                continue;
            }
            if (!isModifier(from)) {
                return modifiers;
            }
            constant |= cursor.word() == Word.CONSTANT;
            if (profile.has(Trait.BRACKET_TYPES) && tokens.opens(from + 1, '[')) {
                cursor.at = cursor.afterGroup(from + 1); // within what it is private
                continue;
            }
            boolean template = cursor.isWord("template");
            modifiers.add(cursor.name());
            cursor.at++;
            if (template && cursor.is(Signs.LESS)) {
                int after = parser.types.afterArguments(cursor.at);
                cursor.at = after > 0 ? after : cursor.at;
                parser.cDeclarations.skipConstraint();
            } else if (profile.has(Trait.POINTERS) && cursor.kind() == Tokens.STRING) {
                cursor.at++;
            }
        }
    }

    /** Skips what says something of a declaration to a compiler only. */
    private boolean skipAttribute() {
        if (cursor.kind() == Tokens.OTHER && tokens.first(cursor.at) == '#' && tokens.opens(cursor.at + 1, '[')) {
            cursor.at++;
            cursor.skipGroup();
            return true;
        }
        if (cursor.word() == Word.ATTRIBUTE) {
            do {
                cursor.at++;
            } while (cursor.word() == Word.MODIFIER && tokens.opens(cursor.at + 1, '('));
            if (cursor.opens('(')) {
                cursor.skipGroup();
            }
            return true;
        }
        if (profile.has(Trait.TYPE_FIRST)
                && cursor.opens('[')
                && (tokens.opens(cursor.at + 1, '[') || profile.lambda() == Signs.FAT_ARROW)) {
            cursor.skipGroup();
            return true;
        }
        return false;
    }

    private String written(int from) {
        String text = cursor.slice(from, cursor.at);
        return text.length() > LONGEST_MODIFIER ? text.substring(0, LONGEST_MODIFIER) : text;
    }

    private boolean isModifier(int i) {
        Word word = tokens.word(i);
        return switch (word) {
            case MODIFIER ->
                tokens.kind(i + 1) != Tokens.COMMA
                        && !cursor.is(i + 1, Signs.ASSIGN)
                        && !cursor.is(i + 1, Signs.DOT)
                        && !(cursor.is(i + 1, Signs.SCOPE) && !profile.has(Trait.POINTERS))
                        && tokens.kind(i + 1) != Tokens.CLOSE
                        && (!tokens.opens(i + 1, '(') || profile.has(Trait.TYPE_FIRST))
                        && tokens.kind(i + 1) != Tokens.SEMICOLON
                        && !cursor.is(i + 1, Signs.COLON);
            case CONSTANT -> profile.has(Trait.TYPE_FIRST) || tokens.word(i + 1) == Word.ENUM;
            case WITH, DEFAULT ->
                profile.has(Trait.TYPE_FIRST) && !cursor.type.isEmpty() && tokens.kind(i + 1) == Tokens.NAME;
            case ASYNC -> tokens.word(i + 1) == Word.FUNCTION || tokens.word(i + 1) == Word.CONSTANT;
            default -> false;
        };
    }

    void skipModifiers() {
        while (true) {
            int annotated = parser.types.skipAnnotations(cursor.at);
            if (annotated > cursor.at) {
                cursor.at = annotated;
            } else if (cursor.is(Signs.AT) && profile.has(Trait.DECORATORS)) {
                cursor.at++;
                parser.expressions.expression();
            } else if (isModifier(cursor.at)) {
                cursor.at++;
            } else if (!skipAttribute()) {
                return;
            }
        }
    }

    // Types

    private boolean type(int start, List<Statement> out) {
        if (cursor.word() == Word.IMPL) {
            return implementation(start, out);
        }
        boolean constants = cursor.word() == Word.ENUM;
        int from = cursor.at++;
        while (cursor.word() == Word.TYPE || cursor.word() == Word.ENUM) {
            cursor.at++;
        }
        while (profile.has(Trait.BRACE_CREATES) && skipAttribute()) {}
        if (cursor.kind() != Tokens.NAME) {
            if (!cursor.opens('{')) {
                cursor.at = from;
                return false;
            }
            Statement.Type body = typeBody("", constants, start);
            if (profile.has(Trait.POINTERS) && cursor.kind() == Tokens.SEMICOLON) { // nothing is of this type
                out.addAll(body.members());
            } else {
                out.add(body);
            }
            return true;
        }
        String name = "";
        if (cursor.word() != Word.EXTENDS) {
            name = cursor.name();
            cursor.at++;
        }
        if (profile.has(Trait.GENERICS) && cursor.is(Signs.LESS)) {
            int after = parser.types.afterArguments(cursor.at);
            cursor.at = after > 0 ? after : cursor.at;
        }
        int head = profile.has(Trait.BRACE_CREATES) ? parser.cDeclarations.typeHead() : -1;
        if (head > 0) {
            int named = cursor.lastName(head);
            while (named > cursor.at && profile.isSoft(cursor.names.of(tokens.starts[named], tokens.ends[named]))) {
                named--;
            }
            name = tokens.is(named, "final") ? name : cursor.names.of(tokens.starts[named], tokens.ends[named]);
            cursor.at = head;
        }
        if (profile.has(Trait.POINTERS)
                && !cursor.opens('{')
                && !cursor.is(Signs.COLON)
                && cursor.kind() != Tokens.SEMICOLON) {
            // C: a variable or function of that type.
            cursor.at = from;
            return false;
        }
        boolean isStructure = profile.has(Trait.TYPE_PATHS) && tokens.word(from) == Word.TYPE && isStructure(from);
        if (isStructure && cursor.is(Signs.LESS)) {
            int after = parser.types.afterArguments(cursor.at);
            cursor.at = after > 0 ? after : cursor.at;
        }
        if (isStructure && (cursor.opens('{') || cursor.opens('('))) {
            List<Statement> fields = cursor.opens('{') ? parser.typePaths.fields() : parser.typePaths.places();
            out.add(new Statement.Type(name, List.of(), fields, start, Math.max(start, cursor.lastEnd())));
            return true;
        }
        out.add(typeBody(name, constants, start));
        return true;
    }

    private boolean isStructure(int at) {
        return cursor.slice(at, at + 1).equals("struct");
    }

    /** The members of a type that is declared elsewhere, and of what it implements with them. */
    private boolean implementation(int start, List<Statement> out) {
        cursor.at++;
        if (cursor.is(Signs.LESS)) {
            int after = parser.types.afterArguments(cursor.at);
            cursor.at = after > 0 ? after : cursor.at + 1;
        }
        List<String> names = new ArrayList<>(2);
        while (!cursor.opens('{') && !cursor.atEnd()) {
            int after = cursor.word() == Word.FOR ? -1 : parser.types.after(cursor.at);
            if (after > cursor.at) {
                names.add(cursor.slice(cursor.at, after));
                cursor.at = after;
            } else {
                cursor.at++;
            }
            if (cursor.word() == Word.WITH) {
                skipResultType();
            }
        }
        if (!cursor.opens('{') || names.isEmpty()) {
            return true;
        }
        String name = profile.has(Trait.BRACE_BLOCK) ? names.getLast() : names.getFirst();
        names.remove(name);
        List<Statement> members = body(name);
        int arguments = name.indexOf('<');
        out.add(new Statement.Type(
                arguments > 0 ? name.substring(0, arguments) : name,
                names,
                members,
                start,
                Math.max(start, cursor.lastEnd())));
        return true;
    }

    /** A class that is a value. */
    Expression typeExpression(int start) {
        boolean constants = cursor.word() == Word.ENUM;
        cursor.at++;
        String name = "";
        if (cursor.kind() == Tokens.NAME && cursor.word() == Word.NONE) {
            name = cursor.name();
            cursor.at++;
        }
        if (!cursor.opens('{')
                && cursor.word() != Word.EXTENDS
                && !cursor.is(Signs.LESS)
                && !cursor.opens('(')
                && !(cursor.is(Signs.COLON) && profile.has(Trait.TRAILING_BLOCK))) {
            return new Expression.Name(name, start, Math.max(start, cursor.lastEnd()));
        }
        boolean isObject = name.isEmpty() && cursor.is(Signs.COLON);
        Statement.Type body = typeBody(name, constants, start);
        if (isObject && !body.supertypes().isEmpty()) {
            String made = body.supertypes().getFirst();
            return new Expression.Call(
                    new Expression.Name(made, start, start), List.of(), true, body.members(), start, body.end());
        }
        return new Expression.Lambda(List.of(), List.of(body), start, Math.max(start, cursor.lastEnd()));
    }

    private Statement.Type typeBody(String name, boolean constants, int start) {
        if (cursor.is(Signs.LESS)) {
            int after = parser.types.afterArguments(cursor.at);
            cursor.at = after > 0 ? after : cursor.at;
        }
        List<String> supertypes = new ArrayList<>(2);
        List<Statement> members = new ArrayList<>();
        if (profile.has(Trait.BRACKET_TYPES)) {
            if (cursor.opens('[')) {
                cursor.skipGroup();
            }
            skipModifiers();
            while (cursor.word() == Word.MODIFIER) {
                cursor.at = tokens.opens(cursor.at + 1, '[') ? cursor.afterGroup(cursor.at + 1) : cursor.at + 1;
            }
        }
        while (cursor.opens('(')) {
            if (profile.layout() == Profile.Layout.INDENT) {
                for (Expression.Argument it : parser.primaries.arguments()) {
                    if (it.name() == null) {
                        supertypes.add(
                                cursor.names.of(it.value().start(), it.value().end()));
                    }
                    if (it.value() instanceof Expression.Call made) {
                        members.add(new Statement.Evaluation(made, made.start(), made.end()));
                    }
                }
            } else {
                int at = cursor.start();
                for (Statement.Parameter it : parser.parameters.list()) {
                    members.add(new Statement.Assignment(
                            new Expression.Name(it.name(), at, at),
                            "=",
                            it.value(),
                            it.type(),
                            true,
                            at,
                            cursor.lastEnd()));
                }
            }
            if (!profile.has(Trait.BRACKET_TYPES)) {
                break;
            }
        }
        heads(supertypes, members);
        if (profile.layout() == Profile.Layout.INDENT) {
            String outer = cursor.type;
            cursor.type = name;
            members.addAll(parser.statements.body());
            cursor.type = outer;
        } else if (cursor.opens('{')) {
            members.addAll(constants ? parser.enums.body(name) : body(name));
        } else {
            cursor.acceptKind(Tokens.SEMICOLON);
        }
        if (profile.has(Trait.IMPORTS_MIX_IN)) {
            mixIn(members, supertypes);
        }
        return new Statement.Type(name, supertypes, members, start, Math.max(start, cursor.lastEnd()));
    }

    private static void mixIn(List<Statement> members, List<String> supertypes) {
        for (Statement member : members) {
            if (member instanceof Statement.Import mixed) {
                String of = mixed.module().isEmpty() ? "" : mixed.module() + "\\";
                supertypes.add(of + (mixed.member() == null ? mixed.local() : mixed.member()));
            }
        }
        members.removeIf(Statement.Import.class::isInstance);
    }

    /** Supertypes, up to the body. */
    private void heads(List<String> supertypes, List<Statement> members) {
        if (profile.layout() == Profile.Layout.INDENT) {
            return;
        }
        while (!cursor.opens('{') && (!cursor.atEnd() || cursor.word() == Word.EXTENDS)) {
            if (cursor.word() == Word.EXTENDS && profile.lines() == Profile.Lines.LENIENT) {
                int after = parser.types.after(cursor.at + 1);
                if (after < 0
                        || !tokens.opens(after, '{')
                                && tokens.word(after) != Word.EXTENDS
                                && tokens.kind(after) != Tokens.COMMA) {
                    int start = tokens.starts[++cursor.at];
                    Expression made = parser.expressions.expression(HIGHEST);
                    supertypes.add(cursor.names.of(start, Math.max(start, cursor.lastEnd())));
                    members.add(new Statement.Evaluation(made, start, Math.max(start, cursor.lastEnd())));
                    continue;
                }
            }
            if (cursor.word() == Word.EXTENDS
                    || cursor.kind() == Tokens.COMMA
                    || cursor.is(Signs.COLON)
                    || cursor.word() == Word.MODIFIER
                    || cursor.word() == Word.WITH) {
                cursor.at++;
                continue;
            }
            if (cursor.opens('(') && profile.has(Trait.BRACKET_TYPES)) {
                int start = cursor.start();
                List<Expression> given = parser.primaries.arguments().stream()
                        .map(Expression.Argument::value)
                        .toList();
                int end = Math.max(start, cursor.lastEnd());
                members.add(new Statement.Evaluation(new Expression.Other(given, start, end), start, end));
                continue;
            }
            int annotated = parser.types.skipAnnotations(cursor.at);
            int after = cursor.opens('(') ? -1 : parser.types.after(annotated);
            if (after > annotated) {
                supertypes.add(cursor.slice(annotated, after));
                cursor.at = after;
            } else {
                cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
            }
        }
    }

    /** The members in the braces here, of a type of that name. */
    List<Statement> body(String name) {
        String outer = cursor.type;
        cursor.type = name.isEmpty() ? "?" : name;
        int self = profile.has(Trait.BRACKET_TYPES) ? selfType() : -1;
        List<Statement> members = parser.statements.blockFrom(cursor.at, self, new ArrayList<>(0));
        cursor.type = outer;
        return members;
    }

    /** The arrow behind what members are said to be of besides, {@code this: A with B =>}; -1 for none. */
    private int selfType() {
        int at = cursor.at + 1;
        for (int seen = 0; seen < MOST_OF_SELF; seen++) {
            if (cursor.is(at, Signs.FAT_ARROW)) {
                boolean ends = tokens.has(at + 1, Tokens.AFTER_LINE) || tokens.has(at + 1, Tokens.IMPLIED);
                return at > cursor.at + 1 && ends ? at : -1;
            }
            boolean fits =
                    tokens.kind(at) == Tokens.NAME && (tokens.word(at) == Word.NONE || tokens.word(at) == Word.EXTENDS)
                            || cursor.is(at, Signs.COLON)
                            || cursor.is(at, Signs.DOT)
                            || tokens.opens(at, '[');
            if (!fits) {
                return -1;
            }
            at = tokens.kind(at) == Tokens.OPEN ? cursor.afterGroup(at) : at + 1;
        }
        return -1;
    }

    // Functions

    private boolean function(List<String> modifiers, int start, List<Statement> out) {
        cursor.at++;
        if (profile.has(Trait.TYPE_LAST)) {
            return parser.goDeclarations.function(modifiers, start, out);
        }
        cursor.accept(Signs.STAR);
        if (cursor.is(Signs.LESS)) {
            int after = parser.types.afterArguments(cursor.at);
            cursor.at = after > 0 ? after : cursor.at + 1;
        }
        String name = "";
        while (cursor.kind() == Tokens.NAME
                || cursor.kind() == Tokens.OPERATOR && !cursor.is(Signs.LESS) && !cursor.is(Signs.COLON)) {
            if (cursor.kind() == Tokens.NAME) {
                name = cursor.name();
            }
            cursor.at++;
            if (profile.has(Trait.BRACKET_TYPES) && !goesOnInName()) {
                break;
            }
        }
        if (cursor.is(Signs.LESS)) {
            int after = parser.types.afterArguments(cursor.at);
            cursor.at = after > 0 ? after : cursor.at + 1;
        }
        if (cursor.opens('[')
                && (profile.has(Trait.BRACKET_TYPES) || tokens.opens(cursor.afterGroup(cursor.at), '('))) {
            cursor.skipGroup();
        }
        finish(name, modifiers, start, out);
        return true;
    }

    /** Whether signs here are of a function's name as well, such as {@code unary_!} and {@code x_=}. */
    private boolean goesOnInName() {
        return cursor.kind() == Tokens.OPERATOR
                && tokens.touches(cursor.at - 1)
                && (!cursor.is(Signs.ASSIGN) || tokens.opens(cursor.at + 1, '('));
    }

    /** A function from its parameters on. One without a body is none. */
    void finish(String name, List<String> modifiers, int start, List<Statement> out) {
        List<Statement> before = new ArrayList<>(0);
        boolean isValue = profile.has(Trait.BRACKET_TYPES) && !cursor.opens('(');
        List<Statement.Parameter> parameters = cursor.opens('(') ? parser.parameters.list(before) : List.of();
        List<List<Statement.Parameter>> further = List.of();
        if (profile.has(Trait.BRACKET_TYPES)) {
            parameters = new ArrayList<>(parameters);
            further = furtherParameters(parameters);
        }
        if (profile.has(Trait.POINTERS)) {
            before.addAll(parser.cDeclarations.afterParameters());
        }
        skipResult();
        List<Statement> body;
        if (profile.layout() == Profile.Layout.INDENT && cursor.is(Signs.COLON) || cursor.opens('{')) {
            body = parser.statements.functionBody();
            if (!before.isEmpty()) {
                List<Statement> all = new ArrayList<>(before);
                all.addAll(body);
                body = all;
            }
        } else if (cursor.is(Signs.FAT_ARROW) || cursor.is(Signs.ASSIGN) && !profile.has(Trait.PREPROCESSOR)) {
            cursor.at++;
            body = parser.statements.functionBody();
        } else if (cursor.is(Signs.ASSIGN)) {
            // Without a body, or one that the compiler makes.
            while (cursor.kind() != Tokens.SEMICOLON && !cursor.atEnd()) {
                cursor.at++;
            }
            return;
        } else {
            cursor.acceptKind(Tokens.SEMICOLON);
            return;
        }
        List<String> all = modifiers;
        if (isValue) {
            all = new ArrayList<>(modifiers);
            all.add(GETTER);
        }
        int end = Math.max(start, cursor.lastEnd());
        for (List<Statement.Parameter> each : further.reversed()) {
            body = List.of(new Statement.Return(new Expression.Lambda(each, body, start, end), start, end));
        }
        out.add(new Statement.Function(name, parameters, body, all, start, end));
    }

    /**
     * Further lists of parameters, each of a function that is given back; of what the compiler gives by itself, those are of the first
     * list.
     */
    private List<List<Statement.Parameter>> furtherParameters(List<Statement.Parameter> first) {
        List<List<Statement.Parameter>> further = new ArrayList<>(0);
        while (cursor.opens('(')) {
            boolean isGiven = cursor.isNameAt(cursor.at + 1, "implicit") || cursor.isNameAt(cursor.at + 1, "using");
            List<Statement.Parameter> list = parser.parameters.list();
            if (isGiven) {
                first.addAll(list);
            } else {
                further.add(list);
            }
        }
        return further;
    }

    /** Skips what stands between parameters and the body: the result's type, exceptions, constraints. */
    void skipResult() {
        if (profile.has(Trait.PREFIX_TYPES) || profile.has(Trait.TYPE_AFTER_COLON)) {
            skipResultType();
            return;
        }
        boolean indent = profile.layout() == Profile.Layout.INDENT;
        while (!cursor.opens('{')
                && !cursor.atEnd()
                && !cursor.is(Signs.FAT_ARROW)
                && !cursor.is(Signs.ASSIGN)
                && cursor.kind() != Tokens.COMMA
                && !(indent && cursor.is(Signs.COLON))) {
            if (cursor.kind() == Tokens.OPEN) {
                cursor.skipGroup();
                continue;
            }
            if (profile.has(Trait.BRACE_CREATES)) {
                int after = cursor.is(Signs.ARROW) ? parser.types.after(cursor.at + 1) : -1;
                int before = cursor.at;
                cursor.at = after > 0 ? after : cursor.at;
                parser.cDeclarations.skipConstraint();
                if (cursor.at > before) {
                    continue;
                }
            }
            boolean more = cursor.word() == Word.THROWS;
            cursor.at++;
            while (more && cursor.kind() != Tokens.OPEN && !cursor.atEnd() && !cursor.is(Signs.FAT_ARROW)) {
                cursor.at++;
            }
        }
    }

    private void skipResultType() {
        if (profile.has(Trait.PREFIX_TYPES)) {
            int after = cursor.opens('(')
                    ? cursor.afterGroup(cursor.at)
                    : cursor.atEnd() ? -1 : parser.types.after(cursor.at);
            cursor.at = after > 0 ? after : cursor.at;
            return;
        }
        while (cursor.word() == Word.THROWS || cursor.word() == Word.ASYNC) {
            cursor.at++;
        }
        if (cursor.accept(Signs.COLON) || cursor.accept(Signs.ARROW)) {
            int after = parser.types.after(cursor.at);
            cursor.at = after > 0 ? after : cursor.at;
        }
        if (cursor.word() == Word.WITH) {
            // Constraints of generic parameters.
            while (!cursor.opens('{')
                    && cursor.kind() != Tokens.SEMICOLON
                    && cursor.kind() != Tokens.END
                    && cursor.kind() != Tokens.CLOSE) {
                cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
            }
        }
    }

    /** {@code type name ...}: a method, a constructor, variables. */
    private boolean typeFirst(List<String> modifiers, boolean isConstant, int start, List<Statement> out) {
        int from = cursor.at;
        if (cursor.is(Signs.LESS)) {
            int after = parser.types.afterArguments(from);
            cursor.at = after > 0 ? after : from;
        }
        if (!cursor.type.isEmpty() && cursor.kind() == Tokens.NAME && parser.types.isName(cursor.at)) {
            boolean compact = tokens.opens(cursor.at + 1, '{') && tokens.is(cursor.at, cursor.type);
            if (compact || tokens.opens(cursor.at + 1, '(') && hasBody(cursor.afterGroup(cursor.at + 1))) {
                String name = cursor.name();
                cursor.at++;
                finish(name, modifiers, start, out);
                return true;
            }
        }
        int typeFrom = cursor.at;
        if (tokens.word(typeFrom) == Word.OPERATOR && profile.prefix(tokens.operator(typeFrom)) != 0) {
            cursor.at = from; // it takes a value
            return false;
        }
        if (profile.has(Trait.POINTERS) && parser.cDeclarations.function(modifiers, isConstant, start, out)) {
            return true;
        }
        int after = parser.types.after(typeFrom);
        if (after < 0 || tokens.kind(after) != Tokens.NAME || !parser.types.isName(after)) {
            cursor.at = from;
            return false;
        }
        int next = after + 1;
        if (profile.lambda() == Signs.FAT_ARROW && sharpMember(typeFrom, after, modifiers, start, out)) {
            return true;
        }
        boolean declares = switch (tokens.kind(next)) {
            case Tokens.SEMICOLON -> true;
            case Tokens.COMMA -> !cursor.inBrackets();
            case Tokens.OPEN ->
                switch (tokens.first(next)) {
                    case '(' -> true;
                    case '[' -> true;
                    default -> isMadeOf(typeFrom, next);
                };
            case Tokens.OPERATOR -> tokens.data[next] == Signs.ASSIGN || tokens.data[next] == Signs.COLON;
            default -> false;
        };
        if (!declares) {
            cursor.at = from;
            return false;
        }
        if (tokens.opens(next, '(')) {
            cursor.at = after;
            String name = cursor.name();
            cursor.at++;
            finish(name, modifiers, start, out);
            return true;
        }
        variables(typeFrom, after, isConstant, start, out);
        return true;
    }

    /** {@code Type name{...};}. */
    private boolean isMadeOf(int typeFrom, int brace) {
        int after = cursor.afterGroup(brace);
        return profile.has(Trait.BRACE_CREATES)
                && tokens.opens(brace, '{')
                && tokens.word(typeFrom) != Word.TYPE
                && tokens.word(typeFrom) != Word.ENUM
                && (tokens.kind(after) == Tokens.SEMICOLON || tokens.kind(after) == Tokens.COMMA);
    }

    private static boolean isSingle(Expression held) {
        return held instanceof Expression.Call made && made.arguments().size() == 1;
    }

    /** What a variable is that is made of braces: a plain number or text is what is in them. */
    private Expression made(String type, int start) {
        Expression made = parser.braces.created(type, start, start, start);
        boolean plain = type.endsWith("_t")
                || type.equals("auto")
                || type.equals("int")
                || type.equals("bool")
                || type.equals("std::string")
                || type.equals("unsigned")
                || type.equals("double")
                || type.equals("long");
        return plain && isSingle(made) && made instanceof Expression.Call call
                ? call.arguments().getFirst().value()
                : made;
    }

    /** C#'s properties, and methods with parameters for types. */
    private boolean sharpMember(int typeFrom, int name, List<String> modifiers, int start, List<Statement> out) {
        int next = name + 1;
        if (cursor.is(next, Signs.LESS)) {
            int after = parser.types.afterArguments(next);
            if (after < 0 || !tokens.opens(after, '(')) {
                return false;
            }
            cursor.at = after;
            finish(cursor.names.of(tokens.starts[name], tokens.ends[name]), modifiers, start, out);
            return true;
        }
        boolean arrow = cursor.is(next, Signs.FAT_ARROW);
        if (cursor.type.isEmpty() || !arrow && !tokens.opens(next, '{')) {
            return false;
        }
        cursor.at = next;
        if (arrow) {
            finish(cursor.names.of(tokens.starts[name], tokens.ends[name]), with(modifiers, GET), start, out);
            return true;
        }
        List<Statement> accessors = accessors(cursor.names.of(tokens.starts[name], tokens.ends[name]), modifiers);
        Expression value = cursor.accept(Signs.ASSIGN) ? parser.expressions.expression() : null;
        Expression.Name target = new Expression.Name(
                cursor.names.of(tokens.starts[name], tokens.ends[name]), tokens.starts[name], tokens.ends[name]);
        int end = Math.max(start, cursor.lastEnd());
        out.add(new Statement.Assignment(target, "=", value, cursor.slice(typeFrom, name), false, start, end));
        out.addAll(accessors);
        return true;
    }

    /** What a property does when it is asked for, and when it is set, in the braces here; what only has a name is a field. */
    private List<Statement> accessors(String name, List<String> modifiers) {
        List<Statement> out = new ArrayList<>(2);
        int open = cursor.at++;
        int end = tokens.data[open];
        while (cursor.at < end) {
            int before = cursor.at;
            skipModifiers();
            int start = cursor.start();
            boolean gets = cursor.isWord("get");
            if (cursor.kind() == Tokens.NAME) {
                cursor.at++;
            }
            if (cursor.opens('{') || cursor.accept(Signs.FAT_ARROW)) {
                List<Statement> body = parser.statements.functionBody();
                out.add(new Statement.Function(
                        gets ? name : "set_" + name,
                        gets ? List.of() : List.of(new Statement.Parameter("value", "", null)),
                        body,
                        gets ? with(modifiers, GET) : modifiers,
                        start,
                        Math.max(start, cursor.lastEnd())));
            }
            if (cursor.at == before || cursor.kind() == Tokens.SEMICOLON) {
                cursor.at++;
            }
        }
        cursor.at = open;
        cursor.skipGroup();
        return out;
    }

    private static List<String> with(List<String> modifiers, String more) {
        List<String> all = new ArrayList<>(modifiers);
        all.add(more);
        return all;
    }

    private boolean hasBody(int i) {
        return tokens.opens(i, '{')
                || tokens.word(i) == Word.THROWS
                || profile.has(Trait.POINTERS) && (cursor.is(i, Signs.COLON) || tokens.is(i, "noexcept"));
    }

    /** The declared names after a type. */
    void variables(int typeFrom, int after, boolean isConstant, int start, List<Statement> out) {
        String type = cursor.slice(typeFrom, after);
        cursor.at = after;
        names(type, isConstant, start, out);
    }

    void names(String type, boolean isConstant, int start, List<Statement> out) {
        int from = start;
        while (cursor.kind() == Tokens.NAME) {
            int nameStart = cursor.start();
            Expression.Name name = new Expression.Name(cursor.name(), nameStart, tokens.ends[cursor.at]);
            cursor.at++;
            int named = cursor.at;
            while (cursor.opens('[')) {
                cursor.skipGroup();
            }
            String suffix = cursor.slice(named, cursor.at);
            @Nullable
            Expression value = cursor.accept(Signs.ASSIGN)
                    ? parser.expressions.expression()
                    : cursor.opens('{') && profile.has(Trait.BRACE_CREATES)
                            ? made(type + suffix, cursor.start())
                            : null;
            out.add(new Statement.Assignment(
                    name, "=", value, type + suffix, isConstant, from, Math.max(from, cursor.lastEnd())));
            if (cursor.kind() != Tokens.COMMA || cursor.kind(1) != Tokens.NAME && cursor.kind(1) != Tokens.OPERATOR) {
                return;
            }
            cursor.at++;
            while (cursor.kind() == Tokens.OPERATOR) {
                cursor.at++;
            }
            from = cursor.start();
        }
    }
}
