package dev.assay.engine.code;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a language looks like, from {@code LANGUAGE.yaml}: all that the lexer and the parser know of it. Immutable, thread-safe; read
 * it once.
 */
public final class Profile {
    static final byte SIGN = 0;
    static final byte SPACE = 1;
    static final byte LINE = 2;
    static final byte LETTER = 3;
    static final byte DIGIT = 4;
    static final byte OPENS = 5;
    static final byte CLOSES = 6;

    private static final int OPERATOR_SHIFT = 8;

    /** What holds statements together. */
    enum Layout {
        BRACES,
        INDENT,
        /** Words that end a block. */
        WORDS,
        /** Commands with words behind them, as in shells. */
        COMMANDS
    }

    /** What the end of a line means. */
    enum Lines {
        /** Nothing. */
        NONE,
        /** Ends a statement after a token that may end one, as in Go. */
        INSERTED,
        /** Ends a statement unless the next line begins with what goes on, as in Kotlin. */
        ENDS,
        /** Ends a statement only where nothing else could be meant, as in JavaScript. */
        LENIENT
    }

    private final String language;
    private final Layout layout;
    private final Lines lines;
    private final Imports imports;
    private final Set<Trait> traits;
    private final byte[] shapes;
    private final List<Comment> comments;
    private final boolean[] commentStarts = new boolean[256];
    private final boolean nestedComments;
    private final List<String> noComments;
    private final Pages pages;
    private final List<StringForm> forms;
    private final List<boolean[]> stops = new ArrayList<>();
    private final Map<String, int[]> formsByPrefix = new HashMap<>();
    private final int[][] formsByFirst = new int[256][];
    private final boolean[] afterPrefix = new boolean[256];
    private final boolean quotesEndLate;
    private final boolean namesWithSign;
    private final boolean[] nameEnds = new boolean[256];
    private final Map<Integer, String> meanings = new HashMap<>();
    private final int digitSeparator;
    private final List<String> suffixes;
    private final int[][] operatorsByFirst = new int[128][];
    private final int[] infix;
    private final int[] prefix;
    private final int[] members;
    private final boolean[] continues;
    private final int lambda;
    private final Map<String, Integer> words;
    private final byte[][] wordTexts;
    private final int[] wordData;
    private final Set<String> soft;
    private final Set<Word> valueAfter;

    /** What begins and ends it; the end is empty where it is the line's. */
    record Comment(String begin, String end) {}

    /** The resource of that name. */
    public static Profile of(String language) {
        return ProfileReader.read(language);
    }

    Profile(ProfileReader in) {
        language = in.text("language");
        layout = in.choice("layout", Layout.class);
        lines = in.choice("lines", Lines.class);
        imports = in.choice("imports", Imports.class);
        traits = EnumSet.noneOf(Trait.class);
        for (String trait : in.words("traits")) {
            traits.add(Trait.valueOf(trait.replace('-', '_').toUpperCase(java.util.Locale.ROOT)));
        }
        shapes = shapes(in.words("letters"));
        comments = in.comments();
        for (Comment comment : comments) {
            commentStarts[comment.begin().charAt(0)] = true;
        }
        nestedComments = in.flag("nested-comments");
        noComments = in.words("no-comments");
        pages = new Pages(in.words("tags"), in.text("tags-end"));
        forms = new ArrayList<>();
        for (ProfileReader.Strings strings : in.strings()) {
            addForm(strings.form(), strings.prefixes());
        }
        quotesEndLate = in.flag("quotes-end-late");
        namesWithSign = in.flag("names-with-sign");
        List<String> means = in.words("means");
        for (int i = 0; i + 1 < means.size(); i += 2) {
            meanings.put(Operators.id(means.get(i)), means.get(i + 1));
        }
        for (String sign : in.words("name-ends")) {
            nameEnds[sign.charAt(0)] = true;
        }
        List<String> separator = in.words("digit-separator");
        digitSeparator = separator.isEmpty() ? -1 : separator.get(0).charAt(0);
        suffixes = in.words("suffixes");
        infix = Operators.infix();
        prefix = Operators.prefix();
        in.precedence(infix, prefix);
        List<String> signs = new ArrayList<>(in.words("operators"));
        words = new HashMap<>();
        for (Word word : Word.values()) {
            for (String text : in.wordsOf(word)) {
                words.merge(text, word.code(), (a, b) -> {
                    throw new IllegalArgumentException(language + ": " + text + " has two meanings");
                });
            }
        }
        for (String sign : signs) {
            int id = Operators.id(sign);
            if (continuesName((byte) sign.charAt(0))
                    || sign.length() > 1 && sign.charAt(0) == '-' && Character.isLetter(sign.charAt(1))) {
                if (continuesName((byte) sign.charAt(0))) {
                    words.merge(sign, Word.OPERATOR.code() | id << OPERATOR_SHIFT, (a, b) -> a | id << OPERATOR_SHIFT);
                    continue;
                }
            }
            addOperator(sign, id);
        }
        for (String sign : List.of(
                "=", "+", "-", "*", "/", "%", "&", "|", "^", "~", "!", "<", ">", "?", ":", ".", "@", "\\", "$", "`")) {
            addOperator(sign, Operators.id(sign));
        }
        members = in.operators("members");
        continues = new boolean[infix.length];
        for (int id : in.operators("continues")) {
            continues[id] = true;
        }
        lambda = in.text("lambda").isEmpty() ? -1 : Operators.id(in.text("lambda"));
        soft = Set.copyOf(in.words("soft"));
        int slots = Integer.highestOneBit(words.size() * 4 + 8);
        wordTexts = new byte[slots][];
        wordData = new int[slots];
        words.forEach(this::addWord);
        valueAfter = EnumSet.complementOf(EnumSet.of(
                Word.NONE,
                Word.TRUE,
                Word.FALSE,
                Word.NOTHING,
                Word.PRIMITIVE,
                Word.MODIFIER,
                Word.FROM,
                Word.AS,
                Word.SCOPE,
                Word.ASYNC,
                Word.PACKAGE,
                Word.TYPE));
    }

    private static byte[] shapes(List<String> letters) {
        byte[] shapes = new byte[256];
        for (int i = 0; i < 256; i++) {
            shapes[i] = i >= 'a' && i <= 'z' || i >= 'A' && i <= 'Z' || i == '_' || i >= 0x80
                    ? LETTER
                    : i >= '0' && i <= '9'
                            ? DIGIT
                            : i == '\n' || i == '\r' ? LINE : i <= ' ' || i == 0x7f ? SPACE : SIGN;
        }
        shapes['('] = shapes['['] = shapes['{'] = OPENS;
        shapes[')'] = shapes[']'] = shapes['}'] = CLOSES;
        for (String letter : letters) {
            shapes[letter.charAt(0)] = LETTER;
        }
        return shapes;
    }

    private void addForm(StringForm form, List<String> prefixes) {
        int id = forms.size();
        forms.add(form);
        stops.add(form.stops());
        for (String prefix : prefixes) {
            if (prefix.isEmpty()) {
                int first = form.hashes() ? '#' : form.open().charAt(0);
                formsByFirst[first] = with(formsByFirst[first], id);
                if (form.hashes()) {
                    formsByFirst[form.open().charAt(0)] =
                            with(formsByFirst[form.open().charAt(0)], id);
                }
            } else {
                formsByPrefix.put(prefix, with(formsByPrefix.get(prefix), id));
                afterPrefix[form.open().charAt(0)] = true;
                if (form.hashes()) {
                    afterPrefix['#'] = true;
                }
            }
        }
    }

    private static int[] with(int @Nullable [] ids, int id) {
        int[] more = ids == null ? new int[1] : Arrays.copyOf(ids, ids.length + 1);
        more[more.length - 1] = id;
        return more;
    }

    private void addOperator(String sign, int id) {
        int[] ids = operatorsByFirst[sign.charAt(0)];
        int at = 0;
        while (ids != null && at < ids.length && Operators.text(ids[at]).length() >= sign.length()) {
            if (ids[at++] == id) {
                return;
            }
        }
        int[] more = new int[ids == null ? 1 : ids.length + 1];
        for (int i = 0; i < more.length; i++) {
            more[i] = i == at ? id : ids == null ? 0 : ids[i < at ? i : i - 1];
        }
        operatorsByFirst[sign.charAt(0)] = more;
    }

    private void addWord(String text, int data) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int hash = 0;
        for (byte b : bytes) {
            hash = hash * 31 + b;
        }
        int slot = slot(hash);
        while (wordTexts[slot] != null) {
            slot = slot + 1 & wordTexts.length - 1;
        }
        wordTexts[slot] = bytes;
        wordData[slot] = data;
    }

    private int slot(int hash) {
        return (hash ^ hash >>> 7) * 0x9E3779B1 >>> 8 & wordTexts.length - 1;
    }

    /** The name of the resource, such as {@code java}. */
    public String language() {
        return language;
    }

    Layout layout() {
        return layout;
    }

    /** Whether words end blocks, and calls need no parentheses. */
    boolean hasEnds() {
        return layout == Layout.WORDS;
    }

    Lines lines() {
        return lines;
    }

    Imports imports() {
        return imports;
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    byte shape(byte b) {
        return shapes[b & 0xff];
    }

    boolean continuesName(byte b) {
        byte shape = shapes[b & 0xff];
        return shape == LETTER || shape == DIGIT;
    }

    /** What an operator is called in the tree: the sign that most languages have for what it does. */
    String sign(int operator) {
        return meanings.getOrDefault(operator, Operators.text(operator));
    }

    /** Whether a sign may be the last one of a name. */
    boolean endsName(byte b) {
        return nameEnds[b & 0xff];
    }

    boolean mayFollowPrefix(byte b) {
        return afterPrefix[b & 0xff];
    }

    int @Nullable [] formsOf(byte[] text, int start, int end) {
        return formsByPrefix.get(new String(text, start, end - start, StandardCharsets.ISO_8859_1));
    }

    int @Nullable [] formsAt(byte b) {
        return formsByFirst[b & 0xff];
    }

    StringForm form(int id) {
        return forms.get(id);
    }

    /** By byte: what may end a run of plain characters in a text of that form. */
    boolean[] stops(int form) {
        return stops.get(form);
    }

    /** Whether of more quotes than end a text the last ones do. */
    boolean quotesEndLate() {
        return quotesEndLate;
    }

    /** Whether the sign of a variable is part of its name. */
    boolean namesWithSign() {
        return namesWithSign;
    }

    int digitSeparator() {
        return digitSeparator;
    }

    List<String> suffixes() {
        return suffixes;
    }

    boolean nestsComments() {
        return nestedComments;
    }

    /** Between which tags programs stand in a page. */
    Pages pages() {
        return pages;
    }

    private @Nullable Comment comment(byte[] text, int at) {
        if (!commentStarts[text[at] & 0xff]) {
            return null;
        }
        for (Comment comment : comments) {
            if (is(text, at, comment.begin())) {
                return isNoComment(text, at) ? null : comment;
            }
        }
        return null;
    }

    private boolean isNoComment(byte[] text, int at) {
        for (String sign : noComments) {
            if (is(text, at, sign)) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(byte[] text, int at, String sign) {
        if (text.length - at < sign.length() || text[at] != sign.charAt(0)) {
            return false;
        }
        int k = 1;
        while (k < sign.length() && text[at + k] == sign.charAt(k)) {
            k++;
        }
        return k == sign.length();
    }

    /** What ends the comment that begins here, empty where the line does; null if none begins. */
    @Nullable
    String commentAt(byte[] text, int at) {
        Comment comment = comment(text, at);
        return comment == null ? null : comment.end();
    }

    String commentBeginAt(byte[] text, int at) {
        Comment comment = comment(text, at);
        return comment == null ? "" : comment.begin();
    }

    /** The longest operator there, or {@link Operators#NONE}. */
    int operatorAt(byte[] text, int at) {
        int[] ids = text[at] >= 0 ? operatorsByFirst[text[at]] : null;
        if (ids == null) {
            return Operators.NONE;
        }
        for (int id : ids) {
            String sign = Operators.text(id);
            int length = sign.length();
            if (length == 1) {
                return id;
            }
            if (text.length - at >= length && text[at + 1] == sign.charAt(1)) {
                int k = 2;
                while (k < length && text[at + k] == sign.charAt(k)) {
                    k++;
                }
                boolean isWord = continuesName((byte) sign.charAt(length - 1));
                if (k == length && !(isWord && at + k < text.length && continuesName(text[at + k]))) {
                    return id;
                }
            }
        }
        return Operators.NONE;
    }

    /** What a name means, as {@link Tokens#data} has it. */
    int word(byte[] text, int start, int end, int hash) {
        int slot = slot(hash);
        while (wordTexts[slot] != null) {
            if (Arrays.equals(wordTexts[slot], 0, wordTexts[slot].length, text, start, end)) {
                return wordData[slot];
            }
            slot = slot + 1 & wordTexts.length - 1;
        }
        return 0;
    }

    /** What a name by itself means. */
    Word word(String name) {
        return Word.of(words.getOrDefault(name, 0) & 0xff);
    }

    /** Whether the word may be a name as well. */
    boolean isSoft(String word) {
        return soft.contains(word);
    }

    boolean expectsValueAfter(Word word) {
        return valueAfter.contains(word);
    }

    /** The precedence of an operator between two operands, 0 for what is none. */
    int infix(int operator) {
        return infix[operator];
    }

    /** The least precedence of the operand of an operator before it, 0 for what is none. */
    int prefix(int operator) {
        return prefix[operator];
    }

    boolean isMember(int operator) {
        for (int member : members) {
            if (member == operator) {
                return true;
            }
        }
        return false;
    }

    /** Whether a line that begins with it goes on with the statement. */
    boolean continuesLine(int operator) {
        return continues[operator];
    }

    /** What parts a lambda's parameters from its body; -1 for none. */
    int lambda() {
        return lambda;
    }
}
