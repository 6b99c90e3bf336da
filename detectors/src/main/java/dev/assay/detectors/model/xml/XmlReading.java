package dev.assay.detectors.model.xml;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One reading of one document (XML 1.0, fifth edition). Belongs to one thread; what it keeps is bounded. */
final class XmlReading {
    private static final int MOST_DEPTH = 10_000;

    /** Of a name or a value, so much is kept: the rest tells no more. */
    private static final int MOST_TEXT = 256;

    private final XmlChars in;
    private final Sink out;
    private XmlKind kind;
    private final XmlSightings seen;
    private final Deque<String> open = new ArrayDeque<>();
    private boolean rootSeen;

    XmlReading(ByteReader in, Sink out, XmlKind kind) throws IOException {
        this.in = new XmlChars(in);
        this.out = out;
        this.kind = kind;
        this.seen = new XmlSightings(kind);
    }

    void run() throws IOException {
        try {
            document();
        } catch (MalformedException e) {
            if (kind != XmlKind.XML) {
                throw e; // other documents are no models, and parsers refuse them at the same place
            }
        } finally {
            seen.handOn(out);
        }
    }

    private void document() throws IOException {
        for (int c = in.next(); c >= 0; c = in.next()) {
            if (c == '<') {
                markup(in.position());
            }
        }
        MalformedException.check(rootSeen && open.isEmpty(), in.position(), "its elements do not close");
    }

    private void markup(long at) throws IOException {
        switch (in.peek()) {
            case '?' -> instruction(at);
            case '!' -> {
                in.take();
                declaration(at);
            }
            case '/' -> {
                in.take();
                String name = name();
                skipSpace();
                MalformedException.check(in.take() == '>', in.position(), "a closing tag does not end");
                boolean matches = !open.isEmpty() && open.pop().equals(name);
                MalformedException.check(matches, at, "a tag closes another than the one that is open");
            }
            default -> element(at);
        }
    }

    private void element(long at) throws IOException {
        String name = name();
        MalformedException.check(!name.isEmpty(), at, "a tag without a name");
        if (!rootSeen && kind == XmlKind.PMML && !XmlSightings.local(name).equals("PMML")) {
            out.gap(GapKind.MALFORMED, at, "is named as PMML, and its first element is another", -1);
        }
        if (!rootSeen
                && kind.byRoot(XmlSightings.local(name)) != kind) { // whoever writes it has a say in what comes first
            kind = kind.byRoot(XmlSightings.local(name));
            seen.kind(kind);
            out.format(kind.format());
        }
        rootSeen = true;
        seen.element(name, at);
        while (true) {
            skipSpace();
            int c = in.take();
            if (c == '>') {
                MalformedException.check(
                        open.size() < MOST_DEPTH, at, "nested more than " + MOST_DEPTH + " levels deep");
                open.push(name);
                break;
            } else if (c == '/') {
                MalformedException.check(in.take() == '>', in.position(), "a tag does not end");
                break;
            }
            StringBuilder attribute = new StringBuilder().append((char) c);
            name(attribute);
            skipSpace();
            MalformedException.check(in.take() == '=', in.position(), "an attribute without a value");
            skipSpace();
            seen.attribute(attribute.toString(), quoted());
        }
        seen.endOfTag();
    }

    /** {@code <?target ...?>}. */
    private void instruction(long at) throws IOException {
        in.take();
        StringBuilder text = new StringBuilder();
        int before = 0;
        for (int c = in.take(); c != '>' || before != '?'; c = in.take()) {
            keep(text, c);
            before = c;
        }
        String instruction = text.toString().toLowerCase(Locale.ROOT);
        if (instruction.startsWith("xml ") && instruction.contains("encoding") && !instruction.contains("utf-8")) {
            in.notUtf8();
        }
        seen.instruction(text.toString(), at);
    }

    /** Behind {@code <!}: a comment, a section of characters, or the document type. */
    private void declaration(long at) throws IOException {
        if (in.peek() == '-') {
            in.take();
            MalformedException.check(in.take() == '-', in.position(), "a comment that does not begin as one");
            skipTo('-');
        } else if (in.peek() == '[') {
            skipTo(']');
        } else {
            MalformedException.check(name().equals("DOCTYPE") && !rootSeen, at, "a declaration where none may be");
            documentType(at);
        }
    }

    private void documentType(long at) throws IOException {
        skipSpace();
        name();
        skipSpace();
        seen.documentType(externalId(), at);
        skipSpace();
        if (in.peek() == '[') {
            in.take();
            internalSubset();
            skipSpace();
        }
        MalformedException.check(in.take() == '>', in.position(), "the document type does not end");
    }

    private void internalSubset() throws IOException {
        for (int c = in.take(); c != ']'; c = in.take()) {
            if (c != '<') {
                continue; // white space, or a reference to a parameter entity, whose declaration is told
            }
            long at = in.position();
            int kindOf = in.take();
            if (kindOf == '?') {
                instruction(at);
            } else if (kindOf == '!' && in.peek() == '-') {
                in.take();
                in.take();
                skipTo('-');
            } else if (kindOf == '!' && name().equals("ENTITY")) {
                entity(at);
            } else {
                skipDeclaration();
            }
        }
    }

    /** Behind {@code <!ENTITY}: XML 1.0 section 4.2. */
    private void entity(long at) throws IOException {
        skipSpace();
        boolean parameter = in.peek() == '%';
        if (parameter) {
            in.take();
            skipSpace();
        }
        String name = name();
        skipSpace();
        if (in.peek() == '"' || in.peek() == '\'') {
            seen.internalEntity((parameter ? "%" : "") + name, entityValue(), at);
        } else {
            seen.externalEntity((parameter ? "%" : "") + name, externalId(), at);
        }
        skipDeclaration();
    }

    /** How many characters the value of an entity becomes, with what those are that it names. */
    private double entityValue() throws IOException {
        int quote = in.take();
        double characters = 0;
        StringBuilder reference = null;
        for (int c = in.take(); c != quote; c = in.take()) {
            characters++;
            if (c == '&' || c == '%') {
                reference = new StringBuilder(c == '%' ? "%" : "");
            } else if (c == ';' && reference != null) {
                characters += seen.expanded(reference.toString());
                reference = null;
            } else if (reference != null) {
                keep(reference, c);
            }
        }
        return characters;
    }

    /** The system identifier of {@code SYSTEM "..."} or {@code PUBLIC "..." "..."}; empty if there is none. */
    private String externalId() throws IOException {
        String word = in.peek() == '[' || in.peek() == '>' ? "" : name();
        if (word.isEmpty()) {
            return "";
        }
        skipSpace();
        String id = quoted();
        skipSpace();
        return in.peek() == '"' || in.peek() == '\'' ? quoted() : id;
    }

    /** The rest of a declaration: quoted values may hold its end. */
    private void skipDeclaration() throws IOException {
        for (int c = in.take(); c != '>'; c = in.take()) {
            if (c == '"' || c == '\'') {
                skipQuoted(c, null);
            }
        }
    }

    /** Skips behind two or more of these and {@code >}: the end of a comment or of a section of characters. */
    private void skipTo(char end) throws IOException {
        int run = 0;
        for (int c = in.take(); c != '>' || run < 2; c = in.take()) {
            run = c == end ? run + 1 : 0;
        }
    }

    private String quoted() throws IOException {
        int quote = in.take();
        MalformedException.check(quote == '"' || quote == '\'', in.position(), "a value without quotes");
        StringBuilder text = new StringBuilder();
        skipQuoted(quote, text);
        return text.toString();
    }

    private void skipQuoted(int quote, @Nullable StringBuilder text) throws IOException {
        for (int c = in.take(); c != quote; c = in.take()) {
            if (text != null) {
                keep(text, c);
            }
        }
    }

    private static void keep(StringBuilder text, int c) {
        if (text.length() < MOST_TEXT) {
            text.append((char) c);
        }
    }

    private String name() throws IOException {
        StringBuilder name = new StringBuilder();
        name(name);
        return name.toString();
    }

    private void name(StringBuilder name) throws IOException {
        for (int c = in.peek(); c > ' ' && "<>/=?'\"[]!&;".indexOf(c) < 0; c = in.peek()) {
            keep(name, c);
            in.take();
        }
    }

    private void skipSpace() throws IOException {
        while (in.peek() >= 0 && in.peek() <= ' ') {
            in.take();
        }
    }
}
