package dev.assay.detectors.manifest;

import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Parts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A package that a manifest names, while it is being put together. Belongs to one thread. */
public final class Mention {
    final String ecosystem;
    final String namespace;
    final String name;
    String alias = "";
    String version = "";
    String range = "";
    Relation relation = Relation.DIRECT;
    Scope scope = Scope.RUNTIME;
    List<String> path = List.of();
    int dependents;
    Origin origin = Origin.DEFAULT;
    String integrity = "";
    String licence = "";
    long offset = -1;
    int line; // 0 while nobody has counted

    private Mention(String ecosystem, String namespace, String name) {
        this.ecosystem = ecosystem;
        this.namespace = namespace;
        this.name = name;
    }

    /** As in {@link Coordinates}; a direct dependency at run time until something else is said. */
    public static Mention of(String ecosystem, String namespace, String name) {
        return new Mention(ecosystem, namespace, name);
    }

    /** Of an ecosystem in which what stands in front of the last slash is the namespace. */
    public static Mention slashed(String ecosystem, String full) {
        int slash = full.lastIndexOf('/');
        return new Mention(ecosystem, slash < 0 ? "" : full.substring(0, slash), full.substring(slash + 1));
    }

    /** By what name the project has it; nothing where that is its own. */
    public Mention alias(String value) {
        alias = value.equals(full()) ? "" : value;
        return this;
    }

    public Mention version(String value) {
        version = value;
        return this;
    }

    public Mention range(String value) {
        range = value;
        return this;
    }

    public Mention relation(Relation value) {
        relation = value;
        return this;
    }

    public Mention scope(Scope value) {
        scope = value;
        return this;
    }

    public Mention origin(Origin value) {
        origin = value;
        return this;
    }

    public Mention origin(Origin.Kind kind, String address) {
        origin = new Origin(kind, Addresses.plain(address));
        return this;
    }

    /** The repository, with its revision, that the package was made of, if the file tells. */
    public Mention source(String address) {
        origin = new Origin(origin.kind(), origin.address(), Addresses.plain(address));
        return this;
    }

    public Mention integrity(String value) {
        integrity = value;
        return this;
    }

    /** What the file says that it may be used under; null for nothing. */
    public Mention licence(@Nullable String value) {
        licence = value == null ? "" : value.strip();
        return this;
    }

    /** Comes to be there in the same way, and from the same place, as another. */
    public Mention as(Mention other) {
        relation = other.relation;
        scope = other.scope;
        path = other.path;
        dependents = other.dependents;
        origin = other.origin;
        integrity = other.integrity;
        licence = other.licence;
        offset = other.offset;
        line = other.line;
        return this;
    }

    public Mention at(long offsetBytes) {
        offset = offsetBytes;
        return this;
    }

    /** The same where the line is known, which else takes a look at all that is in front. */
    public Mention at(long offsetBytes, int line) {
        this.line = line;
        return at(offsetBytes);
    }

    /** What a graph knows of it. */
    public Mention way(Graph.Ways ways, int node) {
        path = ways.path(node);
        dependents = ways.dependents(node);
        return this;
    }

    /** The namespace and the name as the ecosystem writes them. */
    public String full() {
        return namespace.isEmpty() ? name : new Coordinates(ecosystem, namespace, name).full();
    }

    public String ecosystem() {
        return ecosystem;
    }

    public boolean isOf(String ecosystem) {
        return this.ecosystem.equals(ecosystem);
    }

    /** Whether it comes from a registry, as far as is known by now. */
    public boolean isOfRegistry() {
        return origin.kind() == Origin.Kind.REGISTRY;
    }

    /** As a fact, where no document is at hand: texts are cut to what facts may hold. */
    public Dependency dependency() {
        return new Dependency(
                new Coordinates(ecosystem, bounded(namespace), bounded(name)),
                bounded(alias),
                bounded(version),
                bounded(range),
                relation,
                scope,
                path,
                dependents,
                origin,
                bounded(integrity),
                bounded(licence),
                offset,
                line);
    }

    private static String bounded(String text) {
        return Parts.first(text, Dependencies.MOST_TEXT);
    }

    public String version() {
        return version;
    }

    public String range() {
        return range;
    }

    public Origin origin() {
        return origin;
    }

    public Scope scope() {
        return scope;
    }

    public Relation relation() {
        return relation;
    }
}
