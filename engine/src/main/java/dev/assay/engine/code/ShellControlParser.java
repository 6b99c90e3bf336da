package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands of a shell that hold others: branches, loops, choices, groups, functions; assignments. */
final class ShellControlParser {
    private static final int LONGEST_CHAIN = 50;

    private final ShellText text;
    private final ShellWordParser words;
    private final ShellTestParser tests;
    private final ShellParser parser;

    ShellControlParser(ShellText text, ShellWordParser words, ShellTestParser tests, ShellParser parser) {
        this.text = text;
        this.words = words;
        this.tests = tests;
        this.parser = parser;
    }

    private record Way(Expression condition, List<Statement> body) {}

    /** The command here if it holds others; null, consuming nothing, if it does not. */
    ShellParser.@Nullable Command command() {
        int start = text.at;
        List<Statement> out = new ArrayList<>(1);
        if (text.startsWith("((")) {
            words.parentheses();
            return new ShellParser.Command(out, new Expression.Other(List.of(), start, text.at));
        }
        if (text.accept('(')) {
            group(')', out);
        } else if (text.peek() == '{' && ShellText.endsWord(text.peek(1))) {
            text.at++;
            group('}', out);
        } else if (text.startsWith("[[") && ShellText.endsWord(text.peek(2))) {
            return new ShellParser.Command(out, tests.doubleBrackets());
        } else {
            switch (parser.wordHere()) {
                case IF -> branch(out);
                case FOR -> each(out);
                case WHILE, UNTIL -> loop(out);
                case SWITCH -> choice(out);
                case FUNCTION -> {
                    parser.accept(Word.FUNCTION);
                    text.blanks();
                    function(out, start);
                }
                default -> {
                    if (!isFunction()) {
                        return null;
                    }
                    function(out, start);
                }
            }
        }
        parser.redirections();
        return new ShellParser.Command(out, null);
    }

    private void group(char close, List<Statement> out) {
        parser.list(out);
        text.accept(close);
    }

    private List<Statement> block() {
        List<Statement> out = new ArrayList<>();
        parser.list(out);
        return out;
    }

    private void branch(List<Statement> out) {
        List<Way> ways = new ArrayList<>(1);
        List<Statement> otherwise = List.of();
        int start = text.at;
        while (parser.accept(Word.IF) || parser.accept(Word.ELIF)) {
            List<Statement> asked = block();
            Expression condition = tests.condition(asked);
            out.addAll(asked);
            parser.accept(Word.THEN);
            ways.add(new Way(condition, block()));
        }
        if (parser.accept(Word.ELSE)) {
            otherwise = block();
        }
        parser.accept(Word.END);
        chain(ways, otherwise, start, out);
    }

    /** Puts ways within one another, many of them in groups. */
    private void chain(List<Way> ways, List<Statement> last, int start, List<Statement> out) {
        List<Statement> groups = new ArrayList<>();
        List<Statement> otherwise = last;
        for (int i = ways.size() - 1; i >= 0; i--) {
            Way way = ways.get(i);
            Statement branch = new Statement.Branch(way.condition(), way.body(), otherwise, start, text.at);
            otherwise = List.of(branch);
            if (i % LONGEST_CHAIN == 0) {
                groups.addFirst(branch);
                otherwise = List.of();
            }
        }
        out.addAll(groups);
    }

    private void each(List<Statement> out) {
        int start = text.at;
        parser.accept(Word.FOR);
        text.blanks();
        List<Statement> body = new ArrayList<>();
        if (text.startsWith("((")) {
            words.parentheses();
        } else {
            int from = text.at;
            while (ShellText.isName(text.peek())) {
                text.at++;
            }
            Expression name = new Expression.Name("$" + text.names.of(from, text.at), from, text.at);
            text.lines();
            List<Expression> through = new ArrayList<>();
            if (parser.accept(Word.IN)) {
                while (true) {
                    text.blanks();
                    int before = text.at;
                    Expression word = words.word();
                    if (text.at == before) {
                        break;
                    }
                    through.add(word);
                }
            }
            Expression all = new Expression.Sequence("", through, from, text.at);
            body.add(new Statement.Assignment(name, "each", all, "", false, start, Math.max(start, text.at)));
        }
        text.separators();
        body(body);
        out.add(new Statement.Loop(null, body, start, text.at));
    }

    private void loop(List<Statement> out) {
        int start = text.at;
        parser.accept(parser.wordHere());
        List<Statement> body = block();
        body(body);
        out.add(new Statement.Loop(null, body, start, text.at));
    }

    private void body(List<Statement> body) {
        if (parser.accept(Word.DO)) {
            parser.list(body);
            parser.accept(Word.END);
        } else if (text.accept('{')) {
            group('}', body);
        }
    }

    private void choice(List<Statement> out) {
        int start = text.at;
        parser.accept(Word.SWITCH);
        text.blanks();
        int from = text.at;
        Expression subject = words.word();
        if (!(subject instanceof Expression.Name)) { // each way asks for it, and it is done once
            Expression name = new Expression.Name("switch", from, text.at);
            out.add(new Statement.Assignment(name, "=", subject, "", true, from, text.at));
            subject = name;
        }
        text.lines();
        parser.accept(Word.IN);
        List<Way> ways = new ArrayList<>();
        List<Statement> otherwise = List.of();
        while (true) {
            text.separators();
            text.at += text.startsWith(";;") ? 2 : 0;
            text.separators();
            if (text.isAtEnd() || parser.accept(Word.END)) {
                break;
            }
            int before = text.at;
            Expression condition = pattern(subject);
            List<Statement> body = block();
            if (text.startsWith(";;")) {
                text.at += text.peek(2) == '&' ? 3 : 2;
            }
            if (condition == null) {
                otherwise = body;
            } else {
                ways.add(new Way(condition, body));
            }
            if (text.at == before) {
                break;
            }
        }
        if (ways.isEmpty()) {
            out.addAll(otherwise);
        } else {
            chain(ways, otherwise, start, out);
        }
    }

    /** What a way of a choice is for; null for anything. */
    private @Nullable Expression pattern(Expression subject) {
        text.accept('(');
        List<Expression> any = new ArrayList<>(1);
        boolean isDefault = false;
        int start = text.at;
        do {
            text.blanks();
            int wordStart = text.at;
            Expression word = words.word();
            String written = text.names.of(wordStart, Math.max(wordStart, Math.min(text.at, wordStart + 64)));
            isDefault |= written.equals("*");
            boolean hasGlob =
                    words.isPlain() && (written.contains("*") || written.contains("?") || written.contains("["));
            any.add(new Expression.Operation(hasGlob ? "like" : "==", List.of(subject, word), wordStart, text.at));
            text.blanks();
        } while (text.accept('|') && any.size() < LONGEST_CHAIN);
        while (!text.isAtEnd() && text.peek() != ')' && text.peek() != '\n') {
            text.at++;
        }
        text.accept(')');
        return isDefault
                ? null
                : any.size() == 1 ? any.getFirst() : new Expression.Operation("||", any, start, text.at);
    }

    private boolean isFunction() {
        int i = text.at;
        while (i < text.end && !ShellText.endsWord(text.text[i]) && isOfFunction(text.text[i])) {
            i++;
        }
        if (i == text.at) {
            return false;
        }
        while (i < text.end && ShellText.isBlank(text.text[i])) {
            i++;
        }
        if (i >= text.end || text.text[i++] != '(') {
            return false;
        }
        while (i < text.end && ShellText.isBlank(text.text[i])) {
            i++;
        }
        return i < text.end && text.text[i] == ')';
    }

    private static boolean isOfFunction(int c) {
        return c != '$' && c != '"' && c != '\'' && c != '`' && c != '=' && c != '\\';
    }

    private void function(List<Statement> out, int start) {
        int from = text.at;
        while (!text.isAtEnd() && !ShellText.endsWord(text.peek())) {
            text.at++;
        }
        String name = text.names.of(from, text.at);
        text.blanks();
        if (text.accept('(')) {
            text.blanks();
            text.accept(')');
        }
        text.lines();
        int around = text.positions;
        text.positions = 0;
        List<Statement> body = new ArrayList<>();
        if (text.peek() == '{' || text.peek() == '(') {
            char close = text.peek() == '{' ? '}' : ')';
            text.at++;
            if (text.enter()) {
                group(close, body);
                text.leave();
            }
        }
        List<Statement.Parameter> parameters = new ArrayList<>(text.positions);
        for (int i = 1; i <= text.positions; i++) {
            parameters.add(new Statement.Parameter("$" + i, "", null));
        }
        text.positions = around;
        out.add(new Statement.Function(name, parameters, body, List.of(), start, text.at));
    }

    /**
     * An assignment, if one begins here.
     *
     * @param isConstant whether the variable gets no other value
     */
    boolean assignment(List<Statement> out, boolean isConstant) {
        int i = text.at;
        while (i < text.end && ShellText.isName(text.text[i])) {
            i++;
        }
        if (i == text.at || ShellText.isDigit(text.peek())) {
            return false;
        }
        int nameEnd = i;
        if (i < text.end && text.text[i] == '[') {
            int most = Math.min(text.end, i + 256);
            while (i < most && text.text[i] != ']' && text.text[i] != '\n') {
                i++;
            }
            i++;
        }
        boolean adds = i + 1 < text.end && text.text[i] == '+' && text.text[i + 1] == '=';
        int sign = adds ? i + 1 : i;
        if (sign >= text.end || text.text[sign] != '=') {
            return false;
        }
        int start = text.at;
        Expression target = new Expression.Name("$" + text.names.of(start, nameEnd), start, nameEnd);
        if (i > nameEnd) {
            target = new Expression.Index(target, List.of(words.quoted(nameEnd + 1, i - 1)), start, i);
        }
        text.at = sign + 1;
        if (text.peek() == '(') {
            array(target, adds, isConstant, start, out);
            return true;
        }
        Expression value = words.word();
        if (value instanceof Expression.Other(List<Expression> parts, int _, int _) && parts.isEmpty()) {
            value = new Expression.Text("", false, text.at, text.at);
        }
        out.add(new Statement.Assignment(target, adds ? "+=" : "=", value, "", isConstant, start, text.at));
        return true;
    }

    /** {@code a=(b c)}, {@code a=([b]=c)}, {@code a+=(d)}. */
    private void array(Expression target, boolean adds, boolean isConstant, int start, List<Statement> out) {
        text.at++;
        List<Expression> elements = new ArrayList<>();
        List<Expression.Entry> entries = new ArrayList<>();
        while (true) {
            text.lines();
            if (text.isAtEnd() || text.accept(')')) {
                break;
            }
            int before = text.at;
            Expression key = null;
            int close = text.peek() == '[' ? text.at + 1 : -1;
            while (close > 0 && close < Math.min(text.end, before + 256) && text.text[close] != ']') {
                close++;
            }
            if (close > 0 && close + 1 < text.end && text.text[close] == ']' && text.text[close + 1] == '=') {
                key = words.quoted(before + 1, close);
                text.at = close + 2;
            }
            Expression value = words.word();
            if (key != null) {
                entries.add(new Expression.Entry(key, value));
            } else if (text.at > before) {
                elements.add(value);
            }
            text.at += text.at == before ? 1 : 0;
        }
        if (adds) {
            for (Expression element : elements) {
                Expression push = new Expression.Member(target, "push", start, text.at);
                List<Expression.Argument> given = List.of(new Expression.Argument(null, element, false));
                out.add(new Statement.Evaluation(
                        new Expression.Call(push, given, false, List.of(), start, text.at), start, text.at));
            }
            return;
        }
        Expression value = entries.isEmpty()
                ? new Expression.Sequence("", elements, start, text.at)
                : new Expression.Mapping("", entries, start, text.at);
        out.add(new Statement.Assignment(target, "=", value, "", isConstant, start, text.at));
    }

    /** {@code local a=1 b}, {@code export c=2}. */
    void declared(List<Statement> out) {
        boolean isConstant = text.startsWith("readonly");
        parser.accept(Word.VARIABLE);
        while (true) {
            text.blanks();
            if (text.isAtEnd() || ShellText.endsWord(text.peek())) {
                break;
            }
            int before = text.at;
            if (!assignment(out, isConstant)) {
                words.word();
            }
            if (text.at == before) {
                break;
            }
        }
        parser.redirections();
    }

    /** What {@code read} is to fill is not known from here on. */
    void read(List<Expression.Argument> arguments, List<Statement> out) {
        for (Expression.Argument argument : arguments.reversed()) {
            if (!(argument.value() instanceof Expression.Text(String name, boolean _, int start, int end))
                    || name.isEmpty()
                    || !name.chars().allMatch(ShellText::isName)) {
                return;
            }
            Expression target = new Expression.Name("$" + name, start, end);
            Expression some = new Expression.Other(List.of(), end, end);
            out.add(new Statement.Assignment(target, "=", some, "", false, start, end));
        }
    }
}
