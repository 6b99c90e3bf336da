package dev.assay.engine.code;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;

/** Declarations of types, with what they extend and their members. */
final class TypeParser {
    private static final int MOST_OF_SELF = 40;

    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    TypeParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = parser.cursor.tokens;
        this.profile = parser.cursor.profile;
    }

    boolean type(int start, List<Statement> out) {
        if (cursor.word() == Word.IMPL) {
            return implementation(start, out);
        }
        boolean constants = cursor.word() == Word.ENUM
                || profile.has(Trait.TRAILING_BLOCK) && cursor.at > 0 && tokens.is(cursor.at - 1, "enum");
        int from = cursor.at++;
        while (cursor.word() == Word.TYPE || cursor.word() == Word.ENUM) {
            cursor.at++;
        }
        while (profile.has(Trait.BRACE_CREATES) && parser.modifiers.skipAttribute()) {}
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
        List<String> types = isStructure ? types() : List.of();
        if (isStructure && (cursor.opens('{') || cursor.opens('('))) {
            List<Statement> fields = cursor.opens('{') ? parser.typePaths.fields() : parser.typePaths.places();
            out.add(new Statement.Type(name, types, List.of(), fields, start, Math.max(start, cursor.lastEnd())));
            return true;
        }
        out.add(typeBody(name, constants, start));
        return true;
    }

    /** What stands for types in a type, between signs. */
    private List<String> types() {
        int after = cursor.is(Signs.LESS) ? parser.types.afterArguments(cursor.at) : -1;
        if (after < 0) {
            return List.of();
        }
        List<String> types = parser.functions.types(cursor.at + 1, after - 1);
        cursor.at = after;
        return types;
    }

    /** Of what a type is made with, that which stands for types; an empty name in the place of a type that is said. */
    private static List<String> places(String made, List<String> types) {
        int open = made.indexOf('<');
        if (open < 0 || types.isEmpty()) {
            return List.of();
        }
        List<String> places = new ArrayList<>();
        for (String one : Parts.of(made.substring(open + 1, Math.max(open + 1, made.lastIndexOf('>'))), ',')) {
            places.add(types.contains(one.strip()) ? one.strip() : "");
        }
        return places;
    }

    private boolean isStructure(int at) {
        return cursor.slice(at, at + 1).equals("struct");
    }

    /** The members of a type that is declared elsewhere, and of what it implements with them. */
    private boolean implementation(int start, List<Statement> out) {
        cursor.at++;
        List<String> types = types();
        if (cursor.is(Signs.LESS)) {
            cursor.at++;
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
                parser.functions.skipResultType();
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
                places(name, types),
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
        List<String> types = types();
        List<String> supertypes = new ArrayList<>(2);
        List<Statement> members = new ArrayList<>();
        List<Statement.Parameter> parts = List.of();
        if (profile.has(Trait.BRACKET_TYPES)) {
            if (cursor.opens('[')) {
                cursor.skipGroup();
            }
            parser.modifiers.skipModifiers();
            while (cursor.word() == Word.MODIFIER) {
                cursor.at = tokens.opens(cursor.at + 1, '[') ? cursor.afterGroup(cursor.at + 1) : cursor.at + 1;
            }
        }
        if (profile.has(Trait.TRAILING_BLOCK)) {
            skipConstructorWord();
        }
        while (cursor.opens('(')) {
            if (profile.layout() == Profile.Layout.INDENT) {
                for (Expression.Argument it : parser.groups.arguments()) {
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
                parts = parser.parameters.list();
                for (Statement.Parameter it : parts) {
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
        if (!parts.isEmpty() && profile.has(Trait.TYPE_FIRST)) {
            RecordParser.complete(name, parts, members);
        }
        if (profile.has(Trait.IMPORTS_MIX_IN)) {
            mixIn(members, supertypes);
        }
        return new Statement.Type(name, types, supertypes, members, start, Math.max(start, cursor.lastEnd()));
    }

    /** {@code private constructor} in front of parameters. */
    private void skipConstructorWord() {
        int before = cursor.at;
        parser.modifiers.skipModifiers();
        if (cursor.isWord("constructor") && tokens.opens(cursor.at + 1, '(')) {
            cursor.at++;
        } else {
            cursor.at = before;
        }
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
                    Expression made = parser.expressions.expression(ExpressionParser.OPERAND);
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
            if (profile.has(Trait.TYPE_FIRST) && cursor.isWord("permits")) { // what inherits from it
                while (!cursor.opens('{') && !cursor.atEnd()) {
                    cursor.at++;
                }
                return;
            }
            if (cursor.opens('(') && !supertypes.isEmpty()) {
                members.add(inherited(supertypes.getLast()));
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

    /** What the part that a type inherits is made of. */
    private Statement inherited(String supertype) {
        int start = cursor.start();
        List<Expression> given = parser.groups.arguments().stream()
                .map(Expression.Argument::value)
                .toList();
        int end = Math.max(start, cursor.lastEnd());
        return new Statement.Assignment(
                new Expression.Name(supertype, start, start),
                Statement.INITIAL,
                new Expression.Sequence("", given, start, end),
                "",
                false,
                start,
                end);
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
}
