package dev.assay.connectors.git;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a file of what is not to be tracked (gitignore). Immutable. Needs time in proportion to pattern times path,
 * whatever these are. A line that is not understood ignores nothing.
 */
final class IgnorePattern {
    private enum Kind {
        CHARACTER,
        ANY,
        STAR,
        FOLDERS,
        REST
    }

    /** @param characters those that it may stand for; null for all but a slash */
    private record Token(Kind kind, @Nullable BitSet characters) {}

    private static final Token STAR = new Token(Kind.STAR, null);
    private static final int MOST_CHARACTERS = 4_096;

    private final boolean negated;
    private final boolean foldersOnly;
    private final boolean ofNames;
    private final List<Token> tokens;

    private IgnorePattern(boolean negated, boolean foldersOnly, boolean ofNames, List<Token> tokens) {
        this.negated = negated;
        this.foldersOnly = foldersOnly;
        this.ofNames = ofNames;
        this.tokens = List.copyOf(tokens);
    }

    /** @return null if the line says nothing */
    static @Nullable IgnorePattern of(String line) {
        String text = withoutEnd(line);
        boolean negated = text.startsWith("!");
        if (negated) {
            text = text.substring(1);
        }
        boolean foldersOnly = text.endsWith("/");
        if (foldersOnly) {
            text = text.substring(0, text.length() - 1);
        }
        boolean ofNames = text.indexOf('/') < 0;
        if (text.startsWith("/")) {
            text = text.substring(1);
        }
        if (line.startsWith("#") || text.isEmpty() || text.length() > MOST_CHARACTERS) {
            return null;
        }
        List<Token> tokens = tokens(text);
        return tokens == null ? null : new IgnorePattern(negated, foldersOnly, ofNames, tokens);
    }

    /** Spaces at the end do not count, unless the last is escaped. */
    private static String withoutEnd(String line) {
        int end = line.endsWith("\r") ? line.length() - 1 : line.length();
        while (end > 0 && line.charAt(end - 1) == ' ' && (end < 2 || line.charAt(end - 2) != '\\')) {
            end--;
        }
        return line.substring(0, end);
    }

    private static @Nullable List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean atName = i == 0 || text.charAt(i - 1) == '/';
            if (atName && text.startsWith("**/", i)) {
                tokens.add(new Token(Kind.FOLDERS, null));
                i += 3;
            } else if (atName && text.substring(i).equals("**")) {
                tokens.add(new Token(Kind.REST, null));
                i += 2;
            } else if (c == '*') {
                tokens.add(STAR);
                i++;
            } else if (c == '?') {
                tokens.add(new Token(Kind.ANY, null));
                i++;
            } else if (c == '[') {
                int end = classEnd(text, i);
                BitSet characters = end < 0 ? null : characters(text, i + 1, end);
                if (characters == null) {
                    return null;
                }
                tokens.add(new Token(Kind.CHARACTER, characters));
                i = end + 1;
            } else {
                i += c == '\\' ? 1 : 0;
                if (i == text.length()) {
                    return null;
                }
                BitSet one = new BitSet();
                one.set(text.charAt(i++));
                tokens.add(new Token(Kind.CHARACTER, one));
            }
        }
        return tokens;
    }

    /** Where the bracket closes; one that comes first is a character. */
    private static int classEnd(String text, int open) {
        int from = open + 1;
        if (from < text.length() && (text.charAt(from) == '!' || text.charAt(from) == '^')) {
            from++;
        }
        return text.indexOf(']', from + 1);
    }

    private static @Nullable BitSet characters(String text, int from, int to) {
        boolean negated = text.charAt(from) == '!' || text.charAt(from) == '^';
        int i = negated ? from + 1 : from;
        String inside = text.substring(i, to);
        if (inside.indexOf('\\') >= 0 || inside.indexOf('[') >= 0) {
            return null; // classes with names, and escapes
        }
        BitSet characters = new BitSet();
        while (i < to) {
            char first = text.charAt(i);
            boolean range = i + 2 < to && text.charAt(i + 1) == '-';
            char last = range ? text.charAt(i + 2) : first;
            if (first <= last) {
                characters.set(first, last + 1);
            }
            i += range ? 3 : 1;
        }
        if (negated) {
            characters.flip(0, Character.MAX_VALUE + 1);
        }
        characters.clear('/');
        return characters;
    }

    boolean isNegated() {
        return negated;
    }

    /** @param path below the folder whose file has this line */
    boolean matches(String path, boolean isFolder) {
        return (isFolder || !foldersOnly) && matches(ofNames ? path.substring(path.lastIndexOf('/') + 1) : path);
    }

    private boolean matches(String path) {
        boolean[] reached = new boolean[tokens.size() + 1]; // so many tokens can stand for the path so far
        reached[0] = true;
        pass(reached, true);
        for (int at = 0; at < path.length(); at++) {
            boolean[] next = new boolean[reached.length];
            char c = path.charAt(at);
            for (int i = 0; i < tokens.size(); i++) {
                if (reached[i]) {
                    step(i, c, next);
                }
            }
            pass(next, c == '/');
            reached = next;
        }
        return reached[tokens.size()];
    }

    private void step(int i, char c, boolean[] next) {
        Token token = tokens.get(i);
        switch (token.kind()) {
            case CHARACTER ->
                next[i + 1] |= token.characters() != null && token.characters().get(c);
            case ANY -> next[i + 1] |= c != '/';
            case STAR -> next[i] |= c != '/';
            case FOLDERS -> next[i] = true;
            case REST -> {
                next[i] = true;
                next[i + 1] = true;
            }
        }
    }

    /** A star may stand for nothing, and any number of folders ends where a name begins. */
    private void pass(boolean[] reached, boolean atName) {
        for (int i = 0; i < tokens.size(); i++) {
            Kind kind = tokens.get(i).kind();
            if (reached[i] && (kind == Kind.STAR || kind == Kind.FOLDERS && atName)) {
                reached[i + 1] = true;
            }
        }
    }
}
