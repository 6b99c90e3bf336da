package dev.assay.detectors.manifest.ruby;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls of {@code gem} in lines of Ruby, wherever in a line, also as {@code send(:gem, ...)}, and what lists of texts its blocks go through
 * ({@code %w[a b].each { |n| gem n }}). Linear in the line. Belongs to one thread.
 */
final class GemCalls {
    private static final String GEM = "gem";
    private static final String EVALUATE = "eval_gemfile";
    private static final Set<String> SENDERS = Set.of("send", "public_send", "__send__");

    /** What may ask for packages in a way that is not read here. */
    private static final Set<String> OTHERS = Set.of("gemspec", "instance_eval", "eval", "class_eval", "instance_exec");

    private static final Map<Character, Character> CLOSING = Map.of('[', ']', '(', ')', '{', '}', '<', '>');

    private final Map<String, List<String>> values = new HashMap<>(); // of what blocks go through
    private final List<String> calls = new ArrayList<>();
    private final List<String> files = new ArrayList<>(0);
    private String line = "";
    private int argumentsAt;
    private boolean isUnknown;

    /**
     * Looks at the next line.
     *
     * @return what stands behind {@code gem} in each call
     */
    List<String> next(String text) {
        line = text;
        calls.clear();
        files.clear();
        argumentsAt = -1;
        isUnknown = false;
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == '#') {
                break;
            }
            if (c == '"' || c == '\'' || c == '`' || c == '/' && isPattern(at)) {
                at = text(at);
            } else if (c == ';') {
                end(at);
                at++;
            } else if (Character.isLetter(c) || c == '_') {
                at = word(at);
            } else if (c == '%' || c == '[') {
                at = list(at);
            } else if (c == '|') {
                at = blockVariable(at);
            } else {
                at++;
            }
        }
        end(Math.min(at, line.length()));
        return List.copyOf(calls);
    }

    /** Whether the line has what may ask for packages otherwise. */
    boolean isUnknown() {
        return isUnknown;
    }

    /** Those that the line evaluates as what they are: another {@code Gemfile}. */
    List<String> files() {
        return List.copyOf(files);
    }

    /** The texts that a variable of a block stands for; null for another word. */
    @Nullable
    List<String> values(String name) {
        return values.get(name);
    }

    /** Behind the quotation mark that ends a text, or the end of the line. */
    static int behindText(String text, int from) {
        int at = from + 1;
        while (at < text.length() && text.charAt(at) != text.charAt(from)) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, text.length());
    }

    static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return end;
    }

    static int behindBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /** One that goes on below hides what stands there. */
    private int text(int at) {
        int end = behindText(line, at);
        isUnknown |= (end == at + 1 || line.charAt(end - 1) != line.charAt(at)) && line.indexOf(GEM, at) >= 0;
        return end;
    }

    /** What else begins so is divided. */
    private boolean isPattern(int at) {
        char before = at == 0 ? ' ' : line.charAt(at - 1);
        return " \t(,[{~=!".indexOf(before) >= 0 && at + 1 < line.length() && line.charAt(at + 1) != ' ';
    }

    private void end(int at) {
        if (argumentsAt >= 0) {
            calls.add(line.substring(argumentsAt, at).strip());
        }
        argumentsAt = -1;
    }

    private int word(int at) {
        int end = wordEnd(line, at);
        String word = line.substring(at, end);
        char before = at == 0 ? ' ' : line.charAt(at - 1);
        boolean isSymbol = before == ':' && (at < 2 || line.charAt(at - 2) != ':');
        boolean isKey = line.startsWith(":", end) && !line.startsWith("::", end);
        int next = behindBlanks(line, end);
        if (line.startsWith("=", next) && !line.startsWith("==", next) && !line.startsWith("=>", next)) {
            values.remove(word);
        } else if (isSymbol) {
            isUnknown |= word.equals(GEM);
        } else if (isKey || before == '@' || before == '$') {
            return end;
        } else if (word.equals(GEM)) {
            call(at, end, next);
        } else if (SENDERS.contains(word)) {
            return sent(at, end, next);
        } else if (word.equals(EVALUATE)) {
            evaluated(next);
        } else {
            isUnknown |= OTHERS.contains(word);
        }
        return end;
    }

    /** {@code eval_gemfile 'a/Gemfile'}, with nothing else that says which file. */
    private void evaluated(int next) {
        int from = behindBlanks(line, line.startsWith("(", next) ? next + 1 : next);
        boolean isText = line.startsWith("\"", from) || line.startsWith("'", from);
        int end = isText ? behindText(line, from) : from;
        int behind = behindBlanks(line, end);
        boolean isWhole = behind == line.length()
                || ")};#".indexOf(line.charAt(behind)) >= 0
                || line.startsWith("if ", behind)
                || line.startsWith("unless ", behind);
        String file = isText && isWhole ? line.substring(from + 1, Math.max(end - 1, from + 1)) : "";
        if (file.isEmpty() || file.contains("#{") || file.indexOf('\\') >= 0) {
            isUnknown = true;
        } else {
            files.add(file);
        }
    }

    /** A call has something behind it, unless it begins the line; else it is a variable of that name. */
    private void call(int at, int end, int next) {
        boolean isVariable = next == line.length() || ")}],|.;".indexOf(line.charAt(next)) >= 0;
        if (!isVariable || behindBlanks(line, 0) == at) {
            end(at);
            argumentsAt = end;
        }
    }

    /** {@code send(:gem, 'name')}; of what is not written out nobody knows which method it is. */
    private int sent(int at, int end, int next) {
        int from = behindBlanks(line, line.startsWith("(", next) ? next + 1 : next);
        boolean isText = line.startsWith("\"", from) || line.startsWith("'", from);
        boolean isSymbol = line.startsWith(":", from);
        int nameEnd = isText ? behindText(line, from) : isSymbol ? wordEnd(line, from + 1) : from;
        String name =
                nameEnd == from ? "" : line.substring(from + 1, isText ? Math.max(nameEnd - 1, from + 1) : nameEnd);
        if (name.isEmpty()) {
            isUnknown = true;
            return end;
        }
        if (name.equals(GEM)) {
            int comma = behindBlanks(line, nameEnd);
            end(at);
            argumentsAt = line.startsWith(",", comma) ? comma + 1 : nameEnd;
        }
        isUnknown |= OTHERS.contains(name) || name.equals(EVALUATE);
        return nameEnd;
    }

    /** {@code |name|}: of a list that is not known, as it is not bound below. */
    private int blockVariable(int at) {
        int from = behindBlanks(line, at + 1);
        int end = wordEnd(line, from);
        if (end > from && line.startsWith("|", behindBlanks(line, end))) {
            values.remove(line.substring(from, end));
            return behindBlanks(line, end) + 1;
        }
        return at + 1;
    }

    /** {@code %w[a b]}, {@code ["a", 'b']}, and the variable of the block that goes through them. */
    private int list(int at) {
        List<String> texts = new ArrayList<>();
        int end = line.charAt(at) == '%' ? words(at, texts) : texts(at, texts);
        if (end < 0) {
            return at + 1;
        }
        int each = line.startsWith(".each", end) ? wordEnd(line, end + 1) : -1;
        if (each != end + ".each".length()) {
            return end;
        }
        int open = behindBlanks(line, each);
        int from = behindBlanks(line, open + (line.startsWith("do", open) ? 2 : 1));
        int nameAt = behindBlanks(line, from + 1);
        int nameEnd = wordEnd(line, Math.min(nameAt, line.length()));
        boolean isBlock = line.startsWith("do", open) || line.startsWith("{", open);
        boolean isBound = isBlock && line.startsWith("|", from) && line.startsWith("|", behindBlanks(line, nameEnd));
        if (isBound && nameEnd > nameAt) {
            values.put(line.substring(nameAt, nameEnd), texts);
            return behindBlanks(line, nameEnd) + 1;
        }
        return end;
    }

    /** Behind it; -1 if it is no such list. */
    private int words(int at, List<String> into) {
        if (at + 2 >= line.length() || "wWiI".indexOf(line.charAt(at + 1)) < 0) {
            return -1;
        }
        char open = line.charAt(at + 2);
        char close = CLOSING.getOrDefault(open, open);
        if (Character.isLetterOrDigit(open) || Character.isWhitespace(open)) {
            return -1;
        }
        int from = at + 3;
        int i = from;
        for (; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == close || c == ' ' || c == '\t') {
                if (i > from) {
                    into.add(line.substring(from, i));
                }
                from = i + 1;
            }
            if (c == close) {
                return i + 1;
            }
        }
        isUnknown = true; // it goes on below
        return line.length();
    }

    /** Behind it; -1 if it is another one. */
    private int texts(int at, List<String> into) {
        int next = behindBlanks(line, at + 1);
        while (line.startsWith("\"", next) || line.startsWith("'", next)) {
            int end = behindText(line, next);
            into.add(line.substring(next + 1, Math.max(end - 1, next + 1)));
            next = behindBlanks(line, end);
            if (line.startsWith("]", next)) {
                return next + 1;
            }
            if (!line.startsWith(",", next)) {
                return -1;
            }
            next = behindBlanks(line, next + 1);
        }
        return -1;
    }
}
