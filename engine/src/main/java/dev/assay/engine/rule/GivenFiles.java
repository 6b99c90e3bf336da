package dev.assay.engine.rule;

import dev.assay.engine.report.Location;
import java.util.HashMap;
import java.util.Map;

/**
 * Files that are targets by themselves, as what they are together: files of the folder that they lie in. Rules for whole targets see
 * them there, as after a walk of that folder, of which nothing else was listed; reports have them as they were given. Belongs to the
 * thread that reports, and is not changed once it is judged.
 */
public final class GivenFiles {
    /** Of a target that is walked by itself; none can be added. */
    public static final GivenFiles NONE = new GivenFiles(Map.of(), Map.of());

    private final Map<String, Location> places;
    private final Map<String, String> targets;

    /** None so far. */
    public GivenFiles() {
        this(new HashMap<>(), new HashMap<>());
    }

    private GivenFiles(Map<String, Location> places, Map<String, String> targets) {
        this.places = places;
        this.targets = targets;
    }

    /**
     * One more.
     *
     * @param target as it was given
     * @param place where it lies in their folder
     */
    public void add(String target, Location place) {
        places.put(target, place);
        targets.putIfAbsent(place.toString(), target);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return places.isEmpty();
    }

    /** A place in one of them as rules see it; any other as it is. */
    public Location inFolder(Location at) {
        Location place = at.path().isEmpty() ? places.get(at.target()) : null;
        return place == null ? at : in(place.target(), place.path(), at);
    }

    /** The same facts where rules see them. */
    public Facts inFolder(Facts facts) {
        return isEmpty() ? facts : new Facts(inFolder(facts.at()), facts.formats(), facts.around(), facts.facts());
    }

    /** A place that rules see as reports have it; any other as it is. */
    public Location asGiven(Location at) {
        String target = isEmpty()
                ? null
                : targets.get(Location.of(at.target(), at.path()).toString());
        return target == null ? at : in(target, "", at);
    }

    /** Whether a place that rules see is one of these, or in it. */
    public boolean has(Location at) {
        return targets.containsKey(Location.of(at.target(), at.path()).toString());
    }

    private static Location in(String target, String path, Location at) {
        return new Location(target, path, at.entries(), at.offsetBytes(), at.line(), at.column());
    }
}
