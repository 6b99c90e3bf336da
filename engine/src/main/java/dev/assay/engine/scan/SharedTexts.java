package dev.assay.engine.scan;

import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.MavenProject;
import dev.assay.engine.fact.MavenProject.Mentioned;
import dev.assay.engine.rule.Facts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps texts once that the poms of a target have again and again: 10,000 modules ask for some hundred packages, and their names would
 * take ten times what the modules do. Belongs to one thread.
 */
final class SharedTexts {
    /** A text without its letters, and its place in a table. */
    private static final int TEXT_BYTES = 100;

    private final Map<String, String> texts = new HashMap<>(0);
    private long bytes;

    /** The same facts, with texts that are shared with those before. */
    Facts share(Facts facts) {
        boolean isConcerned = false;
        for (Fact fact : facts.facts()) { // not by kind, which would be remembered of what is kept
            isConcerned |= fact instanceof MavenProject;
        }
        if (!isConcerned) {
            return facts;
        }
        List<Fact> all = new ArrayList<>(facts.facts().size());
        for (Fact fact : facts.facts()) {
            all.add(fact instanceof MavenProject project ? share(project) : fact);
        }
        return new Facts(facts.at(), facts.formats(), facts.around(), all);
    }

    /** What such texts take while they are not shared yet. */
    static long unsharedBytes(Facts facts) {
        long bytes = 0;
        for (Fact fact : facts.facts()) {
            if (fact instanceof MavenProject project) {
                bytes += unsharedBytes(project);
            }
        }
        return bytes;
    }

    private static long unsharedBytes(MavenProject project) {
        long bytes = 0;
        for (Mentioned each : project.mentioned()) {
            bytes += TEXT_BYTES + each.group().length() + each.artifact().length();
            bytes += each.version().length();
        }
        for (Map.Entry<String, String> each : project.properties().entrySet()) {
            bytes += TEXT_BYTES + each.getKey().length() + each.getValue().length();
        }
        return bytes;
    }

    /** What the texts that came since the last call take. */
    long takeBytes() {
        long taken = bytes;
        bytes = 0;
        return taken;
    }

    void clear() {
        texts.clear();
    }

    private MavenProject share(MavenProject project) {
        List<Mentioned> mentioned = new ArrayList<>(project.mentioned().size());
        for (Mentioned each : project.mentioned()) {
            mentioned.add(new Mentioned(
                    each.kind(),
                    one(each.group()),
                    one(each.artifact()),
                    one(each.version()),
                    one(each.scope()),
                    one(each.optional()),
                    one(each.variant()),
                    each.isOpen(),
                    each.offsetBytes(),
                    each.line()));
        }
        SortedMap<String, String> properties = new TreeMap<>();
        project.properties().forEach((name, value) -> properties.put(one(name), one(value)));
        return new MavenProject(
                one(project.parentFile()), mentioned, properties, one(project.licence()), project.offsetBytes());
    }

    private String one(String text) {
        String there = texts.putIfAbsent(text, text);
        if (there == null) {
            bytes += TEXT_BYTES + text.length();
            return text;
        }
        return there;
    }
}
