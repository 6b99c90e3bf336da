package dev.assay.engine.code;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a text takes from elsewhere, and what it says that it is a part of. */
final class ImportParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;
    private static final int BACKSLASH = Operators.id("\\");
    private String module = "";

    ImportParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
        this.profile = cursor.profile;
    }

    /** What the text says that it is a part of. */
    String module() {
        return module;
    }

    /** Reads the statement that the word begins; false, consuming nothing, if it is none of these. */
    boolean statement(Word word, List<Statement> out) {
        return switch (profile.imports()) {
            case JAVA -> java(word, out);
            case PYTHON -> python(word, out);
            case GO -> go(word, out);
            case JAVASCRIPT -> parser.modules.statement(word, out);
            case C -> c(word, out);
            case CSHARP, RUST, PHP, SCALA, SWIFT -> parser.uses.statement(word, out);
            default -> false;
        };
    }

    /** A line for the preprocessor. */
    void directive(List<Statement> out) {
        parser.preprocessor.line(out);
    }

    private boolean go(Word word, List<Statement> out) {
        int start = cursor.start();
        cursor.at++;
        if (word == Word.PACKAGE) {
            module = cursor.name();
            cursor.at++;
            return true;
        }
        if (!cursor.opens('(')) {
            goSpec(start, out);
            return true;
        }
        int open = cursor.at++;
        int end = tokens.data[open];
        while (cursor.at < end) {
            int before = cursor.at;
            goSpec(cursor.start(), out);
            if (cursor.at == before) {
                cursor.at++;
            }
        }
        cursor.at = open;
        cursor.skipGroup();
        return true;
    }

    private void goSpec(int start, List<Statement> out) {
        String alias = null;
        if (cursor.kind() == Tokens.NAME) {
            alias = cursor.name();
            cursor.at++;
        } else if (cursor.accept(Signs.DOT)) {
            alias = "*";
        }
        if (cursor.kind() != Tokens.STRING) {
            return;
        }
        String path = parser.literals.text() instanceof Expression.Text text ? text.value() : "";
        String local = alias != null ? alias : packageName(path);
        out.add(new Statement.Import(path, local.equals("*") ? "*" : null, local, start, cursor.lastEnd()));
    }

    /** By what a package is known where nothing else is said: its last part, or the one before a version, as far as it is a name. */
    private static String packageName(String path) {
        int slash = path.lastIndexOf('/');
        String last = path.substring(slash + 1);
        boolean version = last.length() > 1
                && last.charAt(0) == 'v'
                && last.substring(1).chars().allMatch(Character::isDigit);
        if (version && slash > 0) {
            return packageName(path.substring(0, slash));
        }
        String name = last.startsWith("go-") ? last.substring("go-".length()) : last;
        int end = 0;
        while (end < name.length() && Character.isUnicodeIdentifierPart(name.charAt(end))) {
            end++;
        }
        return end == 0 ? last : name.substring(0, end);
    }

    private boolean c(Word word, List<Statement> out) {
        int start = cursor.start();
        if (word == Word.PACKAGE) {
            return renamed(start, out) || namespace(out);
        }
        if (word != Word.IMPORT) {
            return false;
        }
        if (renamed(start, out)) {
            return true;
        }
        cursor.at++;
        boolean all = cursor.accept(Word.PACKAGE);
        int from = cursor.at;
        while (cursor.kind() == Tokens.NAME || cursor.is(Signs.SCOPE)) {
            cursor.at++;
        }
        String path = cursor.slice(from, cursor.at);
        if (cursor.kind() == Tokens.SEMICOLON) {
            int scope = path.lastIndexOf("::");
            String last = path.substring(scope < 0 ? 0 : scope + 2);
            out.add(
                    all
                            ? new Statement.Import(path, "*", "*", start, cursor.lastEnd())
                            : new Statement.Import(
                                    scope < 0 ? "" : path.substring(0, scope), last, last, start, cursor.lastEnd()));
        }
        while (!cursor.atEnd()) {
            cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
        }
        return true;
    }

    /** Another name for a type or a namespace, {@code using a = b::c<d>;} and {@code namespace a = b::c;}. */
    private boolean renamed(int start, List<Statement> out) {
        int name = cursor.at + 1;
        if (tokens.kind(name) != Tokens.NAME || !cursor.is(name + 1, Signs.ASSIGN)) {
            return false;
        }
        int after = parser.types.after(name + 2);
        if (after > 0 && tokens.kind(after) == Tokens.SEMICOLON) {
            alias(name, name + 2, after, start, out);
            cursor.at = after;
        }
        while (!cursor.atEnd()) {
            cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
        }
        return true;
    }

    /** Says that a name stands for what is written from one token to another. */
    void alias(int name, int from, int to, int start, List<Statement> out) {
        String local = cursor.names.of(tokens.starts[name], tokens.ends[name]);
        out.add(new Statement.Import(cursor.slice(from, to), null, local, start, tokens.ends[to - 1]));
    }

    /** A block of names, as a type of that name, or by itself if it has none; or the name of all that follows. */
    boolean namespace(List<Statement> out) {
        int start = cursor.start();
        int from = cursor.at + 1;
        int at = from;
        while (tokens.kind(at) == Tokens.NAME
                || cursor.is(at, Signs.SCOPE)
                || cursor.is(at, Signs.DOT)
                || tokens.kind(at) == Tokens.STRING
                || cursor.is(at, BACKSLASH)) {
            at++;
        }
        if (tokens.kind(at) == Tokens.SEMICOLON && at > from) {
            module = cursor.slice(from, at);
            cursor.at = at + 1;
            return true;
        }
        if (profile.imports() == Imports.SCALA) {
            return scalaPackage(from);
        }
        if (!tokens.opens(at, '{')) {
            return false;
        }
        cursor.at = at;
        String outer = cursor.type;
        cursor.type = "";
        List<Statement> members = parser.statements.block();
        cursor.type = outer;
        if (at == from) {
            out.addAll(members);
        } else {
            out.add(new Statement.Type(
                    cursor.slice(from, at), List.of(), members, start, Math.max(start, cursor.lastEnd())));
        }
        return true;
    }

    /** What the text is a part of, in one line or several; of a block, too, since there is hardly ever more than one. */
    private boolean scalaPackage(int from) {
        cursor.at = from;
        if (cursor.word() == Word.TYPE) {
            return false; // its members are the package's
        }
        String path = dotted();
        module = module.isEmpty() ? path : module + "." + path;
        cursor.accept(Signs.COLON);
        return true;
    }

    private static String withoutSpace(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    private String dotted() {
        int from = cursor.at;
        while (cursor.kind() == Tokens.NAME
                        && cursor.word() != Word.IMPORT
                        && (cursor.at == from || cursor.is(cursor.at - 1, Signs.DOT))
                || (cursor.is(Signs.DOT) || cursor.is(Signs.ELLIPSIS)) && !cursor.is(cursor.at + 1, Signs.STAR)) {
            cursor.at++;
        }
        return withoutSpace(cursor.slice(from, cursor.at));
    }

    private boolean java(Word word, List<Statement> out) {
        int start = cursor.start();
        if (word == Word.PACKAGE) {
            cursor.at++;
            module = dotted();
            cursor.acceptKind(Tokens.SEMICOLON);
            return true;
        }
        if (word != Word.IMPORT) {
            return false;
        }
        cursor.at++;
        boolean isStatic = cursor.word() == Word.MODIFIER;
        if (isStatic) {
            cursor.at++;
        }
        String path = dotted();
        boolean all = cursor.accept(Signs.DOT) && cursor.accept(Signs.STAR);
        String alias = null;
        if (cursor.operator() == Signs.AS) {
            cursor.at++;
            alias = cursor.name();
            cursor.at++;
        }
        cursor.acceptKind(Tokens.SEMICOLON);
        int end = cursor.lastEnd();
        if (all) {
            out.add(new Statement.Import(path, "*", "*", start, end));
            return true;
        }
        int dot = path.lastIndexOf('.');
        String member = path.substring(dot + 1);
        out.add(new Statement.Import(
                dot < 0 ? "" : path.substring(0, dot), member, alias == null ? member : alias, start, end));
        return true;
    }

    private boolean python(Word word, List<Statement> out) {
        int start = cursor.start();
        cursor.at++;
        if (word == Word.IMPORT) {
            do {
                String path = dotted();
                String alias = alias();
                int dot = path.indexOf('.');
                String local = alias != null ? alias : dot < 0 ? path : path.substring(0, dot);
                if (!path.isEmpty()) {
                    out.add(new Statement.Import(path, null, local, start, cursor.lastEnd()));
                }
            } while (cursor.acceptKind(Tokens.COMMA));
            return true;
        }
        String path = dotted();
        if (!cursor.accept(Word.IMPORT)) {
            return true;
        }
        if (cursor.accept(Signs.STAR)) {
            out.add(new Statement.Import(path, "*", "*", start, cursor.lastEnd()));
            return true;
        }
        int open = cursor.opens('(') ? cursor.at++ : -1;
        while (cursor.kind() == Tokens.NAME) {
            String member = cursor.name();
            cursor.at++;
            String alias = alias();
            out.add(new Statement.Import(path, member, alias == null ? member : alias, start, cursor.lastEnd()));
            if (!cursor.acceptKind(Tokens.COMMA)) {
                break;
            }
        }
        if (open >= 0) {
            cursor.at = open;
            cursor.skipGroup();
        }
        return true;
    }

    private @Nullable String alias() {
        if (cursor.word() != Word.AS) {
            return null;
        }
        cursor.at++;
        String name = cursor.name();
        cursor.at++;
        return name;
    }
}
