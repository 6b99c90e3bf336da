package dev.assay.detectors.model.config;

import dev.assay.engine.fact.CallableReference.Use;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Rows;
import dev.assay.engine.text.Tree;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tags of YAML that make a loader import, build or call something: those of PyYAML ({@code !!python/...}), names of Java
 * classes, which SnakeYAML before 2.0 builds, and those of other languages ({@code tags.tsv}).
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

    /** How tags of Ruby begin in full, as its own writer has them no longer. */
    private static final String FULL_RUBY = "tag:ruby.yaml.org,2002:";

    /** Of other languages, by how they begin: the rule, or nothing where it is harmless. */
    private final NavigableMap<String, String> others = new TreeMap<>();

    TagCheck() {
        for (List<String> row : Rows.read(Objects.requireNonNull(TagCheck.class.getResource("tags.tsv")), 3)) {
            others.put(row.get(0), row.get(1).equals("-") ? "" : "model/yaml-" + row.get(1) + "-tag");
        }
    }

    @Override
    public void look(Tree document, Sightings seen) {
        Tree.walk(document, node -> tag(node, seen));
    }

    private void tag(Tree node, Sightings seen) {
        String tag = node.tag();
        String rule = tag.isEmpty() ? "" : other(plain(tag));
        if (!rule.isEmpty()) {
            seen.anomaly(rule, Quoted.of(plain(tag)), node);
        } else if (tag.startsWith(PYTHON)) {
            python(node, tag.substring(PYTHON.length()), seen);
        } else if (tag.startsWith(STANDARD)) {
            String name = tag.substring(STANDARD.length());
            if (JAVA.stream().anyMatch(name::startsWith)) {
                seen.anomaly("model/yaml-java-tag", Quoted.of(name), node);
            }
        }
    }

    /** Without what stands for the language's own space of names. */
    private static String plain(String tag) {
        if (tag.startsWith(FULL_RUBY)) {
            return "ruby/" + tag.substring(FULL_RUBY.length());
        }
        return tag.startsWith(STANDARD) ? tag.substring(STANDARD.length()) : tag.substring(tag.startsWith("!") ? 1 : 0);
    }

    /** The rule of the longest row that the tag begins with; empty if there is none. */
    private String other(String tag) {
        for (Map.Entry<String, String> row = others.floorEntry(tag);
                row != null;
                row = others.lowerEntry(row.getKey())) {
            if (tag.startsWith(row.getKey())) {
                return row.getValue();
            }
            if (row.getKey().charAt(0) != tag.charAt(0)) {
                return "";
            }
        }
        return "";
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
