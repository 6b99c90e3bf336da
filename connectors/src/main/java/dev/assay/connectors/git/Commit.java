package dev.assay.connectors.git;

import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What is needed of a commit.
 *
 * @param seconds when it was committed, since 1970
 */
record Commit(String tree, List<String> parents, long seconds) {
    /** Merges of more are jokes. */
    private static final int MOST_PARENTS = 1_000;

    Commit {
        parents = List.copyOf(parents);
    }

    static Commit of(byte[] data, int digits) throws IOException {
        String tree = null;
        List<String> parents = new ArrayList<>();
        long seconds = 0;
        for (String line : header(data)) {
            if (line.startsWith("tree ")) {
                tree = id(line.substring(5), digits);
            } else if (line.startsWith("parent ")) {
                MalformedException.check(parents.size() < MOST_PARENTS, 0, "a commit with too many parents");
                parents.add(id(line.substring(7), digits));
            } else if (line.startsWith("committer ")) {
                seconds = seconds(line);
            }
        }
        if (tree == null) {
            throw new MalformedException(0, "a commit without a tree");
        }
        return new Commit(tree, parents, seconds);
    }

    /** What an annotated tag stands for. */
    static String tagged(byte[] data, int digits) throws IOException {
        for (String line : header(data)) {
            if (line.startsWith("object ")) {
                return id(line.substring(7), digits);
            }
        }
        throw new MalformedException(0, "a tag of nothing");
    }

    private static List<String> header(byte[] data) {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\n\n");
        return (end < 0 ? text : text.substring(0, end)).lines().toList();
    }

    private static String id(String text, int digits) throws IOException {
        MalformedException.check(isId(text, digits), 0, "not the name of an object");
        return text;
    }

    static boolean isId(String text, int digits) {
        return text.length() == digits && isHexadecimal(text);
    }

    static boolean isHexadecimal(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    /** Only an order of looking at commits: a wrong one costs time. */
    private static long seconds(String line) {
        int zone = line.lastIndexOf(' ');
        int from = line.lastIndexOf(' ', zone - 1) + 1;
        try {
            return from > 0 && from < zone ? Long.parseLong(line.substring(from, zone)) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
