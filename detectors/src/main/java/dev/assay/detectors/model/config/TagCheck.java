package dev.assay.detectors.model.config;

import dev.assay.engine.fact.CallableReference.Use;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import java.util.List;
import java.util.Set;

/**
 * Tags of YAML that make a loader import, build or call something: those of PyYAML ({@code !!python/...}), and names of
 * Java classes, which SnakeYAML before 2.0 builds.
 */
final class TagCheck implements Check {
    private static final String STANDARD = "tag:yaml.org,2002:";
    private static final String PYTHON = STANDARD + "python/";

    /** A tag of PyYAML with a name behind it, and what the loader does with that. */
    private record PythonTag(String prefix, Set<Use> uses) {}

    private static final String MODULE = "module:";

    private static final List<PythonTag> PYTHON_TAGS = List.of(
            new PythonTag("object/apply:", Set.of(Use.IMPORTED, Use.CALLED)),
            new PythonTag("object/new:", Set.of(Use.IMPORTED, Use.CALLED)),
            new PythonTag("object:", Set.of(Use.IMPORTED, Use.INSTANTIATED, Use.BUILT)),
            new PythonTag("name:", Set.of(Use.IMPORTED)),
            new PythonTag(MODULE, Set.of(Use.IMPORTED)));

    /** Where classes of Java live whose building alone does something. */
    private static final List<String> JAVA = List.of(
            "java.",
            "javax.",
            "jdk.",
            "com.sun.",
            "sun.",
            "org.springframework.",
            "org.apache.",
            "ch.qos.",
            "com.mchange.");

    @Override
    public void look(Tree document, Sightings seen) {
        Tree.walk(document, node -> tag(node, seen));
    }

    private static void tag(Tree node, Sightings seen) {
        String tag = node.tag();
        if (tag.startsWith(PYTHON)) {
            python(node, tag.substring(PYTHON.length()), seen);
        } else if (tag.startsWith(STANDARD)) {
            String name = tag.substring(STANDARD.length());
            if (JAVA.stream().anyMatch(name::startsWith)) {
                seen.anomaly("model/yaml-java-tag", Quoted.of(name), node);
            }
        }
    }

    private static void python(Tree node, String kind, Sightings seen) {
        for (PythonTag tag : PYTHON_TAGS) {
            if (kind.startsWith(tag.prefix)) {
                String name = kind.substring(tag.prefix.length());
                seen.anomaly("model/yaml-python-tag", Quoted.of(kind), node);
                // importing a module is reaching whatever is in it
                seen.callable(tag.prefix.equals(MODULE) ? name + ".*" : name, tag.uses, node, node);
                return;
            }
        }
    }
}
