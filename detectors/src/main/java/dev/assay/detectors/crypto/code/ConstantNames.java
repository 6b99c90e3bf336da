package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Literals.Literal;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What names of constants say: which of them are told to other texts, and for which a text is gone through. Immutable. */
final class ConstantNames {
    private static final String READS = "always";
    private static final String TEXT = "text";
    private static final String NAME = "name";
    private static final String MACRO = "macro";
    private static final String FUNCTION = "function";

    /** Longer ones are no names. */
    private static final int MOST_CHARACTERS = 200;

    /** What stands in front of a name on its line, and behind it up to its value, is no longer. */
    private static final int MOST_DECLARING = 64;

    /** What stands further in is within a function. */
    private static final int INDENTED = 4;

    private static final String DEFINE = "#define";

    /** What JavaScript sets a module's constants as members of. */
    private static final String EXPORTS = "exports.";

    private final List<String> words = new ArrayList<>();
    private final Set<String> ofFunctions = new HashSet<>();
    private final List<Literal> literals = new ArrayList<>();

    ConstantNames() {
        for (List<String> row :
                Rows.read(Objects.requireNonNull(ConstantNames.class.getResource("constants.tsv")), 2)) {
            String word = row.get(0);
            switch (row.get(1)) {
                case FUNCTION -> ofFunctions.add(word);
                case TEXT -> {
                    literals.add(Literal.exact('"' + word));
                    literals.add(Literal.exact('\'' + word));
                }
                case NAME, MACRO -> literals.add(Literal.exact(word));
                case READS -> {
                    words.add(word);
                    literals.add(Literal.exact(word));
                }
                default -> words.add(word);
            }
        }
        List<String> each = List.copyOf(words); // what holds another one adds nothing
        words.removeIf(word -> each.stream().anyMatch(other -> !other.equals(word) && word.contains(other)));
    }

    /** Parts of names and texts, of which a text holds one that is read for its constants alone; see {@link #isSet}. */
    List<Literal> literals() {
        return literals;
    }

    /** Whether a name, in whatever case, says that it is of cryptography. */
    boolean isOfUse(String name) {
        StringBuilder apart = new StringBuilder(name.length() + 8);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (i > 0 && Character.isUpperCase(c) && Character.isLowerCase(name.charAt(i - 1))) {
                apart.append('_');
            }
            apart.append(Character.toUpperCase(c));
        }
        String upper = apart.toString();
        for (String word : words) {
            if (upper.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the name of a function says, by a word of its own, that it is of cryptography. */
    boolean isFunctionOfUse(String name) {
        return Parts.of(NameWords.of(name), ' ').stream().anyMatch(ofFunctions::contains);
    }

    /** Whether a bare name is one of a constant: in capitals, or with a small {@code k} in front of its words. */
    static boolean isOne(String name) {
        boolean isOfWords = name.length() > 2
                && name.charAt(0) == 'k'
                && name.charAt(1) >= 'A'
                && name.charAt(1) <= 'Z'
                && name.charAt(2) >= 'a'
                && name.charAt(2) <= 'z'
                && isPath(name);
        return isOfWords || name.length() > 2 && name.length() <= MOST_CHARACTERS && isOfCapitals(name);
    }

    /** Whether it has capitals, digits and underscores alone. */
    static boolean isOfCapitals(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!isCapital(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is made of what names and modules are called by, and so says nothing else in a report. */
    static boolean isPath(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (!(isCapital(c) || c >= 'a' && c <= 'z' || c == '.' || c == '/' || c == '-' || c == '@')) {
                return false;
            }
        }
        return path.length() <= MOST_CHARACTERS;
    }

    /**
     * Whether what stands at a place where a literal was found is a text, or a name in capitals around it is set there: {@code NAME =},
     * {@code NAME: type =}, {@code exports.NAME =}, {@code #define NAME}; or whether it is what a macro stands for, {@code #define NAME HERE}.
     */
    static boolean isSet(byte[] text, int index, int end) {
        if (text[index] == '"' || text[index] == '\'') {
            return true;
        }
        if (isMacro(text, index)) {
            return true;
        }
        if (text[index] >= 'a' && text[index] <= 'z' || index + 1 < end && text[index + 1] >= 'a') {
            return isDeclared(text, index, end);
        }
        int from = index;
        while (from > 0 && isCapital(text[from - 1])) {
            from--;
        }
        int to = index;
        while (to < end && isCapital(text[to])) {
            to++;
        }
        int before = from;
        while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '\t')) {
            before--;
        }
        if (from > 0 && !isBoundary(text[from - 1]) && !endsWith(text, from, EXPORTS) || to < end && isName(text[to])) {
            return false;
        }
        if (endsWith(text, before, DEFINE)) {
            return true;
        }
        int at = blanks(text, to, end);
        if (at < end && text[at] == ':') { // of a type
            at = blanks(text, at + 1, end);
            while (at < end && (isName(text[at]) || text[at] == '.' || text[at] == '<' || text[at] == '>')) {
                at++;
            }
            at = blanks(text, at, end);
        }
        boolean isWithin =
                before > 0 && (text[before - 1] == '(' || text[before - 1] == ','); // an argument by its name
        return !isWithin && at < end && text[at] == '=' && (at + 1 == end || text[at + 1] != '=');
    }

    /**
     * Whether a name in small letters around a place is set to something that is written down, and not within a function as far as that
     * shows: where a line begins, or behind a word such as {@code const}, with a type on either side at most.
     */
    private static boolean isDeclared(byte[] text, int index, int end) {
        int from = index;
        while (from > 0 && isName(text[from - 1])) {
            from--;
        }
        int line = from;
        while (line > 0 && text[line - 1] != '\n' && from - line <= MOST_DECLARING) {
            line--;
        }
        int begin = blanks(text, line, from);
        boolean isWithin = begin - line > (text[line] == '\t' ? 1 : INDENTED) && !isFixed(text, begin, from);
        for (int i = begin; i < from; i++) {
            isWithin |= !isName(text[i]) && " \t[]*&".indexOf(text[i]) < 0;
        }
        int to = index;
        while (to < end && (isName(text[to]) || " \t[]:*".indexOf(text[to]) >= 0) && to - index <= MOST_DECLARING) {
            to++;
        }
        to = accessors(text, to, end);
        if (isWithin || to >= end || text[to] != '=' || text[to - 1] == ':') {
            return false;
        }
        int value = blanks(text, to + 1, end);
        return value < end && (text[value] >= '0' && text[value] <= '9' || "\"'`[{".indexOf(text[value]) >= 0);
    }

    /** Behind how a property of C# is got and set, {@code { get; init; }}, if that is what stands here. */
    private static int accessors(byte[] text, int from, int end) {
        int at = from;
        if (at >= end || text[at] != '{') {
            return from;
        }
        do {
            at++;
        } while (at < end && at - from <= MOST_DECLARING && (isName(text[at]) || text[at] == ';' || text[at] == ' '));
        return at < end && text[at] == '}' ? blanks(text, at + 1, end) : from;
    }

    /** Whether a name stands behind a word that makes it one of a type, however far in: those of functions are hardly ever told so. */
    private static boolean isFixed(byte[] text, int from, int end) {
        String before = new String(text, from, end - from, StandardCharsets.ISO_8859_1);
        return before.contains("static ") || before.contains("public const ") || before.contains("internal const ");
    }

    /** Whether it begins what a macro without parameters stands for, maybe in parentheses. */
    private static boolean isMacro(byte[] text, int index) {
        int name = index;
        while (name > 0 && (text[name - 1] == ' ' || text[name - 1] == '\t' || text[name - 1] == '(')) {
            name--;
        }
        int from = name;
        while (from > 0 && isName(text[from - 1])) {
            from--;
        }
        int before = from;
        while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '\t')) {
            before--;
        }
        return name < index && from < name && before < from && endsWith(text, before, DEFINE);
    }

    private static int blanks(byte[] text, int from, int end) {
        int at = from;
        while (at < end && (text[at] == ' ' || text[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static boolean endsWith(byte[] text, int end, String ascii) {
        if (end < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (text[end - ascii.length() + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a constant's name may begin behind it: not in the middle of a name, nor as a member of something. */
    private static boolean isBoundary(int c) {
        return !isName(c) && c != '.' && c != '$' && c != '"' && c != '\'';
    }

    private static boolean isName(int c) {
        return isCapital(c) || c >= 'a' && c <= 'z' || c < 0;
    }

    private static boolean isCapital(int c) {
        return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }
}
