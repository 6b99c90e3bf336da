package dev.assay.detectors.manifest;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.ConflictMarks;
import dev.assay.engine.text.SectionTree;
import dev.assay.engine.text.SectionTree.Dialect;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.TreeRoom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads TOML that somebody cut off, or merged and left so: what stands in front of a fault is what its tool wrote. A document is read four
 * times at most. Pure functions.
 */
final class FaultyToml {
    private FaultyToml() {}

    /** @param fault where it is not read as it stands; null for nowhere */
    record Result(Tree tree, @Nullable MalformedException fault) {}

    /** @throws MalformedException if nothing in front of the fault can be read either */
    static Result read(byte[] bytes, int length, TreeRoom room) throws MalformedException {
        try {
            return new Result(SectionTree.read(bytes, length, Dialect.TOML, room), null);
        } catch (MalformedException fault) {
            int at = Math.clamp(fault.offsetBytes(), 0, length);
            int line = lineStart(bytes, at);
            if (ConflictMarks.isMark(bytes, line, length)) {
                Tree both = before(withoutMarks(bytes, length), length, room);
                if (both != null) {
                    return new Result(both, fault);
                }
            }
            for (int end : new int[] {line, tableStart(bytes, length, at)}) {
                Tree tree = end <= 0 ? null : before(bytes, end, room);
                if (tree != null) {
                    return new Result(tree, fault);
                }
            }
            throw fault;
        }
    }

    private static @Nullable Tree before(byte[] bytes, int end, TreeRoom room) {
        try {
            return SectionTree.read(bytes, end, Dialect.TOML, room);
        } catch (MalformedException e) {
            return null; // within a value of several lines
        }
    }

    private static int lineStart(byte[] bytes, int at) {
        int from = at;
        while (from > 0 && bytes[from - 1] != '\n') {
            from--;
        }
        return from;
    }

    /** Where the line is that begins the table around a place. */
    private static int tableStart(byte[] bytes, int length, int at) {
        int line = lineStart(bytes, at);
        while (line > 0 && (line == length || bytes[line] != '[')) {
            line = lineStart(bytes, line - 1);
        }
        return line;
    }

    /** With blanks in their place, so that everything else stands where it stood. */
    private static byte[] withoutMarks(byte[] bytes, int length) {
        byte[] plain = Arrays.copyOf(bytes, length);
        for (int line = 0; line < length; ) {
            int end = line;
            while (end < length && bytes[end] != '\n') {
                end++;
            }
            if (ConflictMarks.isMark(bytes, line, length)) {
                Arrays.fill(plain, line, end, (byte) ' ');
            }
            line = end + 1;
        }
        return plain;
    }
}
