package dev.assay.detectors.archive;

import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.ArchiveEntry;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of one archive: states those that touch more than a plain name in the folder, names that come twice, and
 * members that would be written through a link that leads out. Grows with the entries, which the budget bounds.
 */
public final class EntryNames {
    private final Sink out;
    private final Anomalies anomalies;
    private final Set<String> seen = new HashSet<>();
    private final Set<String> linksOut = new HashSet<>();

    public EntryNames(Sink out, Anomalies anomalies) {
        this.out = out;
        this.anomalies = anomalies;
    }

    /** @param target where a link points, or null if it is no link or nobody knows */
    public void see(String name, ArchiveEntry.Type type, @Nullable String target, long offsetBytes) {
        if (type != ArchiveEntry.Type.DIRECTORY && !seen.add(name)) {
            anomalies.add(
                    "archive/duplicate-member", "the name " + Anomalies.quoted(name) + " comes twice", offsetBytes);
        }
        state(name, type, target, offsetBytes);
    }

    /** States more of a name that was seen already, such as that it is a link after all. */
    public void state(String name, ArchiveEntry.Type type, @Nullable String target, long offsetBytes) {
        if (!linksOut.isEmpty() && isThroughLink(name)) {
            anomalies.add(
                    "archive/write-through-link",
                    Anomalies.quoted(name) + " would be written through a link that leads out",
                    offsetBytes);
        }
        boolean plainType = type == ArchiveEntry.Type.FILE || type == ArchiveEntry.Type.DIRECTORY;
        if (!plainType || !EntryPath.isPlain(name)) {
            out.fact(new ArchiveEntry(name, type, target, offsetBytes));
        }
        if (type == ArchiveEntry.Type.SYMBOLIC_LINK
                && target != null
                && (EntryPath.isAbsolute(target) || EntryPath.linkLeadsOut(name, target))) {
            linksOut.add(trimmed(name));
        }
    }

    private boolean isThroughLink(String name) {
        String path = trimmed(name);
        for (int slash = path.length(); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (linksOut.contains(path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    private static String trimmed(String name) {
        int from = name.startsWith("./") ? 2 : 0;
        int to = name.endsWith("/") ? name.length() - 1 : name.length();
        return from < to ? name.substring(from, to) : name;
    }
}
