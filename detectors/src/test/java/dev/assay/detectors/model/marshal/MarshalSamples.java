package dev.assay.detectors.model.marshal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Emits code objects as Python 3.8 marshals them, byte by byte: for an expression, the look-ups that a compiler would make,
 * in their order. They compute nothing, and nothing ever runs them.
 */
public final class MarshalSamples {
    private static final int LOAD_GLOBAL = 116;
    private static final int LOAD_ATTR = 106;
    private static final int EXTENDED_ARG = 144;

    private MarshalSamples() {}

    /** A function that looks up what the expression names. */
    public static byte[] function(String expression) {
        Set<String> names = new LinkedHashSet<>();
        List<byte[]> constants = new ArrayList<>();
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        for (int at = 0; at < expression.length(); at++) {
            char c = expression.charAt(at);
            int end = at + 1;
            if (c == '"') {
                end = expression.indexOf('"', at + 1) + 1;
                constants.add(text(expression.substring(at + 1, end - 1)));
            } else if (Character.isJavaIdentifierStart(c)) {
                while (end < expression.length() && Character.isJavaIdentifierPart(expression.charAt(end))) {
                    end++;
                }
                names.add(expression.substring(at, end));
                code.write(at > 0 && expression.charAt(at - 1) == '.' ? LOAD_ATTR : LOAD_GLOBAL);
                code.write(List.copyOf(names).indexOf(expression.substring(at, end)));
            }
            at = end - 1;
        }
        return code(code.toByteArray(), constants, List.copyOf(names));
    }

    /** A function with so many names that the last one's index takes two bytes, which is what it looks up. */
    static byte[] manyNames(String last) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            names.add("n" + i);
        }
        names.add(last);
        byte[] code = {(byte) EXTENDED_ARG, 1, LOAD_GLOBAL, (byte) (300 - 256)};
        return code(code, List.of(), names);
    }

    /** A code object of these parts. */
    static byte[] code(byte[] code, List<byte[]> constants, List<String> names) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0xe3);
        out.writeBytes(new byte[24]);
        out.writeBytes(bytes(code));
        out.writeBytes(tuple(constants));
        out.writeBytes(tuple(names.stream().map(MarshalSamples::text).toList()));
        out.writeBytes(tuple(List.of()));
        out.writeBytes(tuple(List.of()));
        out.writeBytes(tuple(List.of()));
        out.writeBytes(text("<keras>"));
        out.writeBytes(text("<lambda>"));
        out.writeBytes(new byte[4]);
        out.writeBytes(bytes(new byte[0]));
        return out.toByteArray();
    }

    static byte[] bytes(byte[] content) {
        return tagged('s', content);
    }

    static byte[] text(String text) {
        return tagged('a', text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static byte[] tuple(List<byte[]> items) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write('(');
        number(out, items.size());
        items.forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static byte[] tagged(char tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        number(out, content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, int n) {
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(n >> shift);
        }
    }

    /** By file name. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        all.put("system.marshal", function("os.system(\"id\")"));
        all.put("many-names.marshal", manyNames("exec"));
        all.put("nested.marshal", function("exec(\"import os\")"));
        return all;
    }
}
