package dev.assay.detectors.archive;

import dev.assay.detectors.archive.EntryLinks.End;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.ArchiveEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of one archive: states those that touch more than a plain name in the folder, names that come twice, links
 * that lead out by way of others, and members that would be written through a link that leads out. Grows with the
 * entries, which the budget bounds, and with their length up to a limit ({@link #isFull}).
 */
public final class EntryNames implements AutoCloseable {
    /** Names are this long at most in archives as they are; only what is beyond is counted. */
    private static final int USUAL_CHARS = 128;

    private static final long MOST_CHARS_BEYOND = 16 << 20;

    /** A link whose target does not lead out so far: a later link may move it. */
    private record Link(String name, String target, long offsetBytes) {}

    private final Sink out;
    private final Anomalies anomalies;
    private final Set<String> seen = new HashSet<>();
    private final List<Link> within = new ArrayList<>(0);
    private final EntryLinks slashes;
    private final EntryLinks bothSlashes;
    private boolean backslashes;
    private long charsBeyond;

    public EntryNames(Sink out, Anomalies anomalies, Budget budget) {
        this.out = out;
        this.anomalies = anomalies;
        this.slashes = new EntryLinks(false, budget);
        this.bothSlashes = new EntryLinks(true, budget);
    }

    /** How much of {@link #isFull}'s limit a name takes. */
    public static int charsBeyondUsual(String name) {
        return Math.max(name.length() - USUAL_CHARS, 0);
    }

    /** Whether names of so many unusual characters are too much to be held. */
    public static boolean isTooMuch(long charsBeyondUsual) {
        return charsBeyondUsual > MOST_CHARS_BEYOND;
    }

    /** Whether the names are longer than may be held: whoever reads the archive stops there, and says so. */
    public boolean isFull() {
        return isTooMuch(charsBeyond);
    }

    /** What is to be said where {@link #isFull}. */
    public static String fullReason() {
        return "its members' names are longer than " + (MOST_CHARS_BEYOND >> 20) + " MiB in all";
    }

    /** @param target where a link points, or null if it is no link or nobody knows */
    public void see(String name, ArchiveEntry.Type type, @Nullable String target, long offsetBytes) {
        if (type != ArchiveEntry.Type.DIRECTORY && !remember(name)) {
            anomalies.add(
                    "archive/duplicate-member", "the name " + Anomalies.quoted(name) + " comes twice", offsetBytes);
        }
        state(name, type, target, offsetBytes);
    }

    private boolean remember(String name) {
        boolean added = seen.add(name);
        if (added) {
            charsBeyond += charsBeyondUsual(name);
        }
        return added;
    }

    /** States more of a name that was seen already, such as that it is a link after all. */
    public void state(String name, ArchiveEntry.Type type, @Nullable String target, long offsetBytes) {
        boolean symbolic = type == ArchiveEntry.Type.SYMBOLIC_LINK;
        place(name, type, offsetBytes);
        boolean plainType = type == ArchiveEntry.Type.FILE || type == ArchiveEntry.Type.DIRECTORY;
        if (!plainType || !EntryPath.isPlain(name)) {
            out.fact(new ArchiveEntry(name, type, target, offsetBytes));
        }
        if (target == null) {
            return;
        }
        if (symbolic) {
            link(name, target, offsetBytes, EntryPath.isAbsolute(target) || EntryPath.linkLeadsOut(name, target));
        } else if (type == ArchiveEntry.Type.HARD_LINK && !slashes.isEmpty()) {
            hardLink(name, target, offsetBytes);
        }
    }

    /** States it if a member would be written through a link that leads out. */
    public void place(String name, ArchiveEntry.Type type, long offsetBytes) {
        if (slashes.isEmpty()) {
            return;
        }
        // a link takes the place of whatever is there, a file is written into it
        boolean follow = type == ArchiveEntry.Type.FILE || type == ArchiveEntry.Type.DIRECTORY;
        End end = slashes.place(name, follow);
        if (!end.isThroughLink() && (backslashes || name.indexOf('\\') >= 0)) {
            end = bothSlashes.place(name, follow);
        }
        if (end.isThroughLink()) {
            anomalies.add(
                    "archive/write-through-link",
                    Anomalies.quoted(name)
                            + (end == End.UNKNOWN
                                    ? " would be written through more links than can be followed"
                                    : " would be written through a link that leads out"),
                    offsetBytes);
        }
    }

    /** A hard link to a symbolic one is that link in another folder, from where it may lead out. */
    private void hardLink(String name, String target, long offsetBytes) {
        String symbolic = slashes.targetAt(target);
        if (symbolic != null) {
            link(name, symbolic, offsetBytes, false);
        } else if (slashes.place(target, false).isThroughLink()) {
            escape(name, target, offsetBytes);
        }
    }

    /** @param stated whether the name and the target alone tell that it leads out */
    private void link(String name, String target, long offsetBytes, boolean stated) {
        backslashes |= name.indexOf('\\') >= 0 || target.indexOf('\\') >= 0;
        if (!stated) {
            Link link = new Link(name, target, offsetBytes);
            if (leadsOut(link)) {
                escape(name, target, offsetBytes);
            } else {
                within.add(link);
            }
        }
        charsBeyond += slashes.add(name, target);
        charsBeyond += bothSlashes.add(name, target);
    }

    private boolean leadsOut(Link link) {
        return !EntryPath.leadsOut(link.name()) // else the name is what is wrong
                && (slashes.pointsTo(link.name(), link.target()).isEscape()
                        || backslashes
                                && bothSlashes
                                        .pointsTo(link.name(), link.target())
                                        .isEscape());
    }

    private void escape(String name, String target, long offsetBytes) {
        anomalies.add(
                "archive/link-escape",
                Anomalies.quoted(name) + " points to " + Anomalies.quoted(target)
                        + ", which leads out by way of other links",
                offsetBytes);
    }

    /** Looks again at the links that others which came later may have moved. */
    @Override
    public void close() {
        for (Link link : within) {
            if (leadsOut(link)) {
                escape(link.name(), link.target(), link.offsetBytes());
            }
        }
        within.clear();
    }
}
