package dev.assay.engine.text;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.TruncatedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML that is at hand into elements. Of a document type nothing is taken: no entity is expanded but the five that XML has by
 * itself, none is fetched, and one that is used otherwise is a fault. Names are taken without their prefixes. UTF-8, or any
 * encoding with ASCII in one byte, whose other characters may come out wrong. Takes time in proportion to the size.
 */
public final class XmlTree {
    /** Of a name; more is cut. */
    private static final int MOST_ENTITY = 10;

    /**
     * An element. Its lists do not change once it is read.
     *
     * @param name without prefix
     * @param text its own characters, put together, without white space around them
     */
    public record Element(
            String name, List<Attribute> attributes, List<Element> children, String text, long offsetBytes) {
        /** The first child of a name; null if there is none. */
        public @Nullable Element child(String child) {
            for (Element each : children) {
                if (each.name().equals(child)) {
                    return each;
                }
            }
            return null;
        }

        /** All children of a name. */
        public List<Element> children(String child) {
            return children.stream().filter(each -> each.name().equals(child)).toList();
        }

        /** The text of the first child of a name; empty if there is none. */
        public String text(String child) {
            Element found = child(child);
            return found == null ? "" : found.text();
        }

        /** The value of an attribute; empty if it is not there. */
        public String attribute(String attribute) {
            for (Attribute each : attributes) {
                if (each.name().equals(attribute)) {
                    return each.value();
                }
            }
            return "";
        }
    }

    /** @param name without prefix */
    public record Attribute(String name, String value) {}

    /**
     * What was read.
     *
     * @param fault behind which nothing was; null if the document is whole
     */
    public record Front(Element root, @Nullable MalformedException fault) {}

    private static final class Open {
        final String name;
        final long offset;
        final List<Attribute> attributes = new ArrayList<>(2);
        final List<Element> children = new ArrayList<>(2);
        final StringBuilder text = new StringBuilder();

        Open(String name, long offset) {
            this.name = name;
            this.offset = offset;
        }

        Element close() {
            return new Element(
                    local(name), attributes, children, text.toString().strip(), offset);
        }
    }

    private final byte[] bytes;
    private final int end;
    private final TreeRoom room;
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable Element root;
    private int at;

    private XmlTree(byte[] bytes, int length, TreeRoom room) {
        this.bytes = bytes;
        this.end = length;
        this.room = room;
    }

    /**
     * Reads one document.
     *
     * @param length how many of the bytes count
     * @param room where the elements are counted
     */
    public static Element read(byte[] bytes, int length, TreeRoom room) throws MalformedException {
        return at(bytes, length, room).document();
    }

    /**
     * The same, up to a fault: elements around it have what stands in front of it. The one within which it is is none of them unless it has
     * children, as its text may be half of one.
     *
     * @throws MalformedException if nothing stands in front of it
     */
    public static Front front(byte[] bytes, int length, TreeRoom room) throws MalformedException {
        XmlTree reading = at(bytes, length, room);
        try {
            return new Front(reading.document(), null);
        } catch (MalformedException fault) {
            Element root = reading.closed();
            if (root == null) {
                throw fault;
            }
            return new Front(root, fault);
        }
    }

    private static XmlTree at(byte[] bytes, int length, TreeRoom room) {
        XmlTree reading = new XmlTree(bytes, length, room);
        if (length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf) {
            reading.at = 3;
        }
        return reading;
    }

    /** Closes what is open. */
    private @Nullable Element closed() {
        for (Open each = open.poll(); each != null; each = open.poll()) {
            if (!each.children.isEmpty()) {
                add(each.close());
            }
        }
        return root;
    }

    private static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    private Element document() throws MalformedException {
        while (at < end) {
            if (bytes[at] == '<') {
                markup();
            } else {
                characters();
            }
        }
        if (!open.isEmpty() || root == null) {
            throw new TruncatedException(at, 1);
        }
        return root;
    }

    private void markup() throws MalformedException {
        if (has("<!--")) {
            at += 4;
            skipBehind("-->");
        } else if (has("<![CDATA[")) {
            int from = at + 9;
            at = from;
            skipBehind("]]>");
            if (!open.isEmpty()) {
                open.peek().text.append(new String(bytes, from, at - 3 - from, StandardCharsets.UTF_8));
            }
        } else if (has("<?")) {
            skipBehind("?>");
        } else if (has("<!")) {
            MalformedException.check(root == null && open.isEmpty(), at, "a declaration where none may be");
            documentType();
        } else if (has("</")) {
            closing();
        } else {
            element();
        }
    }

    private void characters() throws MalformedException {
        int from = at;
        while (at < end && bytes[at] != '<') {
            at++;
        }
        Open around = open.peek();
        if (around == null) {
            for (int i = from; i < at; i++) {
                MalformedException.check(isSpace(bytes[i]), i, "characters outside of all elements");
            }
        } else {
            unescaped(from, at, around.text);
        }
    }

    private void element() throws MalformedException {
        int from = at++;
        MalformedException.check(root == null, from, "there is something behind the first element");
        room.node(open.size(), from);
        Open opened = new Open(name(), from);
        while (true) {
            skipSpace();
            int c = current();
            if (c == '>') {
                at++;
                open.push(opened);
                return;
            }
            if (c == '/') {
                at++;
                MalformedException.check(current() == '>', at, "a tag does not end");
                at++;
                add(opened.close());
                return;
            }
            room.node(open.size(), at);
            String attribute = name();
            skipSpace();
            MalformedException.check(current() == '=', at, "an attribute without a value");
            at++;
            skipSpace();
            opened.attributes.add(new Attribute(local(attribute), quoted()));
        }
    }

    private void closing() throws MalformedException {
        int from = at;
        at += 2;
        String name = name();
        skipSpace();
        MalformedException.check(current() == '>', at, "a closing tag does not end");
        at++;
        Open closed = open.peek();
        if (closed == null || !closed.name.equals(name)) {
            throw new MalformedException(from, "a tag closes another than the one that is open");
        }
        open.pop();
        add(closed.close());
    }

    private void add(Element element) {
        Open around = open.peek();
        if (around == null) {
            root = element;
        } else {
            around.children.add(element);
        }
    }

    /** Up to its end, whatever is declared in it. */
    private void documentType() throws MalformedException {
        int depth = 0;
        int quote = 0;
        for (; at < end; at++) {
            int c = bytes[at];
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (has("<!--")) {
                at += 4;
                skipBehind("-->");
                at--;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '<') {
                depth++;
            } else if (c == '>' && --depth == 0) {
                at++;
                return;
            }
        }
        throw new TruncatedException(at, 1);
    }

    private String name() throws MalformedException {
        int from = at;
        while (at < end && !isSpace(bytes[at]) && "=/><\"'".indexOf(bytes[at]) < 0) {
            at++;
        }
        MalformedException.check(at > from, from, "a name is missing");
        return new String(bytes, from, at - from, StandardCharsets.UTF_8);
    }

    private String quoted() throws MalformedException {
        int quote = current();
        MalformedException.check(quote == '"' || quote == '\'', at, "a value without quotes");
        int from = ++at;
        while (current() != quote) {
            MalformedException.check(bytes[at] != '<', at, "a value has no end");
            at++;
        }
        StringBuilder value = new StringBuilder();
        unescaped(from, at++, value);
        return value.toString();
    }

    private void unescaped(int from, int to, StringBuilder out) throws MalformedException {
        int run = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '&') {
                out.append(new String(bytes, run, i - run, StandardCharsets.UTF_8));
                int semicolon = i + 1;
                while (semicolon < to && semicolon - i <= MOST_ENTITY && bytes[semicolon] != ';') {
                    semicolon++;
                }
                MalformedException.check(
                        semicolon < to && bytes[semicolon] == ';', i, "a '&' that begins no reference");
                out.appendCodePoint(reference(i, semicolon));
                run = semicolon + 1;
                i = semicolon;
            }
        }
        out.append(new String(bytes, run, to - run, StandardCharsets.UTF_8));
    }

    private int reference(int from, int semicolon) throws MalformedException {
        String name = new String(bytes, from + 1, semicolon - from - 1, StandardCharsets.ISO_8859_1);
        return switch (name) {
            case "lt" -> '<';
            case "gt" -> '>';
            case "amp" -> '&';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> {
                boolean isHex = name.startsWith("#x");
                MalformedException.check(
                        name.startsWith("#") && name.length() > (isHex ? 2 : 1),
                        from,
                        "a reference to an entity of a document type, which is not expanded");
                int value = 0;
                for (int i = isHex ? 2 : 1; i < name.length(); i++) {
                    int digit = Character.digit(name.charAt(i), isHex ? 16 : 10);
                    MalformedException.check(digit >= 0, from, "a reference that is no number");
                    value = Math.min(value * (isHex ? 16 : 10) + digit, Character.MAX_CODE_POINT + 1);
                }
                yield Character.isValidCodePoint(value) ? value : 0xfffd;
            }
        };
    }

    private boolean has(String text) {
        if (at + text.length() > end) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void skipBehind(String close) throws MalformedException {
        while (at < end && !has(close)) {
            at++;
        }
        if (at >= end) {
            throw new TruncatedException(at, 1);
        }
        at += close.length();
    }

    private void skipSpace() {
        while (at < end && isSpace(bytes[at])) {
            at++;
        }
    }

    private int current() throws MalformedException {
        if (at >= end) {
            throw new TruncatedException(at, 1);
        }
        return bytes[at];
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }
}
