package dev.assay.detectors.manifest.maven;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.XmlTree.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code pom.xml} (https://maven.apache.org/pom.html): parent, dependencies, managed versions, plugins, also of profiles. Properties
 * and managed versions are those of the file; what a parent or an imported list says is told by the range, which keeps its
 * {@code ${name}}, or by there being neither range nor version.
 */
final class Pom {
    private static final int MOST_STEPS = 16;
    private static final int MOST_TEXT = 1_000;
    private static final String PLUGINS = "org.apache.maven.plugins";

    private final Dependencies out;
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> managed = new HashMap<>();

    private Pom(Dependencies out) {
        this.out = out;
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        Element project = document.xml();
        MalformedException.check(
                project.name().equals("project"), project.offsetBytes(), "the first element of a pom is project");
        new Pom(out).run(project);
    }

    private void run(Element project) {
        Element parent = project.child("parent");
        String group = project.text("groupId");
        String version = project.text("version");
        if (parent != null) {
            group = group.isEmpty() ? parent.text("groupId") : group;
            version = version.isEmpty() ? parent.text("version") : version;
            for (String each : List.of("groupId", "artifactId", "version")) {
                properties.put("project.parent." + each, parent.text(each));
            }
        }
        for (String prefix : List.of("project.", "pom.", "")) {
            properties.put(prefix + "groupId", group);
            properties.put(prefix + "artifactId", project.text("artifactId"));
            properties.put(prefix + "version", version);
        }
        properties(project);
        project.children("profiles").forEach(all -> all.children("profile").forEach(this::properties));
        if (!project.text("artifactId").isEmpty() && !group.isEmpty()) {
            out.add(MavenVersion.of(
                            Mention.of(MavenFormats.ECOSYSTEM, resolved(group), resolved(project.text("artifactId"))),
                            resolved(version))
                    .range("")
                    .relation(Relation.SELF)
                    .licence(licences(project))
                    .at(project.offsetBytes()));
        }
        if (parent != null) {
            out.add(mention(parent, "").scope(Scope.BUILD));
        }
        manage(project);
        project.children("profiles").forEach(all -> all.children("profile").forEach(this::manage));
        section(project);
        project.children("profiles").forEach(all -> all.children("profile").forEach(this::section));
    }

    private void properties(Element around) {
        for (Element all : around.children("properties")) {
            all.children().forEach(each -> properties.put(each.name(), each.text()));
        }
    }

    private void manage(Element around) {
        for (Element management : around.children("dependencyManagement")) {
            for (Element all : management.children("dependencies")) {
                for (Element each : all.children("dependency")) {
                    Mention mention = mention(each, "");
                    managed.putIfAbsent(mention.full(), each.text("version"));
                    out.add(mention.relation(Relation.CONSTRAINT).scope(scope(each)));
                }
            }
        }
    }

    private void section(Element around) {
        for (Element all : around.children("dependencies")) {
            all.children("dependency").forEach(each -> out.add(mention(each, "").scope(scope(each))));
        }
        for (Element build : around.children("build")) {
            plugins(build, Relation.DIRECT);
            build.children("pluginManagement").forEach(all -> plugins(all, Relation.CONSTRAINT));
            for (Element all : build.children("extensions")) {
                all.children("extension")
                        .forEach(each -> out.add(mention(each, "").scope(Scope.BUILD)));
            }
        }
        around.children("reporting").forEach(all -> plugins(all, Relation.DIRECT));
    }

    private void plugins(Element around, Relation relation) {
        for (Element all : around.children("plugins")) {
            for (Element plugin : all.children("plugin")) {
                out.add(mention(plugin, PLUGINS).scope(Scope.BUILD).relation(relation));
                for (Element dependencies : plugin.children("dependencies")) {
                    dependencies
                            .children("dependency")
                            .forEach(each ->
                                    out.add(mention(each, "").scope(Scope.BUILD).relation(relation)));
                }
            }
        }
    }

    /** Any of them may be chosen (Maven, POM reference). */
    private static String licences(Element project) {
        Element all = project.child("licenses");
        List<String> names = new ArrayList<>();
        if (all != null) {
            all.children("license").forEach(each -> names.add(each.text("name")));
        }
        names.removeIf(String::isBlank);
        return String.join(" OR ", names);
    }

    private Mention mention(Element element, String defaultGroup) {
        String group = element.text("groupId").isEmpty() ? defaultGroup : resolved(element.text("groupId"));
        Mention mention = Mention.of(MavenFormats.ECOSYSTEM, group, resolved(element.text("artifactId")));
        String version = element.text("version");
        if (version.isEmpty()) {
            version = managed.getOrDefault(mention.full(), "");
        }
        return MavenVersion.of(mention, resolved(version)).at(element.offsetBytes());
    }

    private Scope scope(Element element) {
        if (resolved(element.text("optional")).equals("true")) {
            return Scope.OPTIONAL;
        }
        return switch (resolved(element.text("scope"))) {
            case "test" -> Scope.TEST;
            case "provided", "system" -> Scope.PROVIDED;
            default -> Scope.RUNTIME;
        };
    }

    /** Properties may name others; those that the file does not have stay as they are written. */
    private String resolved(String text) {
        String current = text;
        for (int step = 0; step < MOST_STEPS && current.contains("${") && current.length() <= MOST_TEXT; step++) {
            StringBuilder next = new StringBuilder();
            int at = 0;
            boolean changed = false;
            for (int open = current.indexOf("${"); open >= 0; open = current.indexOf("${", at)) {
                int close = current.indexOf('}', open);
                if (close < 0) {
                    break;
                }
                String value = properties.get(current.substring(open + 2, close));
                boolean isKnown = value != null && !value.isEmpty();
                next.append(current, at, open).append(isKnown ? value : current.substring(open, close + 1));
                changed |= isKnown;
                at = close + 1;
            }
            next.append(current.substring(at));
            if (!changed) {
                return current;
            }
            current = next.toString();
        }
        return current;
    }
}
