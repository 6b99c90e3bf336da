package dev.assay.detectors.samples;

import dev.assay.detectors.model.pickle.PickleBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A pickle written as an expression, which is how the rows of {@code gadgets.tsv} and {@code benign.tsv} say what theirs
 * do. It is compiled to opcodes and never evaluated:
 *
 * <pre>
 *   module:name                what it names
 *   x(a, b)                    REDUCE with a tuple of arguments
 *   x!(a, b)                   NEWOBJ
 *   x(a).name                  getattr, with the value in the memo
 *   x ~ state                  BUILD
 *   x +{a: b}                  SETITEMS
 *   @x                         BINPERSID
 *   "text"  b"bytes"  1  1.5  None  True  False  [a, b]  (a, b)  {a: b}  {*a, b}
 *   pickle{x}  base64{x}  hex{x}  bytes of a pickle of its own, or the same as text
 * </pre>
 */
final class Program {
    private final String text;
    private final Naming naming;
    private final int protocol;
    private final PickleBytes out;
    private int at;
    private int memoized;

    private Program(String text, int protocol, Naming naming, PickleBytes out) {
        this.text = text;
        this.protocol = protocol;
        this.naming = naming;
        this.out = out;
    }

    /** A whole pickle; of protocol 2 and up with PROTO. */
    static byte[] pickle(int protocol, String expression) {
        return pickle(protocol, protocol < 4 ? Naming.GLOBAL : Naming.STACK_GLOBAL, expression);
    }

    static byte[] pickle(int protocol, Naming naming, String expression) {
        PickleBytes out = protocol < 2 ? PickleBytes.text() : PickleBytes.proto(protocol);
        return emit(out, protocol, naming, expression).stop();
    }

    /** Adds the opcodes that leave the expression's value on the stack. */
    static PickleBytes emit(PickleBytes out, int protocol, Naming naming, String expression) {
        Program program = new Program(expression, protocol, naming, out);
        program.value();
        program.space();
        program.expect(program.at == expression.length(), "the end");
        return out;
    }

    static PickleBytes emit(PickleBytes out, int protocol, String expression) {
        return emit(out, protocol, protocol < 4 ? Naming.GLOBAL : Naming.STACK_GLOBAL, expression);
    }

    private void value() {
        atom();
        while (true) {
            if (take("!(")) {
                arguments();
                out.newobj();
            } else if (take("(")) {
                arguments();
                out.reduce();
            } else if (at < text.length() && text.charAt(at) == '.') {
                at++;
                attribute();
            } else if (take("+{")) {
                out.mark();
                pairs();
                out.setitems();
            } else if (take("~")) {
                value();
                out.build();
            } else {
                return;
            }
        }
    }

    /** {@code getattr(value, name)}: the value waits in the memo. */
    private void attribute() {
        String name = name();
        int number = 1000 + memoized++;
        if (protocol == 0) {
            out.putLine(Integer.toString(number)).pop();
        } else {
            out.longPut(number).pop();
        }
        naming.name(out, protocol < 3 ? "__builtin__" : "builtins", "getattr");
        if (protocol < 2) {
            out.mark();
        }
        if (protocol == 0) {
            out.getLine(Integer.toString(number));
        } else {
            out.longGet(number);
        }
        string(name);
        if (protocol < 2) {
            out.tuple();
        } else {
            out.tupleOf(2);
        }
        out.reduce();
    }

    private void atom() {
        space();
        switch (text.charAt(at)) {
            case '"' -> string(new String(quoted(), StandardCharsets.UTF_8));
            case '[' -> list();
            case '{' -> braces();
            case '(' -> {
                at++;
                arguments();
            }
            case '@' -> {
                at++;
                value();
                out.binpersid();
            }
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> word();
        }
    }

    private void word() {
        if (text.startsWith("b\"", at)) {
            at++;
            bytes(quoted());
        } else if (take("pickle{")) {
            bytes(nested());
        } else if (take("base64{")) {
            string(Base64.getEncoder().encodeToString(nested()));
        } else if (take("hex{")) {
            string(HexFormat.of().formatHex(nested()));
        } else if (take("None")) {
            out.none();
        } else if (take("True")) {
            bool(true);
        } else if (take("False")) {
            bool(false);
        } else {
            String module = name();
            expect(take(":"), "a colon behind the module " + module);
            naming.name(out, module, name());
        }
    }

    /** The bytes of a pickle up to the brace that closes it. */
    private byte[] nested() {
        PickleBytes inner = PickleBytes.proto(4);
        Program program = new Program(text, 4, Naming.STACK_GLOBAL, inner);
        program.at = at;
        program.value();
        at = program.at;
        expect(take("}"), "a brace");
        return inner.stop();
    }

    private String name() {
        int from = at;
        while (at < text.length() && "()[]{},:~!@ \"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        expect(at > from, "a name");
        return text.substring(from, at);
    }

    private void arguments() {
        boolean marked = protocol < 2 || count() > 3;
        if (marked) {
            out.mark();
        }
        int n = items(")");
        if (marked) {
            out.tuple();
        } else {
            out.tupleOf(n);
        }
    }

    /** How many values there are before the bracket that closes these. */
    private int count() {
        int before = at;
        Program counting = new Program(text, protocol, naming, PickleBytes.text());
        counting.at = before;
        return counting.items(")");
    }

    private int items(String close) {
        int n = 0;
        while (!take(close)) {
            value();
            n++;
            take(",");
        }
        return n;
    }

    private void list() {
        at++;
        if (protocol == 0) {
            out.mark();
            items("]");
            out.list();
        } else {
            out.emptyList().mark();
            items("]");
            out.appends();
        }
    }

    private void braces() {
        at++;
        if (take("*")) {
            out.emptySet().mark();
            items("}");
            out.additems();
            return;
        }
        if (protocol == 0) {
            out.mark();
        } else {
            out.emptyDict().mark();
        }
        pairs();
        if (protocol == 0) {
            out.dict();
        } else {
            out.setitems();
        }
    }

    private void pairs() {
        while (!take("}")) {
            value();
            expect(take(":"), "a colon");
            value();
            take(",");
        }
    }

    private void number() {
        int from = at;
        at++;
        while (at < text.length() && "0123456789.e-".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(from, at);
        if (digits.indexOf('.') >= 0 || digits.indexOf('e') >= 0) {
            if (protocol == 0) {
                out.number('F', digits);
            } else {
                out.float8(Double.parseDouble(digits));
            }
        } else if (protocol == 0) {
            out.number('I', digits);
        } else {
            int value = Integer.parseInt(digits);
            if (value >= 0 && value < 256) {
                out.int1(value);
            } else {
                out.int4(value);
            }
        }
    }

    private void bool(boolean value) {
        if (protocol < 2) {
            out.number('I', value ? "01" : "00");
        } else {
            out.bool(value);
        }
    }

    private void string(String value) {
        switch (protocol) {
            case 0 -> out.unicodeLine(rawUnicodeEscape(value));
            case 1, 2, 3 -> out.binunicode(value);
            default -> out.str(value);
        }
    }

    /** As {@code save_str} of protocol 0 writes it. */
    private static String rawUnicodeEscape(String value) {
        StringBuilder escaped = new StringBuilder();
        for (char c : value.toCharArray()) {
            if (c == '\\' || c == '\n' || c == 0 || c == '\r' || c == 0x1a || c > 0xff) {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** As each protocol writes bytes: Python 2's have only text. */
    private void bytes(byte[] value) {
        if (protocol >= 3) {
            out.bytes(value);
            return;
        }
        naming.name(out, "_codecs", "encode");
        if (protocol < 2) {
            out.mark();
        }
        string(new String(value, StandardCharsets.ISO_8859_1));
        string("latin1");
        if (protocol < 2) {
            out.tuple();
        } else {
            out.tupleOf(2);
        }
        out.reduce();
    }

    /** What stands in quotes, with the escapes of JSON's strings and {@code \xNN}. */
    private byte[] quoted() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder run = new StringBuilder();
        at++;
        for (; text.charAt(at) != '"'; at++) {
            char c = text.charAt(at);
            if (c != '\\') {
                run.append(c);
                continue;
            }
            char escape = text.charAt(++at);
            switch (escape) {
                case 'n' -> run.append('\n');
                case 'x' -> {
                    bytes.writeBytes(run.toString().getBytes(StandardCharsets.UTF_8));
                    run.setLength(0);
                    bytes.write(Integer.parseInt(text, at + 1, at + 3, 16));
                    at += 2;
                }
                default -> run.append(escape);
            }
        }
        at++;
        bytes.writeBytes(run.toString().getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private void space() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean take(String token) {
        space();
        if (!text.startsWith(token, at)) {
            return false;
        }
        at += token.length();
        return true;
    }

    private void expect(boolean found, String what) {
        if (!found) {
            throw new IllegalArgumentException(what + " is wanted at " + at + " of " + text);
        }
    }
}
