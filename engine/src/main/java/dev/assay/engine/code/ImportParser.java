package dev.assay.engine.code;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a text takes from elsewhere, and what it says that it is a part of. */
final class ImportParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;
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
            default -> false;
        };
    }

    /** A line for the preprocessor. */
    void directive(List<Statement> out) {
        cursor.at++;
    }

    private String dotted() {
        int from = cursor.at;
        while (cursor.kind() == Tokens.NAME
                        && cursor.word() != Word.IMPORT
                        && (cursor.at == from || cursor.is(cursor.at - 1, Signs.DOT))
                || (cursor.is(Signs.DOT) || cursor.is(Signs.ELLIPSIS)) && !cursor.is(cursor.at + 1, Signs.STAR)) {
            cursor.at++;
        }
        return cursor.slice(from, cursor.at).replaceAll("\\s+", "");
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
