package dev.assay.engine.code;

import dev.assay.engine.bytes.Budget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a shell's text. A command is a call of its name with its words as arguments; what it is given on its input is the argument
 * {@code <}: what a file holds, a here-document. A pipeline is the operation {@code |>}, {@code a && b} a branch, a function's parameters are {@code $1} and so on as far as its body names them. A text that a shell within the shell is given is read as well.
 */
final class ShellParser {
    /** The argument that stands for what a command reads. */
    private static final String INPUT = "<";

    /** Gives what a file holds. */
    private static final String READS = "cat";

    /** How many commands of a pipeline, and ways of {@code &&}, lie within one another. */
    private static final int LONGEST_CHAIN = 40;

    private final ShellText text;
    private final ShellWordParser words;
    private final ShellTestParser tests;
    private final ShellControlParser control;

    /** A command: what is done before it, and what it gives; null if that is nothing by itself. */
    record Command(List<Statement> before, @Nullable Expression value) {}

    ShellParser(ShellText text) {
        this.text = text;
        this.words = new ShellWordParser(text, this);
        this.tests = new ShellTestParser(text, words);
        this.control = new ShellControlParser(text, words, tests, this);
    }

    static Source parse(byte[] bytes, Profile profile, Budget budget) {
        ShellText text = new ShellText(bytes, profile, budget);
        try {
            ShellParser parser = new ShellParser(text);
            List<Statement> out = new ArrayList<>();
            parser.all(out);
            return new Source("", out, text.gaps);
        } finally {
            text.giveBack();
        }
    }

    /** Commands up to the end of the text. */
    void all(List<Statement> out) {
        while (!text.isAtEnd()) {
            list(out);
            text.at += text.isAtEnd() ? 0 : 1; // what closes nothing
        }
    }

    /** Commands up to what closes them, which is not consumed. */
    void list(List<Statement> out) {
        if (!text.enter()) {
            return;
        }
        while (true) {
            text.separators();
            if (text.isAtEnd() || closes()) {
                break;
            }
            int before = text.at;
            run(out);
            if (text.at == before) {
                break;
            }
        }
        text.leave();
    }

    private boolean closes() {
        int c = text.peek();
        if (c == ')' || c == ';' && text.peek(1) == ';') {
            return true;
        }
        return switch (wordHere()) {
            case END, ELSE, ELIF, THEN, DO -> true;
            default -> c == '}' && ShellText.endsWord(text.peek(1)) || c == '}' && text.at + 1 == text.end;
        };
    }

    /** What a word that stands here without quotes means. */
    Word wordHere() {
        int to = text.at;
        while (to < text.end && (ShellText.isName(text.text[to]) || text.text[to] == '!' || text.text[to] == '[')) {
            to++;
        }
        boolean ends = to == text.end || ShellText.endsWord(text.text[to]);
        return ends ? text.word(text.at, to) : Word.NONE;
    }

    /** Consumes a word if it means this. */
    boolean accept(Word word) {
        text.blanks();
        if (wordHere() != word) {
            return false;
        }
        while (ShellText.isName(text.peek())) {
            text.at++;
        }
        return true;
    }

    /** Commands joined by {@code &&} and {@code ||}. */
    private void run(List<Statement> out) {
        List<List<Statement>> ways = new ArrayList<>(1);
        boolean and = true;
        while (true) {
            int start = text.at;
            ways.add(pipeline());
            text.blanks();
            boolean isAnd = text.startsWith("&&");
            boolean goesOn = (isAnd || text.startsWith("||")) && text.at > start;
            if (!goesOn || ways.size() > 1 && isAnd != and || ways.size() >= LONGEST_CHAIN) {
                List<Statement> joined = joined(ways, and);
                if (!goesOn) {
                    out.addAll(joined);
                    return;
                }
                ways.clear();
                ways.add(joined);
            }
            and = isAnd;
            text.at += 2;
            text.lines();
        }
    }

    /** Each way is only taken if the one before it went well, or did not. */
    private List<Statement> joined(List<List<Statement>> ways, boolean and) {
        List<Statement> rest = ways.getLast();
        for (int i = ways.size() - 2; i >= 0; i--) {
            List<Statement> all = new ArrayList<>(ways.get(i));
            Expression condition = tests.condition(all);
            int start = Math.min(condition.start(), text.at);
            all.add(new Statement.Branch(condition, and ? rest : List.of(), and ? List.of() : rest, start, text.at));
            rest = all;
        }
        return rest;
    }

    private List<Statement> pipeline() {
        List<Statement> out = new ArrayList<>(1);
        text.blanks();
        int start = text.at;
        boolean isNot = text.peek() == '!' && ShellText.isBlank(text.peek(1));
        text.at += isNot ? 1 : 0;
        List<Expression> values = new ArrayList<>(1);
        do {
            Command next = command();
            if (next.value() == null || !next.before().isEmpty() || values.size() >= LONGEST_CHAIN) {
                emit(values, out);
                out.addAll(next.before());
            }
            if (next.value() != null) {
                values.add(next.value());
            }
            text.blanks();
        } while (piped());
        if (!values.isEmpty() && isNot) {
            Expression went = tests.truth(joined(values));
            values.clear();
            values.add(new Expression.Operation("!", List.of(went), start, Math.max(start, text.at)));
        }
        emit(values, out);
        return out;
    }

    /** Commands that read what the one before them writes, as one. */
    private static Expression joined(List<Expression> values) {
        return values.size() == 1
                ? values.getFirst()
                : new Expression.Operation(
                        "|>",
                        values,
                        values.getFirst().start(),
                        values.getLast().end());
    }

    private static void emit(List<Expression> values, List<Statement> out) {
        if (!values.isEmpty()) {
            emit(joined(List.copyOf(values)), out);
            values.clear();
        }
    }

    private static void emit(@Nullable Expression value, List<Statement> out) {
        if (value != null) {
            out.add(new Statement.Evaluation(value, value.start(), value.end()));
        }
    }

    private boolean piped() {
        if (text.peek() != '|' || text.peek(1) == '|') {
            return false;
        }
        text.at++;
        text.accept('&');
        text.lines();
        return !text.isAtEnd();
    }

    private Command command() {
        if (!text.enter()) {
            return new Command(List.of(), null);
        }
        text.blanks();
        Command compound = control.command();
        Command command = compound == null ? simple() : compound;
        text.leave();
        return command;
    }

    /** What commands up to {@code close} write. */
    Expression value(int start, char close) {
        List<Statement> body = new ArrayList<>(1);
        if (text.enter()) {
            do {
                list(body);
                // what closes nothing here
                text.at += !text.isAtEnd() && text.peek() != close ? 1 : 0;
            } while (!text.isAtEnd() && text.peek() != close);
            text.leave();
        }
        if (close != 0) {
            text.accept(close);
        }
        if (body.size() == 1 && body.getFirst() instanceof Statement.Evaluation only) {
            return only.expression();
        }
        if (body.isEmpty()) {
            return new Expression.Other(List.of(), start, text.at);
        }
        if (body.getLast() instanceof Statement.Evaluation last) {
            body.set(body.size() - 1, new Statement.Return(last.expression(), last.start(), last.end()));
        }
        return new Expression.Call(
                new Expression.Lambda(List.of(), body, start, text.at), List.of(), false, List.of(), start, text.at);
    }

    /** The words of a command as they come. */
    private static final class Words {
        final List<Statement> before = new ArrayList<>(0);
        final List<Expression.Argument> arguments = new ArrayList<>(4);
        /** What stands in the lines behind. */
        final List<Expression.Argument> inputs = new ArrayList<>(0);

        final List<ShellText.Here> heres = new ArrayList<>(0);
        final List<int[]> texts = new ArrayList<>(0);

        @Nullable
        Expression callee;

        boolean isShell;
    }

    private Command simple() {
        int start = text.at;
        Words all = new Words();
        Word first = Word.NONE;
        while (true) {
            text.blanks();
            int from = text.at;
            if (text.isAtEnd() || text.comment()) {
                break;
            }
            if (redirected(all) || all.callee == null && control.assignment(all.before, false)) {
                continue;
            }
            if (ShellText.endsWord(text.peek())
                    && !(text.peek(1) == '(' && (text.peek() == '<' || text.peek() == '>'))) {
                break;
            }
            if (all.callee == null) {
                first = wordHere();
                if (first == Word.VARIABLE) {
                    control.declared(all.before);
                    return new Command(all.before, null);
                }
            }
            Expression word = words.word();
            if (text.at == from) {
                break;
            }
            take(word, from, first, all);
        }
        if (all.callee == null) {
            return new Command(all.before, null);
        }
        if (first == Word.RETURN || first == Word.JUMP) {
            all.arguments.forEach(it -> emit(it.value(), all.before));
            if (first == Word.RETURN) {
                all.before.add(new Statement.Return(null, start, text.at));
            }
            return new Command(all.before, null);
        }
        if (first == Word.WITH) {
            control.read(all.arguments, all.before);
        }
        scripts(all);
        for (Expression.Argument input : all.inputs) { // in the order of the text
            int place = all.arguments.size();
            while (place > 0
                    && all.arguments.get(place - 1).value().start()
                            > input.value().start()) {
                place--;
            }
            all.arguments.add(place, input);
        }
        int end = text.at;
        for (Expression.Argument argument : all.arguments) {
            end = Math.max(end, argument.value().end());
        }
        return new Command(all.before, new Expression.Call(all.callee, all.arguments, false, List.of(), start, end));
    }

    private void take(Expression word, int from, Word first, Words all) {
        boolean isText = word instanceof Expression.Text;
        if (all.callee == null) {
            boolean isBefore = first == Word.MODIFIER && !nextIsOption();
            all.callee = isBefore ? null : isText ? named((Expression.Text) word) : word;
        } else {
            all.arguments.add(new Expression.Argument(null, word, words.maybeSeveral()));
        }
        int to = text.at;
        if (words.isPlain()) {
            int slash = to;
            while (slash > from && text.text[slash - 1] != '/') {
                slash--;
            }
            all.isShell |= text.word(slash, to) == Word.DEFER;
        } else if (to - from > 2 && all.callee != null && (text.text[from] == '\'' || text.text[from] == '"')) {
            all.texts.add(new int[] {from + 1, to - 1});
        }
    }

    private boolean nextIsOption() {
        text.blanks();
        return text.isAtEnd() || text.peek() == '-' || ShellText.endsWord(text.peek());
    }

    /** The program that a path leads to; one that lies beside the script is its own. */
    private static Expression named(Expression.Text word) {
        String path = word.value();
        String name = path.startsWith("/") ? path.substring(path.lastIndexOf('/') + 1) : path;
        return new Expression.Name(name, word.start(), word.end());
    }

    /** What a shell within the shell is given to run. */
    private void scripts(Words all) {
        if (!all.isShell) {
            return;
        }
        for (int[] range : all.texts) {
            script(range[0], range[1], all.before);
        }
        for (ShellText.Here here : all.heres) {
            script(here.start(), here.end(), all.before);
        }
    }

    private void script(int from, int to, List<Statement> out) {
        boolean hasBlank = false;
        for (int i = from; i < to && !hasBlank; i++) {
            hasBlank = ShellText.isBlank(text.text[i]);
        }
        if (!hasBlank || !text.enter()) {
            return;
        }
        int at = text.at;
        int end = text.end;
        text.go(from, to);
        all(out);
        text.go(at, end);
        text.leave();
    }

    /** Skips redirections behind a compound command. */
    void redirections() {
        Words none = new Words();
        do {
            text.blanks();
        } while (redirected(none));
    }

    /** A redirection, if there is one here; what is read from becomes an argument. */
    private boolean redirected(Words all) {
        int sign = text.at;
        while (sign < text.end && ShellText.isDigit(text.text[sign])) {
            sign++;
        }
        int c = sign < text.end ? text.text[sign] : 0;
        int next = sign + 1 < text.end ? text.text[sign + 1] : 0;
        boolean both = c == '&' && next == '>' && sign == text.at;
        if (!both && (c != '<' && c != '>' || next == '(')) {
            return false;
        }
        text.at = sign;
        if (text.accept("<<<")) {
            text.blanks();
            all.arguments.add(new Expression.Argument(INPUT, words.word(), false));
        } else if (text.accept("<<")) {
            here(all);
        } else {
            boolean isInput = c == '<' && next != '&';
            while (text.peek() == '<' || text.peek() == '>' || text.peek() == '&' || text.peek() == '|') {
                text.at++;
            }
            text.blanks();
            Expression file = words.word();
            if (isInput) {
                List<Expression.Argument> of = List.of(new Expression.Argument(null, file, false));
                Expression content = new Expression.Call(
                        new Expression.Name(READS, sign, sign), of, false, List.of(), sign, text.at);
                all.arguments.add(new Expression.Argument(INPUT, content, false));
            }
        }
        return true;
    }

    private void here(Words all) {
        boolean mayIndent = text.accept('-');
        text.blanks();
        int from = text.at;
        Expression delimiter = words.word();
        boolean isPlain = !words.isPlain();
        if (!(delimiter instanceof Expression.Text word) || text.at == from) {
            return;
        }
        ShellText.Here here = text.here(word.value(), isPlain, mayIndent);
        all.heres.add(here);
        Expression value = isPlain
                ? new Expression.Text(text.names.of(here.start(), here.end()), false, here.start(), here.end())
                : words.quoted(here.start(), here.end());
        all.inputs.add(new Expression.Argument(INPUT, value, false));
    }
}
