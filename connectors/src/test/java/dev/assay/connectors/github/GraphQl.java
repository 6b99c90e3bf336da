package dev.assay.connectors.github;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads queries of GraphQL (October 2021, without fragments that have names). What it does not understand is refused. */
final class GraphQl {
    /** A field with what is asked of it; an inline fragment has a type and no name. */
    record Field(String alias, String name, String onType, Map<String, Object> arguments, List<Field> fields) {
        String key() {
            return alias.isEmpty() ? name : alias;
        }
    }

    /** A use of a variable. */
    record Variable(String name) {}

    /** A word that stands for itself. */
    record Word(String text) {}

    record Query(Map<String, String> variables, List<Field> fields) {}

    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    private final String text;
    private int at;

    private GraphQl(String text) {
        this.text = text;
    }

    static Query parse(String text) {
        GraphQl parser = new GraphQl(text);
        Map<String, String> variables = new LinkedHashMap<>();
        if (!parser.take("query")) {
            throw parser.refused();
        }
        if (parser.take("(")) {
            while (!parser.take(")")) {
                parser.expect("$");
                String name = parser.word();
                parser.expect(":");
                variables.put(name, parser.word() + (parser.take("!") ? "!" : ""));
                parser.take(",");
            }
        }
        List<Field> fields = parser.fields();
        parser.space();
        if (parser.at != text.length()) {
            throw parser.refused();
        }
        return new Query(variables, fields);
    }

    private List<Field> fields() {
        expect("{");
        List<Field> fields = new ArrayList<>();
        while (!take("}")) {
            if (take("...")) {
                expect("on");
                fields.add(new Field("", "", word(), Map.of(), fields()));
                continue;
            }
            String name = word();
            String alias = "";
            if (take(":")) {
                alias = name;
                name = word();
            }
            Map<String, Object> arguments = new LinkedHashMap<>();
            if (take("(")) {
                while (!take(")")) {
                    String argument = word();
                    expect(":");
                    arguments.put(argument, value());
                    take(",");
                }
            }
            space();
            fields.add(new Field(
                    alias, name, "", arguments, at < text.length() && text.charAt(at) == '{' ? fields() : List.of()));
        }
        if (fields.isEmpty()) {
            throw refused();
        }
        return fields;
    }

    private Object value() {
        if (take("$")) {
            return new Variable(word());
        }
        if (take("[")) {
            List<Object> items = new ArrayList<>();
            while (!take("]")) {
                items.add(value());
                take(",");
            }
            return items;
        }
        if (take("{")) {
            Map<String, Object> fields = new LinkedHashMap<>();
            while (!take("}")) {
                String name = word();
                expect(":");
                fields.put(name, value());
                take(",");
            }
            return fields;
        }
        if (take("\"")) {
            int end = text.indexOf('"', at);
            String string = text.substring(at, end);
            if (string.indexOf('\\') >= 0) {
                throw refused();
            }
            at = end + 1;
            return string;
        }
        String word = word();
        return word.chars().allMatch(Character::isDigit) ? (Object) Integer.valueOf(word) : new Word(word);
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean take(String what) {
        space();
        boolean there = text.startsWith(what, at);
        at += there ? what.length() : 0;
        return there;
    }

    private void expect(String what) {
        if (!take(what)) {
            throw refused();
        }
    }

    private String word() {
        space();
        int from = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        if (at == from) {
            throw refused();
        }
        return text.substring(from, at);
    }

    private RefusedException refused() {
        return new RefusedException("Parse error on \"" + text.substring(at, Math.min(at + 10, text.length()))
                + "\" at [1, " + (at + 1) + "]");
    }
}
