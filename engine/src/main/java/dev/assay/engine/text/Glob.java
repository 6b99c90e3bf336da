package dev.assay.engine.text;

import org.jspecify.annotations.Nullable;

/** A {@link PathGlob} as people write it for files: without a slash it is of the last part of a path as well. Immutable. */
public final class Glob {
    private final @Nullable PathGlob pattern; // null for the empty one, which is of nothing
    private final boolean ofNames;

    public Glob(String pattern) {
        this.pattern = pattern.isEmpty() ? null : new PathGlob(pattern);
        this.ofNames = pattern.indexOf('/') < 0;
    }

    /** Whether it matches the whole path, or the last part of it if the pattern has no slash. */
    public boolean matches(String path) {
        return pattern != null
                && (pattern.matches(path) || ofNames && pattern.matches(path.substring(path.lastIndexOf('/') + 1)));
    }
}
