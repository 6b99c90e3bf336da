package dev.assay.engine.rule;

import dev.assay.engine.report.Location;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What target rules see of a whole target. Immutable.
 *
 * @param seen what they asked for, in walk order: of each place the facts that some target rule reads, and perhaps none. A
 *     link to what was scanned under another name is there without any
 * @param unread places that were not read, or not to their end, that target rules asked for or that hold such: what was
 *     excluded, what is a gap, and the target itself if its listing broke off or
 *     files of it were passed over of which nothing is known. Without offsets, in the order of their texts
 * @param unchanged of the places that were seen those that are not judged, as they have not changed, as texts
 * @param files that it is made of, if these are targets by themselves
 */
public record Projection(List<Facts> seen, Collection<Location> unread, Set<String> unchanged, GivenFiles files) {
    /** By how they are printed: names of hostile files may be made to meet in a hash. */
    private static final Comparator<Location> ORDER =
            (one, other) -> one.toString().compareTo(other.toString());

    public Projection {
        seen = List.copyOf(seen);
        unread = Collections.unmodifiableSortedSet(sorted(unread));
        unchanged = Set.copyOf(unchanged);
    }

    /** Of a target of which everything is judged. */
    public Projection(List<Facts> seen, Collection<Location> unread) {
        this(seen, unread, Set.of(), GivenFiles.NONE);
    }

    /** The same, with facts that a rule has completed behind the others. */
    public Projection with(List<Facts> completed) {
        List<Facts> all = new ArrayList<>(seen);
        all.addAll(completed);
        return new Projection(all, unread, unchanged, files);
    }

    private static SortedSet<Location> sorted(Collection<Location> locations) {
        SortedSet<Location> sorted = new TreeSet<>(ORDER);
        sorted.addAll(locations);
        return sorted;
    }

    /** Whether a place that was seen is not judged, as it has not changed. */
    public boolean isUnchanged(Location at) {
        return !unchanged.isEmpty() && unchanged.contains(at.toString());
    }

    /** Whether there is something in the target, nobody knows where, that was not read. */
    public boolean isPartial(Location at) {
        return unread.contains(Location.of(at.target(), ""));
    }

    /**
     * Whether everything beside a place was listed, so that what is not in {@link #seen} or {@link #unread} is not there. Beside
     * a file that is a target by itself nothing was.
     */
    public boolean isWholeAround(Location at) {
        if (at.entries().isEmpty() && (at.path().isEmpty() || !files.isEmpty()) || isPartial(at)) {
            return false;
        }
        for (int n = 0; n < at.entries().size(); n++) {
            if (unread.contains(at.within(n))) {
                return false;
            }
        }
        return true;
    }
}
