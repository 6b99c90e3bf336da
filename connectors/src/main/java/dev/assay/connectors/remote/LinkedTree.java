package dev.assay.connectors.remote;

import dev.assay.connectors.remote.TreeLinks.Behind;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.scan.ArtifactVisitor;
import dev.assay.engine.scan.LinkedNames;
import dev.assay.engine.scan.Reasons;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.function.Function;

/**
 * The files of a commit by their paths, and what its links lead to. Links are followed as those of a folder are: within the commit, each file and
 * folder behind them under each name by which it may be something else; one that leads out is a gap. Belongs to one thread.
 *
 * @param <E> what a commit has under a path
 */
public final class LinkedTree<E> {
    /** Who has the commit. */
    public interface Source<E> {
        /** Whether it is a symbolic link. */
        boolean isLink(E entry);

        /** What a link holds: a path. */
        byte[] text(E link) throws IOException;

        /** @return whether to go on */
        boolean give(E entry, Location at);
    }

    private final NavigableMap<String, E> entries;
    private final TreeLinks<E> links;
    private final Source<E> source;
    private final Function<String, Location> places;
    private final Clock clock;
    private final ArtifactVisitor out;
    private final LinkedNames<String> behindLinks = new LinkedNames<>();
    private final Deque<String> around = new ArrayDeque<>(); // links that are being followed

    /**
     * @param entries all of the commit, by their escaped paths
     * @param places where what has such a path is told of
     */
    public LinkedTree(
            NavigableMap<String, E> entries,
            Source<E> source,
            Function<String, Location> places,
            Clock clock,
            ArtifactVisitor out) {
        this.entries = entries;
        this.links = new TreeLinks<>(entries, source);
        this.source = source;
        this.places = places;
        this.clock = clock;
        this.out = out;
    }

    /**
     * Gives all of it.
     *
     * @return whether to go on
     */
    public boolean all() {
        return below("", "");
    }

    /**
     * Gives what a link leads to.
     *
     * @return whether to go on
     */
    public boolean link(String path) {
        return link(path, path);
    }

    /**
     * @param folder with a slash behind it, or empty
     * @param as by what it is told
     * @return whether to go on
     */
    private boolean below(String folder, String as) {
        for (Map.Entry<String, E> each : entries.tailMap(folder, true).entrySet()) {
            clock.check();
            if (!each.getKey().startsWith(folder)) {
                break;
            }
            String told = as + each.getKey().substring(folder.length());
            boolean goesOn = source.isLink(each.getValue())
                    ? link(each.getKey(), told)
                    : as.equals(folder) || isTurn(each.getKey(), told, "")
                            ? source.give(each.getValue(), places.apply(told))
                            : true;
            if (!goesOn) {
                return false;
            }
        }
        return true;
    }

    private boolean link(String path, String told) {
        Behind behind;
        try {
            behind = links.follow(path);
        } catch (IOException e) {
            out.gap(new Gap(Reasons.kindOf(e), places.apply(told), Reasons.of(e), -1));
            return true;
        }
        return switch (behind) {
            case Behind.Nothing() -> {
                out.note("links to nothing");
                yield true;
            }
            case Behind.Outside() -> {
                out.gap(new Gap(
                        GapKind.UNREADABLE,
                        places.apply(told),
                        "a link out of the repository, which is not followed",
                        -1));
                yield true;
            }
            case Behind.File(String real) ->
                !isTurn(real, told, "") || source.give(Objects.requireNonNull(entries.get(real)), places.apply(told));
            case Behind.Folder(String real) -> folder(path, real, told);
        };
    }

    /** What is around the link, also by way of other links, is being given. */
    private boolean folder(String path, String real, String told) {
        if (around.size() == TreeLinks.MOST_ON_THE_WAY) {
            out.note("links behind more links than a system follows"); // what they lead to is given under its own name
            return true;
        }
        around.push(path);
        try {
            if (around.stream().anyMatch(each -> each.startsWith(real))) {
                out.note("links in a circle");
                return true;
            }
            return !isTurn(real, told, Location.lastPart(told)) || below(real, told + "/");
        } finally {
            around.pop();
        }
    }

    /**
     * Whether what links lead to is to be given under this name as well.
     *
     * @param name of a folder, by which what is in it may be something else; empty for a file
     */
    private boolean isTurn(String real, String told, String name) {
        Location at = places.apply(told);
        return switch (behindLinks.take(real, name + '\n' + out.reading(at))) {
            case GIVE -> true;
            case KNOWN -> {
                out.known(at, "links to what another link led to");
                yield false;
            }
            case TOO_MANY -> {
                out.gap(new Gap(GapKind.LIMIT, at, LinkedNames.REASON, -1));
                yield false;
            }
        };
    }
}
