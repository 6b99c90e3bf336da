package dev.assay.engine.code;

import java.util.List;

/** {@code using}, {@code use} and Swift's {@code import}: paths of names, of which several may share a beginning. */
final class UseParser {
    /** Instead of a name, of what is not taken from a module although all else is. */
    private static final String HIDDEN = "_";

    private static final int BACKSLASH = Operators.id("\\");

    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    UseParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
        this.profile = cursor.profile;
    }

    boolean statement(Word word, List<Statement> out) {
        if (word == Word.PACKAGE) {
            return parser.imports.namespace(out);
        }
        if (word != Word.IMPORT) {
            return false;
        }
        if (profile.imports() == Imports.CSHARP && isResource()) {
            if (tokens.opens(cursor.at + 1, '(')) {
                return parser.loops.with(out);
            }
            cursor.at++;
            parser.statements.statement(out);
            return true;
        }
        if (tokens.opens(cursor.at + 1, '(')) {
            return false;
        }
        int start = cursor.start();
        cursor.at++;
        boolean all = profile.imports() == Imports.SWIFT || profile.imports() == Imports.CSHARP;
        while (cursor.word() == Word.MODIFIER
                || cursor.word() == Word.FUNCTION
                || cursor.word() == Word.CONSTANT
                || cursor.word() == Word.TYPE
                || profile.imports() == Imports.SWIFT && cursor.word() == Word.ENUM) {
            all &= profile.imports() != Imports.SWIFT;
            cursor.at++;
        }
        paths("", all, start, out);
        if (profile.has(Trait.IMPORTS_MIX_IN) && cursor.opens('{')) {
            cursor.skipGroup();
        }
        cursor.acceptKind(Tokens.SEMICOLON);
        return true;
    }

    /** Whether {@code using} holds something to be closed. */
    private boolean isResource() {
        int next = cursor.at + 1;
        return tokens.opens(next, '(')
                || tokens.kind(next) == Tokens.NAME
                        && tokens.kind(next + 1) == Tokens.NAME
                        && tokens.word(next) != Word.MODIFIER;
    }

    private boolean isSeparator() {
        return cursor.is(Signs.SCOPE) || cursor.is(Signs.DOT) || cursor.is(BACKSLASH);
    }

    /** Names with separators; braces at the end hold several ends of the path. */
    private void paths(String before, boolean all, int start, List<Statement> out) {
        int outer = cursor.enter();
        if (outer < 0) {
            cursor.giveUp();
            return;
        }
        do {
            path(before, all, start, out);
        } while (cursor.acceptKind(Tokens.COMMA));
        cursor.leave(outer);
    }

    private void path(String before, boolean all, int start, List<Statement> out) {
        StringBuilder path = new StringBuilder(before);
        String last = "";
        while (cursor.word() == Word.FUNCTION || cursor.word() == Word.CONSTANT) {
            cursor.at++;
        }
        String separator = profile.imports() == Imports.RUST ? "::" : profile.imports() == Imports.PHP ? "\\" : ".";
        while (true) {
            if (cursor.opens('{') && !last.isEmpty() && !isSeparator(cursor.at - 1)) {
                break; // how what is mixed in is called here
            }
            if ((cursor.opens('{') || cursor.is(Signs.STAR) || cursor.isWord("_")) && !last.isEmpty()) {
                path.append(path.isEmpty() ? "" : separator).append(last);
                last = "";
            }
            if (cursor.opens('{')) {
                int open = cursor.at++;
                paths(path.toString(), all, start, out);
                cursor.at = open;
                cursor.skipGroup();
                return;
            }
            if (cursor.is(Signs.STAR) || cursor.isWord("_")) {
                cursor.at++;
                out.add(new Statement.Import(path.toString(), "*", "*", start, cursor.lastEnd()));
                return;
            }
            if (isSeparator()) {
                cursor.at++;
                continue;
            }
            if (cursor.kind() != Tokens.NAME
                    || cursor.operator() == Signs.AS
                    || cursor.word() == Word.AS
                    || !last.isEmpty() && !isSeparator(cursor.at - 1)) {
                break;
            }
            if (!last.isEmpty()) {
                path.append(path.isEmpty() ? "" : separator).append(last);
            }
            last = cursor.name();
            cursor.at++;
            int separated = last.lastIndexOf('\\');
            if (separated >= 0) { // where names have their separators in them
                int first = last.charAt(0) == '\\' ? 1 : 0;
                if (first < separated) {
                    path.append(path.isEmpty() ? "" : separator).append(last, first, separated);
                }
                last = last.substring(separated + 1);
            }
        }
        if (last.isEmpty()) {
            return;
        }
        if (cursor.accept(Signs.ASSIGN)) {
            // An alias comes first.
            String alias = last;
            int from = cursor.at;
            while (!cursor.atEnd()) {
                cursor.at++;
            }
            String whole = cursor.slice(from, cursor.at);
            int dot = whole.lastIndexOf('.');
            out.add(new Statement.Import(
                    dot < 0 ? "" : whole.substring(0, dot), whole.substring(dot + 1), alias, start, cursor.lastEnd()));
            return;
        }
        if (all) {
            String whole = path.isEmpty() ? last : path + separator + last;
            out.add(new Statement.Import(whole, "*", "*", start, cursor.lastEnd()));
            return;
        }
        String local = last;
        boolean isRenamed = cursor.operator() == Signs.AS || cursor.word() == Word.AS || cursor.is(Signs.FAT_ARROW);
        if (isRenamed && cursor.isNameAt(cursor.at + 1, HIDDEN)) {
            cursor.at += 2;
            out.add(new Statement.Import(HIDDEN, last, last, start, cursor.lastEnd()));
            return;
        }
        if (isRenamed) {
            cursor.at++;
            local = cursor.name();
            cursor.at++;
        } else if (last.equals("self")) {
            local = path.substring(
                    path.lastIndexOf(separator) + (path.lastIndexOf(separator) < 0 ? 1 : separator.length()));
        }
        out.add(new Statement.Import(
                path.toString(), last.equals("self") ? null : last, local, start, cursor.lastEnd()));
    }

    private boolean isSeparator(int i) {
        return cursor.is(i, Signs.SCOPE) || cursor.is(i, Signs.DOT) || cursor.is(i, BACKSLASH);
    }
}
