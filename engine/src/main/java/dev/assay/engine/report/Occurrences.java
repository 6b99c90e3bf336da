package dev.assay.engine.report;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How often a report has each fingerprint, and where. A fingerprint does not hold the folder, so each copy of a file has the same
 * ones: only their number and their places tell a copy that was added from a file that moved. Nor does it hold the repository of a
 * code host, in which it counts by itself ({@link #within}): nothing moves from one to another. Places are kept as 64 bits of a
 * digest; about 200 bytes for each occurrence. For one thread while it is filled, for any after that.
 */
public final class Occurrences {
    private final Map<String, Integer> all = new HashMap<>();
    private final Map<Long, Integer> byPlace = new HashMap<>();
    private final Set<Long> places = new HashSet<>();
    private long count;

    /** Which bytes a place is in, whatever the folder that was scanned is called; of a repository with its name, whatever the branch. */
    public static String place(Location at) {
        String repository = repository(at.target());
        String file = at.path().isEmpty() && repository.isEmpty() ? at.target() : at.path();
        return (repository.isEmpty() ? "" : repository + "/") + file + "!" + String.join("!", at.entries());
    }

    /**
     * The repository of a code host that a target is of, without its branch, tag or commit, as {@code github:acme/web}; empty for what is no
     * such target. GitHub does not tell cases apart.
     */
    public static String repository(String target) {
        boolean isOfGitHub = target.startsWith("github:");
        if (!isOfGitHub && !target.startsWith("git+")) {
            return "";
        }
        int scheme = target.indexOf("://");
        int path = target.indexOf('/', isOfGitHub || scheme < 0 ? 0 : scheme + 3);
        int at = path < 0 ? -1 : target.indexOf('@', path);
        String repository = at < 0 ? target : target.substring(0, at);
        return isOfGitHub ? repository.toLowerCase(Locale.ROOT) : repository;
    }

    /** A fingerprint as it counts in a {@link #repository}. */
    public static String within(String repository, String fingerprint) {
        return repository.isEmpty() ? fingerprint : fingerprint + " " + repository;
    }

    /** One more, at a {@link #place}. */
    public void add(String fingerprint, String place) {
        add(fingerprint);
        byPlace.merge(key(fingerprint, place), 1, Integer::sum);
        places.add(key("", place));
    }

    /** One more, at a place that does not count. */
    public void add(String fingerprint) {
        all.merge(fingerprint, 1, Integer::sum);
        count++;
    }

    /** How often it is there. */
    public int of(String fingerprint) {
        return all.getOrDefault(fingerprint, 0);
    }

    /** How often it is in these bytes. */
    public int at(String fingerprint, String place) {
        return byPlace.getOrDefault(key(fingerprint, place), 0);
    }

    /** Whether any is in these bytes. */
    public boolean isAnyIn(String place) {
        return places.contains(key("", place));
    }

    /** How many there are of all. */
    public long count() {
        return count;
    }

    /**
     * Adds one that is in these bytes here and there, too, unless as many as there are there have been added already.
     *
     * @return whether it was added
     */
    public boolean addIfAt(Occurrences there, String fingerprint, String place) {
        if (of(fingerprint) >= there.of(fingerprint) || at(fingerprint, place) >= there.at(fingerprint, place)) {
            return false;
        }
        add(fingerprint, place);
        return true;
    }

    private static Long key(String fingerprint, String place) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(sha256.digest((fingerprint + "\0" + place).getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
