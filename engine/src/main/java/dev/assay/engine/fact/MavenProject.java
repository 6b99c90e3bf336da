package dev.assay.engine.fact;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a {@code pom.xml} leaves to others of its tree, and what others may inherit of it. What it says completely is there as
 * {@link Dependency}; what is {@link Mentioned#isOpen open} is told when the whole tree was seen, and not before. Texts are as written, with
 * their <code>${name}</code>, and bounded by who makes it. Immutable.
 *
 * @param parentFile the parent's file by a path from the folder of this one; empty where there is no parent, or none beside it
 * @param mentioned in the order in which they are told; itself first, then its parent
 * @param properties of the file, without those that follow from what it is
 * @param licence what it says that it may be used under
 */
public record MavenProject(
        String parentFile,
        List<Mentioned> mentioned,
        SortedMap<String, String> properties,
        String licence,
        long offsetBytes)
        implements Fact {
    public MavenProject {
        mentioned = List.copyOf(mentioned);
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }

    /** What something is mentioned for. */
    public enum Kind {
        /** The project itself. */
        SELF,
        PARENT,
        /** Says which version whoever asks for it gets. */
        MANAGED,
        /** A list of such that lies elsewhere ({@code import}). */
        IMPORTED,
        ASKED,
        PLUGIN,
        MANAGED_PLUGIN,
        /** What a plugin, or the build, asks for. */
        OF_BUILD,
        /** What a plugin asks for if somebody uses it. */
        OF_MANAGED_PLUGIN
    }

    /**
     * One mention of a package.
     *
     * @param variant type and classifier, as {@code jar:} where nothing is said
     * @param isOpen whether only others show which version it is
     * @param line from 1
     */
    public record Mentioned(
            Kind kind,
            String group,
            String artifact,
            String version,
            String scope,
            String optional,
            String variant,
            boolean isOpen,
            long offsetBytes,
            int line) {}
}
