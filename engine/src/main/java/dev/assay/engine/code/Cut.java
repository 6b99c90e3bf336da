package dev.assay.engine.code;

import dev.assay.engine.bytes.Budget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where to cut a text that goes on behind what is at hand of it, so that each part can be read by itself.
 *
 * @param open where the content begins, of a literal or a comment, that does not end before the bytes do; their length if there is none
 * @param end in front of that and behind a statement: the last one of the outermost level, else any other; 0 if none is near
 * @param literals where long ones are, in the order of the text; the one that is open is the last
 */
public record Cut(int open, int end, List<Range> literals) {
    private static final int LONG_BYTES = 1 << 16;
    private static final int MOST_BLANKS = 64;

    public Cut {
        literals = List.copyOf(literals);
    }

    /** A part of the text. */
    public record Range(int start, int end) {
        boolean isLong() {
            return end - start > LONG_BYTES;
        }
    }

    /**
     * Looks for it.
     *
     * @param text up to where it is at hand
     * @param reach how far in front of {@code open} a statement's end is looked for
     */
    public static Cut of(byte[] text, Profile profile, Budget budget, int reach) {
        if (profile.layout() == Profile.Layout.COMMANDS) {
            return ofCommands(text, profile, budget, reach);
        }
        try (TokenRoom room = new TokenRoom(budget)) {
            Lexer lexer = new Lexer(text, profile, budget, room);
            Tokens tokens = lexer.read();
            int open = lexer.cutOffAt() < 0 ? text.length : lexer.cutOffAt();
            List<Range> literals = new ArrayList<>();
            for (int i = 0; i < tokens.count; i++) {
                int kind = tokens.kind(i);
                if (kind == Tokens.STRING || kind == Tokens.PIECE || kind == Tokens.LAST_PIECE) {
                    add(new Range(tokens.starts[i], Math.min(tokens.ends[i], open)), literals);
                }
            }
            add(new Range(open, text.length), literals);
            return new Cut(open, end(tokens, open, open - reach), literals);
        }
    }

    private static Cut ofCommands(byte[] text, Profile profile, Budget budget, int reach) {
        ShellText shell = new ShellText(text, profile, budget);
        try {
            List<Statement> statements = new ArrayList<>();
            new ShellParser(shell).all(statements);
            int open = shell.cutOffAt < 0 ? text.length : shell.cutOffAt;
            int last = statements.size() - 1;
            while (last >= 0 && statements.get(last).start() > open) {
                last--;
            }
            int start = last < 0 ? 0 : statements.get(last).start();
            List<Range> literals = new ArrayList<>();
            shell.quoted.stream()
                    .sorted(Comparator.comparingInt(Range::start).thenComparingInt(Range::end))
                    .forEach(range -> add(range, literals));
            return new Cut(open, start > open - reach ? Math.max(0, start) : 0, literals);
        } finally {
            shell.giveBack();
        }
    }

    /** What is read twice, as a script within a script, is the longer one. */
    private static void add(Range range, List<Range> literals) {
        if (range.isLong() && (literals.isEmpty() || literals.getLast().end() <= range.start())) {
            literals.add(range);
        }
    }

    /** Never within a text, nor between round or square brackets. */
    private static int end(Tokens tokens, int open, int least) {
        int best = 0;
        int worth = 0;
        for (int i = tokens.count - 1; i > 0 && tokens.starts[i] > least && worth < 4; i--) {
            boolean isWhole = tokens.kind(i) == Tokens.CLOSE && tokens.data[i] >= 0;
            if (isWhole && isClosed(tokens, tokens.data[i])) {
                i = tokens.data[i];
            } else if (tokens.kind(i) == Tokens.OPEN && isClosed(tokens, i)) {
                best = 0;
                worth = 0;
            }
            int start = tokens.starts[i];
            boolean isNone = start > open || tokens.ends[i] == start || tokens.touches(i - 1) && goesOn(tokens, i);
            int here = isNone ? 0 : worthOf(tokens.text, start);
            if (here > worth) {
                worth = here;
                best = start;
            }
        }
        return best;
    }

    /** Whether it is the text behind an expression in it. */
    private static boolean goesOn(Tokens tokens, int i) {
        int open = tokens.kind(i - 1) == Tokens.CLOSE ? tokens.data[i - 1] : -1;
        return open >= 0 && tokens.has(open, Tokens.WITHIN_TEXT);
    }

    /** Whether no statement is known to end between this bracket and the other one. */
    private static boolean isClosed(Tokens tokens, int bracket) {
        return tokens.has(bracket, Tokens.WITHIN_TEXT) || tokens.first(bracket) != '{';
    }

    private static int worthOf(byte[] text, int start) {
        int before = start - 1;
        while (before > 0 && start - before < MOST_BLANKS && (text[before] == ' ' || text[before] == '\t')) {
            before--;
        }
        byte last = text[before];
        byte next = text[start];
        boolean line = last == '\n';
        if (line && before == start - 1 && next != '}' && next != ')' && next != ']') {
            return 4;
        }
        if (last == ';' || last == '}') {
            return 2;
        }
        return line ? 1 : 0;
    }
}
