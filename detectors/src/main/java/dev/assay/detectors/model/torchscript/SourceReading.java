package dev.assay.detectors.model.torchscript;

import dev.assay.engine.bytes.ByteReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a source once, as torch's lexer does where it decides what is a name and what is not: comments end with a line
 * feed, texts have one or three quotes of either kind, a backslash takes the next byte with it. What no lexer takes is
 * passed over, since torch refuses it. Holds no more than one name with its members.
 */
final class SourceReading {
    /** Longer names are cut: no operator is called so. */
    private static final int MOST_NAME = 128;

    private static final int MOST_PARTS = 32;
    private static final int MOST_PREVIEW_BYTES = 120;

    /** Calls of getattr within one another; beyond them every text counts as an operand. */
    private static final int MOST_NESTED = 64;

    private static final int END = -1;

    private final ByteReader reader;
    private final References references;
    private final int[] attributeDepths = new int[MOST_NESTED];
    private final StringBuilder text = new StringBuilder();
    private int attributes;
    private int depth;
    private boolean attributeComes;
    private boolean definitionComes;

    SourceReading(ByteReader reader, References references) {
        this.reader = reader;
        this.references = references;
    }

    void read() throws IOException {
        for (int c = significant(); c != END; c = significant()) {
            long at = reader.position();
            if (isNameStart(c)) {
                name(c, at);
            } else if (c >= '0' && c <= '9') {
                word();
            } else if (c == '"' || c == '\'') {
                string(c);
            } else {
                reader.advance(1);
                if (c == '.' && isNameStart(significant())) {
                    chain(new ArrayList<>(List.of("")), at);
                } else {
                    punctuation(c, at);
                }
            }
        }
    }

    /** The next byte that is part of no white space and no comment; not read yet. */
    private int significant() throws IOException {
        for (int c = peek(); ; c = peek()) {
            if (c == '#') {
                while (c != '\n' && c != END) {
                    reader.advance(1);
                    c = peek();
                }
            } else if (c == ' ' || c >= '\t' && c <= '\r' || c == '\\') {
                reader.advance(1);
            } else {
                return c;
            }
        }
    }

    private int peek() throws IOException {
        return reader.request(1) < 1 ? END : reader.array()[reader.index()] & 0xff;
    }

    private static boolean isNameStart(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private String word() throws IOException {
        StringBuilder word = new StringBuilder();
        for (int c = peek(); isNameStart(c) || c >= '0' && c <= '9'; c = peek()) {
            if (word.length() <= MOST_NAME) {
                word.append((char) c);
            }
            reader.advance(1);
        }
        return word.toString();
    }

    private void name(int first, long at) throws IOException {
        List<String> parts = new ArrayList<>(4);
        parts.add(word());
        if (first == 'd' && parts.getFirst().equals("def")) {
            definitionComes = true;
            return;
        }
        chain(parts, at);
    }

    /** Reads the members that follow; what follows those tells whether the name is bound here. */
    private void chain(List<String> parts, long at) throws IOException {
        boolean members = !parts.getFirst().isEmpty() || addMember(parts);
        while (members && significant() == '.') {
            reader.advance(1);
            members = isNameStart(significant()) && addMember(parts);
        }
        int next = significant();
        boolean bound = next == ':' || next == '=' && !(reader.request(2) >= 2 && at(1) == '=');
        References.Preview preview = () -> preview(String.join(".", parts));
        if (definitionComes) {
            definitionComes = false;
            references.definition(parts.getFirst(), at, preview);
            return;
        }
        attributeComes = next == '(' && parts.size() == 1 && parts.getFirst().equals("getattr");
        references.name(parts, bound, at, preview);
    }

    private boolean addMember(List<String> parts) throws IOException {
        String member = word();
        if (parts.size() == MOST_PARTS) {
            parts.removeLast();
        }
        parts.add(member);
        return true;
    }

    private byte at(int offset) {
        return reader.array()[reader.index() + offset];
    }

    private void punctuation(int c, long at) throws IOException {
        switch (c) {
            case '(', '[', '{' -> {
                depth++;
                if (attributeComes && attributes < MOST_NESTED) {
                    attributeDepths[attributes++] = depth;
                }
                text.setLength(0);
            }
            case ')', ']', '}' -> {
                if (isAttribute()) {
                    String name = text.toString();
                    references.attribute(name, at, () -> preview("getattr(..., \"" + name + "\")"));
                }
                depth--;
                while (attributes > 0 && attributeDepths[attributes - 1] > depth) {
                    attributes--;
                }
                text.setLength(0);
            }
            case ',' -> text.setLength(0);
            default -> {
                // an operator of Python's
            }
        }
        attributeComes = false;
    }

    private boolean isAttribute() {
        return attributes == MOST_NESTED || attributes > 0 && attributeDepths[attributes - 1] == depth;
    }

    /** Texts that follow one another are one, as in Python. */
    private void string(int quote) throws IOException {
        int quotes = isQuotes(quote, 3) ? 3 : 1;
        reader.advance(quotes);
        for (int c = peek(); c != END; c = peek()) {
            if (c == quote && isQuotes(quote, quotes)) {
                reader.advance(quotes);
                return;
            }
            if (c == '\n' && quotes == 1) {
                return; // torch refuses it
            }
            reader.advance(1);
            if (c == '\\') {
                c = escaped();
            }
            if (isAttribute() && text.length() <= MOST_NAME) {
                text.append((char) c);
            }
        }
    }

    private boolean isQuotes(int quote, int count) throws IOException {
        if (reader.request(count) < count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (at(i) != quote) {
                return false;
            }
        }
        return true;
    }

    /** The byte that an escape stands for: octal or hexadecimal digits, else about the byte itself. */
    private int escaped() throws IOException {
        int c = peek();
        if (c == END) {
            return 0;
        }
        reader.advance(1);
        int radix = c == 'x' ? 16 : 8;
        int value = c == 'x' ? 0 : Character.digit(c, 8);
        if (value < 0) {
            return c;
        }
        for (int digits = c == 'x' ? 0 : 1; digits < (c == 'x' ? 2 : 3); digits++) {
            int digit = Character.digit(peek(), radix);
            if (digit < 0) {
                break;
            }
            value = value * radix + digit;
            reader.advance(1);
        }
        return value & 0xff;
    }

    /** The name, and the rest of its line. */
    private String preview(String name) throws IOException {
        int available = Math.min(reader.request(MOST_PREVIEW_BYTES), MOST_PREVIEW_BYTES);
        String start = name.length() > MOST_NAME ? name.substring(0, MOST_NAME) + "..." : name;
        StringBuilder line = new StringBuilder(start);
        byte[] rest = Arrays.copyOfRange(reader.array(), reader.index(), reader.index() + available);
        for (int i = 0; i < rest.length && rest[i] != '\n'; i++) {
            line.append(rest[i] >= ' ' && rest[i] < 0x7f ? (char) rest[i] : '?');
        }
        return line.toString();
    }
}
