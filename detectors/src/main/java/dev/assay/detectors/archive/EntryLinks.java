package dev.assay.detectors.archive;

import dev.assay.engine.bytes.Budget;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The symbolic links of one archive, and where names lead through them once they are extracted: {@code a/b/c} is
 * anywhere if {@code a/b} is a link, so that looking at the parent steps of each name alone does not tell (path_resolution(7)).
 * Knows one kind of separator, since a backslash belongs to the name on one system and parts folders on the other.
 */
final class EntryLinks {
    /** As Linux: more links on the way to one file are refused (ELOOP). */
    private static final int MOST_LINKS = 40;

    private static final int MOST_STEPS = 4096;
    /** Twice what Linux takes for a path. */
    private static final int MOST_PATH_CHARS = 8192;

    /** Where a path ends. */
    enum End {
        WITHIN,
        /** Out of the folder by its own steps. */
        OUT,
        /** Out of the folder by way of a link. */
        OUT_THROUGH_LINK,
        /** At an absolute link, which leads out for whoever writes there, and has been stated as what it is. */
        ABSOLUTE,
        /** Nobody can tell within reason: too many links, or a path that is too long. */
        UNKNOWN;

        boolean isThroughLink() {
            return this == OUT_THROUGH_LINK || this == ABSOLUTE || this == UNKNOWN;
        }

        /** Whether a link with such an end is more than a link to what was stated already. */
        boolean isEscape() {
            return this == OUT || this == OUT_THROUGH_LINK || this == UNKNOWN;
        }
    }

    private final boolean backslashes;
    private final Budget budget;
    private final Map<String, String> targets = new HashMap<>();

    EntryLinks(boolean backslashes, Budget budget) {
        this.backslashes = backslashes;
        this.budget = budget;
    }

    boolean isEmpty() {
        return targets.isEmpty();
    }

    /** Takes note of a link. Returns how many characters that holds. */
    int add(String name, String target) {
        Walk walk = new Walk();
        if (walk.to(name, false) != End.WITHIN || walk.at.isEmpty()) {
            return 0;
        }
        String place = walk.at.toString();
        targets.put(place, target);
        return place.length() + target.length();
    }

    /** The target of the link that lies at a name, or null if there is none. */
    @Nullable
    String targetAt(String name) {
        Walk walk = new Walk();
        return walk.to(name, false) == End.WITHIN ? targets.get(walk.at.toString()) : null;
    }

    /** Where a member is written. */
    End place(String name, boolean followLast) {
        return new Walk().to(name, followLast);
    }

    /** Where a link points. Only what is on the way is followed: a link at the end is judged for itself. */
    End pointsTo(String name, String target) {
        Walk walk = new Walk();
        End end = walk.to(name, false);
        if (end != End.WITHIN) {
            return end;
        }
        if (walk.at.isEmpty()) {
            return walk.to(target, false);
        }
        boolean moved = walk.links > 0;
        walk.up();
        end = walk.to(target, false);
        return end == End.OUT && moved ? End.OUT_THROUGH_LINK : end;
    }

    private boolean isSeparator(char c) {
        return c == '/' || c == '\\' && backslashes;
    }

    /** One resolution. */
    private final class Walk {
        /** Where it stands: the parts that are no links, with slashes between them. */
        final StringBuilder at = new StringBuilder();

        int links;
        private int steps;
        private final ArrayDeque<Rest> rests = new ArrayDeque<>();

        /** Goes on from where it stands. */
        End to(String path, boolean followLast) {
            rests.clear();
            rests.push(new Rest(path));
            while (!rests.isEmpty()) {
                Rest rest = rests.element();
                String part = rest.next();
                if (part == null) {
                    rests.pop();
                    continue;
                }
                budget.spendWork(at.length() + part.length());
                if (++steps > MOST_STEPS || at.length() + part.length() > MOST_PATH_CHARS) {
                    return End.UNKNOWN;
                }
                if (part.equals("..")) {
                    if (at.isEmpty()) {
                        return out();
                    }
                    up();
                } else if (!part.equals(".")) {
                    End end = down(part, followLast);
                    if (end != End.WITHIN) {
                        return end;
                    }
                }
            }
            return End.WITHIN;
        }

        private End down(String part, boolean followLast) {
            if (!at.isEmpty()) {
                at.append('/');
            }
            at.append(part);
            String target = targets.isEmpty() ? null : targets.get(at.toString());
            if (target == null || !followLast && rests.stream().noneMatch(Rest::hasMore)) {
                return End.WITHIN;
            }
            if (++links > MOST_LINKS) {
                return End.UNKNOWN;
            }
            if (EntryPath.isAbsolute(target)) {
                return End.ABSOLUTE;
            }
            up();
            rests.push(new Rest(target));
            return End.WITHIN;
        }

        private End out() {
            return links > 0 ? End.OUT_THROUGH_LINK : End.OUT;
        }

        void up() {
            at.setLength(Math.max(at.lastIndexOf("/"), 0));
        }
    }

    /** What is left of a path, or of a link's target. */
    private final class Rest {
        private final String path;
        private int from;

        Rest(String path) {
            this.path = path;
            pass();
        }

        private void pass() {
            while (from < path.length() && isSeparator(path.charAt(from))) {
                from++;
            }
        }

        boolean hasMore() {
            return from < path.length();
        }

        @Nullable
        String next() {
            if (!hasMore()) {
                return null;
            }
            int to = from;
            while (to < path.length() && !isSeparator(path.charAt(to))) {
                to++;
            }
            String part = path.substring(from, to);
            from = to;
            pass();
            return part;
        }
    }
}
