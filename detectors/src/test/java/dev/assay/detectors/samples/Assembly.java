package dev.assay.detectors.samples;

import dev.assay.detectors.model.pickle.PickleBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pickle written as opcodes, for the rows of {@code opcodes.tsv}: words with a space between them, each the name of a
 * method of {@link PickleBytes}, or one of these:
 *
 * <pre>
 *   called      "id" TUPLE1 REDUCE      system      os.system called, in protocol 4
 *   textCalled  the same in text        textSystem  the same in text
 *   hex:00ff    bytes as they are       zeros:5     so many      long:5  a text of so many
 *   program:x   what Program makes of x, in protocol 4
 *   times:5{ ... }   so often           framed:1{ ... }  in a frame that claims one byte more
 * </pre>
 *
 * In arguments {@code \s} is a space, {@code \n} a newline, {@code \,} a comma, {@code \xNN} a byte.
 */
final class Assembly {
    private static final String TEXT_CALL = "(S'id'\ntR";

    private final List<String> words;
    private int at;

    private Assembly(List<String> words) {
        this.words = words;
    }

    /** The whole pickle. */
    static byte[] assemble(String opcodes) {
        List<String> words = List.of(opcodes.split(" ", -1));
        boolean open = words.getLast().equals("open");
        PickleBytes out = PickleBytes.text();
        new Assembly(open ? words.subList(0, words.size() - 1) : words).block(out);
        return open ? out.bytes() : out.stop();
    }

    /** Up to the brace that closes the block. */
    private void block(PickleBytes out) {
        while (at < words.size() && !words.get(at).equals("}")) {
            String word = words.get(at++);
            if (word.endsWith("{")) {
                nested(word.substring(0, word.length() - 1), out);
            } else {
                word(word, out);
            }
        }
        at++;
    }

    private void nested(String word, PickleBytes out) {
        int number = Integer.parseInt(word.substring(word.indexOf(':') + 1));
        PickleBytes inner = PickleBytes.text();
        block(inner);
        byte[] bytes = inner.bytes();
        if (word.startsWith("framed:")) {
            out.frame(bytes.length + number).raw(bytes);
            return;
        }
        for (int i = 0; i < number; i++) {
            out.raw(bytes);
        }
    }

    private static void word(String word, PickleBytes out) {
        int colon = word.indexOf(':');
        String name = colon < 0 ? word : word.substring(0, colon);
        List<String> arguments = colon < 0 ? List.of() : arguments(word.substring(colon + 1));
        if (colon < 0 ? !plain(name, out) : !text(name, arguments, out) && !number(name, arguments, out)) {
            throw new IllegalArgumentException("no opcode is written " + word);
        }
    }

    private static boolean plain(String name, PickleBytes out) {
        @Nullable
        PickleBytes added = switch (name) {
            case "mark" -> out.mark();
            case "pop" -> out.pop();
            case "popMark" -> out.popMark();
            case "dup" -> out.dup();
            case "none" -> out.none();
            case "reduce" -> out.reduce();
            case "build" -> out.build();
            case "obj" -> out.obj();
            case "newobj" -> out.newobj();
            case "newobjEx" -> out.newobjEx();
            case "stackGlobal" -> out.stackGlobal();
            case "memoize" -> out.memoize();
            case "emptyTuple" -> out.emptyTuple();
            case "tuple" -> out.tuple();
            case "emptyList" -> out.emptyList();
            case "list" -> out.list();
            case "append" -> out.append();
            case "appends" -> out.appends();
            case "emptyDict" -> out.emptyDict();
            case "dict" -> out.dict();
            case "setitem" -> out.setitem();
            case "setitems" -> out.setitems();
            case "emptySet" -> out.emptySet();
            case "additems" -> out.additems();
            case "frozenset" -> out.frozenset();
            case "binpersid" -> out.binpersid();
            case "nextBuffer" -> out.nextBuffer();
            case "readonlyBuffer" -> out.readonlyBuffer();
            case "stop" -> out.raw('.');
            case "call1" -> out.call1();
            case "long1" -> out.long1();
            case "called" -> out.str("id").call1();
            case "system" -> out.stackGlobal("os", "system").str("id").call1();
            case "textCalled" -> out.ascii(TEXT_CALL);
            case "textSystem" -> out.ascii("cos\nsystem\n" + TEXT_CALL);
            default -> null;
        };
        return added != null;
    }

    private static boolean text(String name, List<String> arguments, PickleBytes out) {
        String first = arguments.getFirst();
        String second = arguments.getLast();
        @Nullable
        PickleBytes added = switch (name) {
            case "global" -> out.op('c').raw((first + "\n" + second + "\n").getBytes(StandardCharsets.UTF_8));
            case "stackGlobal" -> out.stackGlobal(first, second);
            case "inst" -> out.inst(first, second);
            case "str" -> out.str(first);
            case "binunicode" -> out.binunicode(first);
            case "binunicode8" -> out.binunicode8(first);
            case "unicodeLine" -> out.unicodeLine(first);
            case "stringLine" -> out.stringLine(first);
            case "shortBinstring" -> out.shortBinstring(first);
            case "binstring" -> out.binstring(first);
            case "persid" -> out.persid(first);
            case "putLine" -> out.putLine(first);
            case "getLine" -> out.getLine(first);
            case "number" -> out.number(first.charAt(0), second);
            case "ascii" -> out.ascii(first);
            case "hex" -> out.raw(HexFormat.of().parseHex(first));
            case "program" -> Program.emit(out, 4, first);
            default -> null;
        };
        return added != null;
    }

    private static boolean number(String name, List<String> arguments, PickleBytes out) {
        long number = Long.parseLong(arguments.getFirst());
        int small = (int) number;
        @Nullable
        PickleBytes added = switch (name) {
            case "proto" -> out.op(0x80, small);
            case "put" -> out.put(small);
            case "get" -> out.get(small);
            case "longPut" -> out.longPut(small);
            case "longGet" -> out.longGet(small);
            case "tupleOf" -> out.tupleOf(small);
            case "int1" -> out.int1(small);
            case "int4" -> out.int4(small);
            case "float8" -> out.float8(number);
            case "long1" -> out.long1((byte) number);
            case "frame" -> out.frame(number);
            case "ext" -> out.ext(small, Integer.parseInt(arguments.getLast()));
            case "u32" -> out.u32(number);
            case "u64" -> out.u64(number);
            case "zeros" -> out.raw(new byte[small]);
            case "long" -> out.binunicode("x".repeat(small));
            case "bytes8" -> out.bytes8(new byte[small]);
            case "bytearray8" -> out.bytearray8(new byte[small]);
            default -> null;
        };
        return added != null;
    }

    private static List<String> arguments(String text) {
        List<String> all = new ArrayList<>();
        StringBuilder one = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',') {
                all.add(one.toString());
                one.setLength(0);
            } else if (c == '\\') {
                switch (text.charAt(++i)) {
                    case 's' -> one.append(' ');
                    case 'n' -> one.append('\n');
                    case 'x' -> {
                        one.append((char) Integer.parseInt(text, i + 1, i + 3, 16));
                        i += 2;
                    }
                    default -> one.append(text.charAt(i));
                }
            } else {
                one.append(c);
            }
        }
        all.add(one.toString());
        return all;
    }
}
