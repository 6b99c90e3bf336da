package dev.assay.connectors.remote;

import dev.assay.engine.report.Location;
import dev.assay.engine.text.Parts;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Where symbolic links of a commit lead, as a system would follow them if the commit lay in a folder of its own: part by part, through other
 * links. Nothing outside of the commit is looked at. Belongs to one thread.
 */
final class TreeLinks<E> {
    /** As Linux has it (path_resolution(7)). */
    static final int MOST_ON_THE_WAY = 40;

    private static final int MOST_BYTES = 4_096;

    /** Parts of all that is on the way: what is looked up grows with each. */
    private static final int MOST_STEPS = 4_096;

    /** What a link leads to. */
    sealed interface Behind {
        /** A place that the commit has not. */
        record Nothing() implements Behind {}

        /** A place that is none of the commit's. */
        record Outside() implements Behind {}

        /** @param path of the file or submodule */
        record File(String path) implements Behind {}

        /** @param path with a slash behind it; empty for all of the commit */
        record Folder(String path) implements Behind {}
    }

    private final NavigableMap<String, E> entries;
    private final LinkedTree.Source<E> source;

    /** @param entries all of the commit, by their paths */
    TreeLinks(NavigableMap<String, E> entries, LinkedTree.Source<E> source) {
        this.entries = entries;
        this.source = source;
    }

    Behind follow(String path) throws IOException {
        Deque<String> steps = new ArrayDeque<>(Parts.of(path, '/'));
        List<String> at = new ArrayList<>();
        int links = 0;
        int taken = 0;
        while (!steps.isEmpty()) {
            if (++taken > MOST_STEPS) {
                return new Behind.Outside(); // for all that is known
            }
            String step = steps.pop();
            if (step.isEmpty() || step.equals(".")) {
                continue;
            }
            if (step.equals("..")) {
                if (at.isEmpty()) {
                    return new Behind.Outside();
                }
                at.removeLast();
                continue;
            }
            at.add(step);
            E entry = entries.get(String.join("/", at));
            if (entry != null && source.isLink(entry)) {
                String text = text(entry);
                if (text == null || ++links > MOST_ON_THE_WAY) {
                    return new Behind.Nothing();
                }
                if (text.startsWith("/")) {
                    return new Behind.Outside();
                }
                at.removeLast();
                Parts.of(text, '/').reversed().forEach(steps::push);
            }
        }
        return found(String.join("/", at));
    }

    private Behind found(String path) {
        if (entries.containsKey(path)) {
            return new Behind.File(path);
        }
        String folder = path.isEmpty() ? "" : path + "/";
        String below = entries.ceilingKey(folder);
        return below != null && below.startsWith(folder) ? new Behind.Folder(folder) : new Behind.Nothing();
    }

    /** Null for what no system follows. */
    private @Nullable String text(E link) throws IOException {
        byte[] bytes = source.text(link);
        return bytes.length == 0 || bytes.length > MOST_BYTES ? null : Location.escape(bytes);
    }
}
