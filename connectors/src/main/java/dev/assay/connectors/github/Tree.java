package dev.assay.connectors.github;

import dev.assay.engine.report.GapKind;
import java.util.List;

/**
 * All that is below a tree, but for its holes.
 *
 * @param wanted the files, links and submodules that were asked for, in git's order
 * @param others how many files there are beside these
 * @param otherBytes and how large they are together
 * @param holes what could not be listed
 */
public record Tree(List<TreeEntry> wanted, long others, long otherBytes, List<Hole> holes) {
    public Tree {
        wanted = List.copyOf(wanted);
        holes = List.copyOf(holes);
    }

    /** A place in a tree that could not be listed. */
    public record Hole(String path, GapKind kind, String reason) {}
}
