package dev.assay.engine.report;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole way to a place, printed as {@code models/outer.zip!inner/data.pkl:+1042}. In a path and in entries the
 * characters {@code !}, {@code #} and {@code %} are percent-escaped, and so is each byte that is not UTF-8.
 *
 * @param target as it was given
 * @param path relative to the target, with {@code /}; empty when the target is the file itself
 * @param entries the names within containers, outermost first
 * @param offsetBytes within the innermost bytes, or -1
 * @param line from 1, or 0 when lines make no sense
 * @param column from 1, or 0
 */
public record Location(String target, String path, List<String> entries, long offsetBytes, int line, int column) {
    public Location {
        entries = List.copyOf(entries);
    }

    public static Location of(String target, String path) {
        return new Location(target, path, List.of(), -1, 0, 0);
    }

    /** The same bytes, at an offset; -1 for no offset. */
    public Location at(long offsetBytes) {
        return new Location(target, path, entries, offsetBytes, 0, 0);
    }

    /** The same bytes, at a line and a column; 0 for none. */
    public Location at(long offsetBytes, int line, int column) {
        return new Location(target, path, entries, offsetBytes, line, column);
    }

    /** The container {@code entries} levels within the file: 0 is the file itself. */
    public Location within(int entries) {
        return new Location(target, path, this.entries.subList(0, entries), -1, 0, 0);
    }

    /** A member within these bytes, its name as it is written there. */
    public Location entry(String name) {
        List<String> longer = new ArrayList<>(entries);
        longer.add(escape(name));
        return new Location(target, path, longer, -1, 0, 0);
    }

    /** The last part of the way: a member's or a file's name. */
    public String lastName() {
        return lastPart(wholeName());
    }

    /** A member's name with its folders; a file's path below the target, or the target's where that is the file. */
    public String wholeName() {
        return entries.isEmpty() ? (path.isEmpty() ? withoutQuery(target) : path) : entries.getLast();
    }

    /** What stands behind the last slash of a path. */
    public static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The way within the server of an address; the address itself of anything else. */
    private static String withoutQuery(String target) {
        int scheme = target.indexOf("://");
        if (scheme < 0) {
            return target;
        }
        int query = target.indexOf('?', scheme);
        String address = query < 0 ? target : target.substring(0, query);
        int host = scheme + 3;
        return address.indexOf('/', host) < 0 ? "" : address;
    }

    /** Escapes what would make a location ambiguous. */
    public static String escape(String name) {
        if (name.indexOf('!') < 0 && name.indexOf('#') < 0 && name.indexOf('%') < 0) {
            return name;
        }
        return name.replace("%", "%25").replace("!", "%21").replace("#", "%23");
    }

    /** The same of a name's bytes, of which those that are not UTF-8 are escaped one by one. */
    public static String escape(byte[] name) {
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(name);
        CharBuffer good = CharBuffer.allocate(name.length);
        StringBuilder escaped = new StringBuilder();
        while (true) {
            CoderResult result = utf8.decode(in, good, true);
            escaped.append(escape(good.flip().toString()));
            good.clear();
            if (!result.isError()) {
                return escaped.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                escaped.append('%').append(String.format("%02X", in.get() & 0xff));
            }
        }
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(target);
        if (!path.isEmpty()) {
            out.append(target.endsWith("/") ? "" : "/").append(path);
        }
        for (String entry : entries) {
            out.append('!').append(entry);
        }
        if (line > 0) {
            out.append(':').append(line);
            if (column > 0) {
                out.append(':').append(column);
            }
        } else if (offsetBytes >= 0) {
            out.append(":+").append(offsetBytes);
        }
        return out.toString();
    }
}
