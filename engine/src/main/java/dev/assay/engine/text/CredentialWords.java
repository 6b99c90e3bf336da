package dev.assay.engine.text;

import dev.assay.engine.text.CredentialOptions.Kind;
import dev.assay.engine.text.CredentialOptions.Row;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words of a command, of which some are credentials: behind options, at places, in headers, said into a pipe; as
 * {@code credential-options.tsv} has it. Belongs to one thread.
 */
final class CredentialWords {
    /** Words of a command in front of its options that may say what it does. */
    private static final int MOST_WORDS = 8;

    private static final int MOST_WORD = 4096;

    /** What may stand in front of a command. */
    private static final Set<String> PREFIXES =
            Set.of("sudo", "env", "exec", "time", "nohup", "command", "!", "{", "if", "do", "then");

    private static final Set<String> SAYS = Set.of("echo", "printf", "write-output");

    private static final List<String> HEADERS =
            List.of("authorization", "cookie", "-key", "-token", "-secret", "-auth");

    /** How a header says what its credential is; nothing that is one is called so. */
    static final Set<String> SCHEMES = Set.of(
            "bearer",
            "basic",
            "token",
            "digest",
            "negotiate",
            "apikey",
            "api-key",
            "key",
            "oauth",
            "hawk",
            "geniekey",
            "splunk",
            "sso-key",
            "bot",
            "aws4-hmac-sha256");

    private final String text;

    /** Whether quotes are passed over. */
    private final boolean isFlat;

    private final CommandWord word;
    private final BitSet hidden;
    private boolean isFirst = true;
    private String program;
    private List<String> words = new ArrayList<>();
    private @Nullable Kind pending;

    /** The characters of words that are said into a pipe, and may be credentials. */
    private final BitSet piped = new BitSet();

    private boolean says;

    /**
     * @param program whose options the first words may be; empty for none
     * @param word which is read each time
     */
    CredentialWords(String text, String program, boolean isFlat, CommandWord word, BitSet hidden) {
        this.text = text;
        this.program = program;
        this.isFlat = isFlat;
        this.word = word;
        this.hidden = hidden;
    }

    /** Which program's options come. */
    String program() {
        return program;
    }

    /** Says what the program may be where none is known: quotes may have been taken for others. */
    void programOr(String other) {
        program = program.isEmpty() ? other : program;
    }

    /** Takes the word, if there is one. */
    void end() {
        if (!word.isThere()) {
            return;
        }
        String said = word.said(MOST_WORD);
        if (pending != null && !said.startsWith("--")) {
            Kind kind = pending;
            pending = null;
            value(said, 0, kind);
        } else {
            pending = null;
            next(said);
        }
        word.clear();
    }

    /** Takes the last word of a command, and begins another one. */
    void endCommand(boolean isPipe) {
        end();
        isFirst = true;
        pending = null;
        words = new ArrayList<>();
        if (!isPipe) {
            piped.clear();
        }
        says = false;
    }

    private void next(String said) {
        header(said, 0);
        boolean isAssignment = said.indexOf('=') > 0 && said.charAt(0) != '-' && !word.isQuoted();
        String name = name(said);
        boolean isKnown = CredentialOptions.has(name) && !words.contains(name);
        boolean isSaying = SAYS.contains(name) && (isFirst || isFlat);
        if (isKnown || isSaying || isFirst && !isAssignment && !said.startsWith("-")) {
            program = isKnown ? name : "";
            isFirst = PREFIXES.contains(name);
            words.clear();
            says = isSaying;
            words.add(name);
            reads(said);
            return;
        }
        if (says && said.indexOf(' ') < 0 && !said.startsWith("-")) {
            word.hide(0, piped);
        }
        if (said.startsWith("-") || said.startsWith("/") && said.indexOf('/', 1) < 0) {
            option(said);
        } else {
            positional(said);
        }
        reads(said);
    }

    /** What is piped into a command is a credential if one of its words tells. */
    private void reads(String said) {
        for (Row row : rows()) {
            boolean isThat = row.kind() == Kind.STDIN && row.options().contains(said) && has(row)
                    || row.kind() == Kind.ENCODED && words.size() == 1 && isLogin();
            if (isThat) {
                hidden.or(piped);
            }
        }
    }

    /** No text in Base64 has a colon. */
    private boolean isLogin() {
        for (int i = piped.nextSetBit(0); i >= 0; i = piped.nextSetBit(i + 1)) {
            if (text.charAt(i) == ':') {
                return true;
            }
        }
        return false;
    }

    private void positional(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        String before = words.isEmpty() ? "" : words.getLast();
        for (Row row : rows()) {
            boolean isNamed = row.kind() == Kind.NAMED
                    && (Masked.isSecret(before) || row.options().stream().anyMatch(before::startsWith));
            boolean isNext =
                    row.kind() == Kind.NEXT && words.size() == row.words().size() + 1;
            if (has(row) && (isNamed || isNext)) {
                word.hide(0, hidden);
                return; // and what follows is one as well
            }
        }
        boolean isOfMachine =
                words.size() > 1 && before.equals("password") && (words.contains("login") || words.contains("machine"));
        if (isOfMachine) {
            word.hide(0, hidden); // a line of .netrc
        }
        if (words.size() >= MOST_WORDS) {
            words.remove(1);
        }
        words.add(lower);
    }

    private List<Row> rows() {
        return CredentialOptions.of(program);
    }

    private boolean has(Row row) {
        return words.containsAll(row.words());
    }

    private void option(String said) {
        String letters = CredentialOptions.letters(program);
        if (letters != null && said.length() > 2 && said.charAt(1) != '-') {
            for (int i = 1; i < said.length(); i++) {
                if (letters.indexOf(said.charAt(i)) >= 0) {
                    option("-" + said.charAt(i), said, i + 1, true);
                    return;
                }
            }
        }
        int equals = said.indexOf('=');
        int colon = said.indexOf(':');
        int mark = equals > 0 ? equals : colon;
        boolean isLong = said.length() > 2 && mark > 0;
        if (isLong && option(said.substring(0, mark), said, mark + 1, true)) {
            return;
        }
        if (!option(said, said, said.length(), false) && said.length() > 2) {
            option(said.substring(0, 2), said, 2, true);
        }
    }

    private boolean option(String option, String said, int value, boolean isJoined) {
        for (Row row : rows()) {
            if (!has(row) || row.kind() == Kind.STDIN || row.kind() == Kind.NAMED || !row.takes(option)) {
                continue;
            }
            if (value < said.length() || isJoined && option.length() > 2) {
                value(said, value, row.kind());
            } else if (row.kind() != Kind.JOINED) {
                pending = row.kind();
            }
            return true;
        }
        return false;
    }

    private void value(String said, int from, Kind kind) {
        String value = said.substring(Math.min(from, said.length()));
        switch (kind) {
            case ALL, JOINED, NAMED, NEXT -> word.hide(from, hidden);
            case LOGIN -> {
                boolean isAddress = value.startsWith("http://") || value.startsWith("https://");
                if (value.indexOf(':') >= 0 && !isAddress && word.isWritten(from)) {
                    word.hide(from, hidden);
                }
            }
            case PROXY -> {
                int mark = value.lastIndexOf('@');
                int scheme = value.indexOf("://");
                word.hide(from + (scheme < 0 ? 0 : scheme + 3), from + Math.max(mark, 0), hidden);
            }
            case PAIR -> {
                if (value.indexOf('%') >= 0 || value.indexOf(',') >= 0 || value.indexOf(':') >= 0) {
                    word.hide(from, hidden);
                }
            }
            case COOKIE -> {
                if (value.indexOf('=') >= 0) {
                    word.hide(from, hidden);
                }
            }
            case HEADER -> header(said, from);
            case STDIN, ENCODED -> {}
        }
    }

    /** {@code Name: credential}, but for how it says what the credential is. */
    private void header(String said, int from) {
        int colon = said.indexOf(':', from);
        if (colon < 0) {
            return;
        }
        String name = said.substring(from, colon).strip().toLowerCase(Locale.ROOT);
        boolean isSecret = name.indexOf(' ') < 0 && HEADERS.stream().anyMatch(name::endsWith);
        if (!isSecret) {
            return;
        }
        int at = colon + 1;
        while (at < said.length() && said.charAt(at) == ' ') {
            at++;
        }
        int space = said.indexOf(' ', at);
        boolean hasScheme =
                space > 0 && SCHEMES.contains(said.substring(at, space).toLowerCase(Locale.ROOT));
        if (hasScheme) {
            at = space + 1;
        }
        boolean isScheme = SCHEMES.contains(said.substring(at).toLowerCase(Locale.ROOT));
        if (!isScheme) {
            word.hide(at, hidden);
        }
    }

    private static String name(String word) {
        String last = word.substring(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1)
                .toLowerCase(Locale.ROOT);
        return last.endsWith(".exe") ? last.substring(0, last.length() - 4) : last;
    }
}
