package dev.assay.engine.rule;

import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is known of one artifact, or of one member of it. Not to be changed; thread-safe. */
public final class Facts {
    private final Location at;
    private final List<String> formats;
    private final List<String> around;
    private final List<Fact> facts;
    private volatile @Nullable Map<Class<?>, List<Fact>> byKind; // made by the first who asks

    /**
     * @param at where it lies
     * @param formats what it is, in the order of the ids
     * @param around the formats of the containers around it, outermost first
     */
    public Facts(Location at, List<String> formats, List<String> around, List<Fact> facts) {
        this.at = at;
        this.formats = formats;
        this.around = around;
        this.facts = facts;
    }

    public Location at() {
        return at;
    }

    public List<String> formats() {
        return formats;
    }

    public List<String> around() {
        return around;
    }

    public List<Fact> facts() {
        return facts;
    }

    /**
     * Those of one kind, in their order. There are some thirty rules, and a lockfile has thousands of facts of which two of them read any:
     * so a rule that reads one kind asks for that.
     */
    @SuppressWarnings("unchecked") // a list of a kind holds nothing else
    public <T extends Fact> List<T> of(Class<T> kind) {
        return (List<T>) byKind().getOrDefault(kind, List.of());
    }

    private Map<Class<?>, List<Fact>> byKind() {
        Map<Class<?>, List<Fact>> kinds = byKind;
        if (kinds == null) {
            kinds = new HashMap<>();
            Class<?> before = null;
            List<Fact> same = List.of();
            for (int i = 0; i < facts.size(); i++) {
                Fact fact = facts.get(i);
                if (fact.getClass() != before) {
                    before = fact.getClass();
                    same = kinds.computeIfAbsent(before, _ -> new ArrayList<>());
                }
                same.add(fact);
            }
            byKind = kinds;
        }
        return kinds;
    }

    @Override
    public String toString() {
        return at + " " + formats + " " + facts;
    }
}
