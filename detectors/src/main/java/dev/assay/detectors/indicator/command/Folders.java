package dev.assay.detectors.indicator.command;

import dev.assay.engine.text.Parts;
import java.util.HashMap;
import java.util.Map;

/**
 * Folders of a job: which one commands have gone to ({@code cd}), and which hold what came from another machine. Belongs to one
 * {@link Holders}.
 */
final class Folders {
    private static final int MOST = 200;
    private static final int MOST_PATH = 2_000;

    /** Everything in them came from there. */
    private final Map<String, Flow> fetched = new HashMap<>();

    /** An archive was unpacked into them, beside what was there. */
    private final Map<String, Flow> unpacked = new HashMap<>();

    private String here = "";
    private String before = "";
    private int changes;

    void in(String folder) {
        this.here = normal("", folder);
        this.before = here;
    }

    /** Goes up whenever something else is held than before. */
    int changes() {
        return changes;
    }

    /** Where commands are now, to come back to. */
    String here() {
        return here;
    }

    void backTo(String folder) {
        changes += folder.equals(here) ? 0 : 1;
        this.here = folder;
    }

    /** Follows {@code cd}; what a variable names is a folder by that name, and one that no system has is not gone to. */
    void goTo(String path) {
        String to = path.equals("-") ? before : place(path.isEmpty() ? "~" : path);
        if (to.length() <= MOST_PATH) {
            changes += to.equals(here) && here.equals(before) ? 0 : 1;
            this.before = here;
            this.here = to;
        }
    }

    /** A path as it is from where all commands are started. */
    String place(String path) {
        return path.length() > MOST_PATH ? path : normal(here, path);
    }

    /** Everything in a folder came from there. */
    void fetch(String path, Flow flow) {
        put(fetched, path, flow);
    }

    /** An archive was unpacked into a folder; {@code "."} for the one where commands are. */
    void unpack(String path, Flow flow) {
        put(unpacked, path, flow);
    }

    private void put(Map<String, Flow> folders, String path, Flow flow) {
        if (folders.size() < MOST && !flow.isEmpty()) {
            changes += flow.equals(folders.put(place(path), flow)) ? 0 : 1;
        }
    }

    /**
     * What was put into the folders around a file. What is started by its bare name in the folder that an archive of a known host was unpacked
     * into lay there before as often, and is none of it.
     */
    Flow around(String path) {
        if (fetched.isEmpty() && unpacked.isEmpty()) {
            return Flow.NONE;
        }
        String file = place(path);
        boolean isBare = path.indexOf('/') < 0;
        Flow flow = Flow.NONE;
        for (String folder = above(file); flow.isEmpty() && !folder.equals("/"); folder = above(folder)) {
            flow = fetched.getOrDefault(folder, Flow.NONE);
            if (flow.isEmpty()) {
                Flow out = unpacked.getOrDefault(folder, Flow.NONE);
                boolean isOther = isBare && folder.equals(above(file)) && !isAnybodys(out);
                flow = isOther ? Flow.NONE : out;
            }
            if (folder.isEmpty()) {
                break;
            }
        }
        return flow;
    }

    private static boolean isAnybodys(Flow flow) {
        Trait download = flow.download();
        return download != null && download.kind() == Trait.Kind.RUNS_DOWNLOAD_FROM_ANYWHERE;
    }

    /** The folder that a path lies in; empty for where all commands are started, a slash for none. */
    private static String above(String path) {
        int slash = path.lastIndexOf('/');
        boolean isLast = slash < 0 && isWhole(path);
        return slash > 0 ? path.substring(0, slash) : slash == 0 || isLast ? "/" : "";
    }

    private static boolean isWhole(String path) {
        return path.startsWith("/") || path.startsWith("$") || path.startsWith("~");
    }

    /**
     * Without steps to where one is and back.
     *
     * @param from without them, as a folder is that commands have gone to
     */
    private static String normal(String from, String path) {
        boolean isWhole = isWhole(path);
        boolean isRooted = (isWhole ? path : from).startsWith("/");
        StringBuilder normal = new StringBuilder(isWhole ? "" : from.substring(isRooted ? 1 : 0));
        for (String part : Parts.of(path, '/')) {
            int last = normal.lastIndexOf("/") + 1;
            boolean isBack = part.equals("..") && !normal.isEmpty() && !isKept(normal.substring(last));
            if (isBack) {
                normal.setLength(Math.max(last - 1, 0));
            } else if (!part.isEmpty() && !part.equals(".")) {
                normal.append(normal.isEmpty() ? "" : "/").append(part);
            }
        }
        return isRooted ? "/" + normal : normal.toString();
    }

    /** Whether a step back does not take a part away: nobody knows where it leads. */
    private static boolean isKept(String part) {
        return part.equals("..") || isWhole(part);
    }
}
