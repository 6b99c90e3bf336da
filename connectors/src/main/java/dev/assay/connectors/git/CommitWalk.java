package dev.assay.connectors.git;

import dev.assay.connectors.git.Links.Behind;
import dev.assay.connectors.git.Trees.Entry;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.cache.RemoteIdentity;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.ArtifactVisitor;
import dev.assay.engine.scan.LinkedNames;
import dev.assay.engine.scan.Reasons;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Gives the files of a commit by their paths, so that the report does not depend on how they came. Links are followed as those of a folder
 * are: within the commit, each file and folder behind them under each name by which it may be something else; one that leads out is a gap.
 * Belongs to one thread.
 */
final class CommitWalk {
    private final NavigableMap<String, Entry> entries;
    private final Links links;
    private final String url;
    private final String label;
    private final SharedFiles files;
    private final Clock clock;
    private final ArtifactVisitor out;
    private final LinkedNames<String> behindLinks = new LinkedNames<>();
    private final Deque<String> around = new ArrayDeque<>(); // links that are being followed

    /**
     * @param entries all of the commit, by their paths
     * @param objects that have what links hold
     * @param url by which the repository is known to the cache
     */
    CommitWalk(
            NavigableMap<String, Entry> entries,
            Objects objects,
            String url,
            String label,
            SharedFiles files,
            Clock clock,
            ArtifactVisitor out) {
        this.entries = entries;
        this.links = new Links(entries, objects);
        this.url = url;
        this.label = label;
        this.files = files;
        this.clock = clock;
        this.out = out;
    }

    void run() {
        var _ = below("", "");
    }

    /**
     * @param folder with a slash behind it, or empty
     * @param as by what it is told
     * @return whether to go on
     */
    private boolean below(String folder, String as) {
        for (Map.Entry<String, Entry> each : entries.tailMap(folder, true).entrySet()) {
            clock.check();
            if (!each.getKey().startsWith(folder)) {
                break;
            }
            String told = as + each.getKey().substring(folder.length());
            if (each.getValue().isLink()) {
                if (!link(each.getKey(), told)) {
                    return false;
                }
            } else if (as.equals(folder) || isTurn(each.getKey(), told, "")) {
                if (!give(each.getValue(), told)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean give(Entry entry, String path) {
        Location at = Location.of(label, path);
        if (entry.isModule()) {
            out.gap(new Gap(GapKind.UNSUPPORTED, at, "a submodule: another repository, which is not read", -1));
            return true;
        }
        RemoteIdentity identity = new RemoteIdentity(url, "git:" + entry.id(), ByteSource.UNKNOWN, null);
        return out.artifact(new Artifact(at, ByteSource.UNKNOWN, identity, files.opener(entry.id(), identity)));
    }

    private boolean link(String path, String told) {
        Behind behind;
        try {
            behind = links.follow(path);
        } catch (IOException e) {
            out.gap(new Gap(Reasons.kindOf(e), Location.of(label, told), Reasons.of(e), -1));
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
                        Location.of(label, told),
                        "a link out of the repository, which is not followed",
                        -1));
                yield true;
            }
            case Behind.File(String real, Entry entry) -> !isTurn(real, told, "") || give(entry, told);
            case Behind.Folder(String real) -> folder(path, real, told);
        };
    }

    /** What is around the link, also by way of other links, is being given. */
    private boolean folder(String path, String real, String told) {
        if (around.size() == Links.MOST_ON_THE_WAY) {
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
        Location at = Location.of(label, told);
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
