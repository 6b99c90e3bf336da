package dev.assay.engine.fact;

/**
 * Something that a host says of a repository as a whole, which no file in it does.
 *
 * @param value as the host has it
 */
public record RepositoryTrait(Kind kind, String value) implements Fact {
    /** What of a repository. */
    public enum Kind {
        NAME,
        DESCRIPTION,
        BRANCH,
        /** The name of a machine that is registered to run its jobs. */
        RUNNER;

        /** As feeds and reports have it: {@code repository-branch}. */
        public String id() {
            return switch (this) {
                case NAME -> "repository-name";
                case DESCRIPTION -> "repository-description";
                case BRANCH -> "repository-branch";
                case RUNNER -> "runner";
            };
        }
    }

    @Override
    public long offsetBytes() {
        return -1;
    }
}
