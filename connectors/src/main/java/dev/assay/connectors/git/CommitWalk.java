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
import dev.assay.engine.scan.Reasons;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/**
 * Gives the files of a commit by their paths, so that the report does not depend on how they came. Links are followed as those of a folder
 * are: within the commit, once for each file or folder behind them; one that leads out is a gap. Belongs to one thread.
 */
final class CommitWalk {
    private final NavigableMap<String, Entry> entries;
    private final Links links;
    private final String url;
    private final String label;
    private final SharedFiles files;
    private final Clock clock;
    private final ArtifactVisitor out;
    private final Set<String> behindLinks = new HashSet<>();
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
            boolean goesOn = each.getValue().isLink() ? link(each.getKey(), told) : give(each.getValue(), told);
            if (!goesOn) {
                return false;
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
            case Behind.File(String real, Entry entry) -> isFirst(real, told) ? give(entry, told) : true;
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
            return isFirst(real, told) ? below(real, told + "/") : true;
        } finally {
            around.pop();
        }
    }

    private boolean isFirst(String real, String told) {
        boolean isFirst = behindLinks.add(real);
        if (!isFirst) {
            out.known(Location.of(label, told), "links to what another link led to");
        }
        return isFirst;
    }
}
