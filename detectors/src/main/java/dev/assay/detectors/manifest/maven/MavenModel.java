package dev.assay.detectors.manifest.maven;

import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.fact.MavenProject;
import dev.assay.engine.fact.MavenProject.Kind;
import dev.assay.engine.fact.MavenProject.Mentioned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A pom with what it inherits, as far as that is known (https://maven.apache.org/ref/current/maven-model-builder/): the nearest
 * property and the nearest managed version count, and what is inherited is read with the properties of who inherits it. Lists
 * that are imported come after all of these, in their order, and are read with their own properties. A list or a parent that nobody
 * knows might say something itself, so what comes behind it is not known either. Belongs to one thread.
 */
final class MavenModel {
    private static final int MOST_PARENTS = 32;
    private static final int MOST_STEPS = 16;
    static final int MOST_TEXT = 1_000;

    /** Lists that import others. */
    private static final int MOST_LISTS = 32;

    /** What lists say of a package: a version and a scope, nothing for certain, or nothing that is known. */
    private record Managed(String version, String scope, boolean isKnown) {
        static final Managed NONE = new Managed("", "", true);
        static final Managed UNKNOWN = new Managed("", "", false);
    }

    private final MavenProject project;
    private final Work work;
    private final Map<String, String> own = new HashMap<>();
    private final Map<String, Mentioned> managed = new HashMap<>();
    private final Map<String, Mentioned> managedPlugins = new HashMap<>();
    private final List<Mentioned> imports = new ArrayList<>(0);
    private final Map<String, Managed> asList = new HashMap<>(0);
    private @Nullable MavenModel parent;
    private @Nullable Function<String, @Nullable MavenModel> byCoordinates;
    private boolean isRead;

    MavenModel(MavenProject project, Work work) {
        this.project = project;
        this.work = work;
        Mentioned self = project.mentioned().getFirst();
        Mentioned above = above();
        for (String prefix : List.of("project.", "pom.", "")) {
            own.put(prefix + "groupId", self.group().isEmpty() && above != null ? above.group() : self.group());
            own.put(prefix + "artifactId", self.artifact());
            own.put(prefix + "version", self.version().isEmpty() && above != null ? above.version() : self.version());
        }
        if (above != null) {
            own.put("project.parent.groupId", above.group());
            own.put("project.parent.artifactId", above.artifact());
            own.put("project.parent.version", above.version());
        }
    }

    MavenProject project() {
        return project;
    }

    /** What it names as its parent. */
    @Nullable
    Mentioned above() {
        return project.mentioned().size() > 1 && project.mentioned().get(1).kind() == Kind.PARENT
                ? project.mentioned().get(1)
                : null;
    }

    @Nullable
    MavenModel parent() {
        return parent;
    }

    /** Sets the parent if it is the one that is named, and this one is not above it. */
    boolean inherits(MavenModel candidate) {
        Mentioned named = above();
        if (named == null
                || !candidate.is("groupId", named.group())
                || !candidate.is("artifactId", named.artifact())
                || !candidate.is("version", named.version())) {
            return false; // Maven asks a repository then
        }
        int levels = 0;
        for (MavenModel each = candidate; each != null; each = each.parent) {
            if (each == this || ++levels >= MOST_PARENTS) {
                return false;
            }
        }
        parent = candidate;
        return true;
    }

    private boolean is(String what, String text) {
        String written = own.getOrDefault("project." + what, "");
        return !text.isEmpty() && (text.equals(written) || text.equals(resolved(written)));
    }

    boolean hasGroup() {
        return !own.getOrDefault("project.groupId", "").isEmpty();
    }

    /** Group, artifact and version. */
    String coordinates() {
        return resolved("${project.groupId}:${project.artifactId}:${project.version}");
    }

    /** @param find a pom of the tree by its coordinates, null where there is not exactly one */
    void finds(Function<String, @Nullable MavenModel> find) {
        this.byCoordinates = find;
    }

    /** Which package it is of what may be managed; texts with the properties of this pom. */
    String key(Mentioned each) {
        return resolved(each.group()) + ":" + resolved(each.artifact()) + ":" + resolved(each.variant());
    }

    private void read() {
        if (isRead) {
            return;
        }
        isRead = true;
        for (Mentioned each : project.mentioned()) {
            switch (each.kind()) {
                case MANAGED -> managed.putIfAbsent(key(each), each);
                case MANAGED_PLUGIN -> managedPlugins.putIfAbsent(key(each), each);
                case IMPORTED -> imports.add(each);
                case SELF, PARENT, ASKED, PLUGIN, OF_BUILD, OF_MANAGED_PLUGIN -> {}
            }
        }
    }

    /** The mention as this pom has it, be it its own or inherited. */
    Mention told(Mentioned each) {
        String version = each.version();
        String scope = each.scope();
        Relation relation = Relation.DIRECT;
        switch (each.kind()) {
            case SELF -> {
                return MavenVersion.of(named("${project.groupId}", each.artifact()), resolved("${project.version}"))
                        .range("")
                        .relation(Relation.SELF)
                        .licence(project.licence())
                        .at(each.offsetBytes(), each.line());
            }
            case MANAGED, IMPORTED, MANAGED_PLUGIN, OF_MANAGED_PLUGIN -> relation = Relation.CONSTRAINT;
            case ASKED -> {
                if (version.isEmpty() || scope.isEmpty()) {
                    Managed found = managed(key(each), 0);
                    version = version.isEmpty() ? found.version() : version;
                    scope = scope.isEmpty() ? found.scope() : scope;
                }
            }
            case PLUGIN -> version = version.isEmpty() ? managedPlugin(key(each)) : version;
            case PARENT, OF_BUILD -> {}
        }
        return MavenVersion.of(named(each.group(), each.artifact()), resolved(version))
                .relation(relation)
                .scope(scope(each, scope))
                .at(each.offsetBytes(), each.line());
    }

    private Mention named(String group, String artifact) {
        return Mention.of(MavenFormats.ECOSYSTEM, resolved(group), resolved(artifact));
    }

    private Scope scope(Mentioned each, String written) {
        return switch (each.kind()) {
            case SELF -> Scope.RUNTIME;
            case PARENT, PLUGIN, MANAGED_PLUGIN, OF_BUILD, OF_MANAGED_PLUGIN -> Scope.BUILD;
            case MANAGED, IMPORTED, ASKED -> {
                if (resolved(each.optional()).equals("true")) {
                    yield Scope.OPTIONAL;
                }
                yield switch (resolved(written)) {
                    case "test" -> Scope.TEST;
                    case "provided", "system" -> Scope.PROVIDED;
                    default -> Scope.RUNTIME;
                };
            }
        };
    }

    private String managedPlugin(String key) {
        for (MavenModel each = this; each != null && work.spend(); each = each.parent) {
            each.read();
            Mentioned found = each.managedPlugins.get(key);
            if (found != null) {
                return found.version();
            }
        }
        return "";
    }

    private Managed managed(String key, int lists) {
        MavenModel top = this;
        for (MavenModel each = this; each != null; each = each.parent) {
            if (!work.spend()) {
                return Managed.UNKNOWN;
            }
            each.read();
            Mentioned found = each.managed.get(key);
            if (found != null) {
                return new Managed(resolved(found.version()), resolved(found.scope()), true);
            }
            top = each;
        }
        if (top.above() != null || lists > MOST_LISTS) {
            return Managed.UNKNOWN;
        }
        for (MavenModel each = this; each != null; each = each.parent) {
            for (Mentioned list : each.imports) {
                Managed found = imported(list, key, lists + 1);
                if (!found.equals(Managed.NONE)) {
                    return found;
                }
            }
        }
        return Managed.NONE;
    }

    private Managed imported(Mentioned list, String key, int lists) {
        MavenModel found = byCoordinates == null || !work.spend()
                ? null
                : byCoordinates.apply(
                        resolved(list.group()) + ":" + resolved(list.artifact()) + ":" + resolved(list.version()));
        return found == null ? Managed.UNKNOWN : found.asList(key, lists);
    }

    /** Lists that import each other in a circle know nothing of each other there. */
    private Managed asList(String key, int lists) {
        Managed known = asList.get(key);
        if (known == null && work.remember()) {
            asList.put(key, Managed.UNKNOWN);
            known = managed(key, lists);
            asList.put(key, known);
        } else if (known == null) {
            known = managed(key, lists);
        }
        return known;
    }

    private String property(String name) {
        boolean isOfProject = name.startsWith("project.") || name.startsWith("pom.");
        String value = isOfProject ? own.getOrDefault(name, "") : "";
        for (MavenModel each = this; each != null && value.isEmpty() && work.spend(); each = each.parent) {
            value = each.project.properties().getOrDefault(name, "");
        }
        return value.isEmpty() ? own.getOrDefault(name, "") : value;
    }

    /** Properties may name others; those that nobody has stay as they are written. */
    String resolved(String text) {
        String current = text;
        for (int step = 0; step < MOST_STEPS && current.contains("${") && current.length() <= MOST_TEXT; step++) {
            String next = once(current);
            if (next.equals(current) || next.length() > MOST_TEXT) {
                return current;
            }
            current = next;
        }
        return current;
    }

    private String once(String text) {
        StringBuilder next = new StringBuilder();
        int at = 0;
        for (int open = text.indexOf("${"); open >= 0 && next.length() <= MOST_TEXT; open = text.indexOf("${", at)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                break;
            }
            String value = property(text.substring(open + 2, close));
            next.append(text, at, open).append(value.isEmpty() ? text.substring(open, close + 1) : value);
            at = close + 1;
        }
        return next.append(text, at, text.length()).toString();
    }
}
