package dev.assay.engine.scan;

import dev.assay.engine.report.Location;
import dev.assay.engine.rule.NamedFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What alone is read of an artifact, and the name that says as what, because others name it: by its own name it was read before.
 * Immutable.
 */
final class ReadAs {
    /** All of it, by its own name. */
    static final ReadAs ITSELF = new ReadAs(Map.of());

    private final Map<List<String>, String> names; // by entries as a location has them

    private ReadAs(Map<List<String>, String> names) {
        this.names = names;
    }

    /** What others name of the artifact at this place; the first of several names counts. */
    static ReadAs of(Location artifact, List<NamedFile> named) {
        Map<List<String>, String> names = new TreeMap<>(Comparator.comparing(List::toString));
        for (NamedFile file : named) {
            if (file.at().within(0).equals(artifact)) {
                names.putIfAbsent(file.at().entries(), file.as());
            }
        }
        return new ReadAs(names);
    }

    /** All of it, by a name that is not its own. */
    static ReadAs whole(String as) {
        return new ReadAs(Map.of(List.of(), as));
    }

    boolean isItself() {
        return names.isEmpty();
    }

    /** The name by which the member of these entries is read; null if nobody names it. */
    @Nullable
    String name(List<String> entries) {
        return isItself() ? null : names.get(escaped(entries));
    }

    /** Whether a member of these entries is wanted, or one that lies in it. */
    boolean leadsThrough(List<String> entries) {
        List<String> path = escaped(entries);
        int length = path.size();
        return isItself()
                || names.keySet().stream()
                        .anyMatch(wanted -> wanted.size() >= length
                                && wanted.subList(0, length).equals(path));
    }

    /** What of it decides how the bytes are read. */
    String hint(UnaryOperator<String> hintOfName) {
        StringBuilder hint = new StringBuilder();
        names.forEach((entries, as) -> hint.append('\n')
                .append(String.join("!", entries))
                .append(" as ")
                .append(hintOfName.apply(as)));
        return hint.toString();
    }

    private static List<String> escaped(List<String> entries) {
        List<String> escaped = new ArrayList<>(entries.size());
        entries.forEach(entry -> escaped.add(Location.escape(entry)));
        return escaped;
    }
}
