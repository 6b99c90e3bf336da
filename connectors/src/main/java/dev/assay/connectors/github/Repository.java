package dev.assay.connectors.github;

import java.util.List;

/**
 * A repository as it is listed.
 *
 * @param fullName {@code OWNER/NAME}
 * @param description of its owner, or empty
 * @param defaultBranch its name, or empty if there is none
 * @param branches those that were asked for, the default one first; none of an empty or disabled repository
 */
public record Repository(
        String fullName,
        String description,
        boolean archived,
        boolean disabled,
        boolean fork,
        boolean empty,
        boolean isPrivate,
        String defaultBranch,
        List<Branch> branches) {
    public Repository {
        branches = List.copyOf(branches);
    }
}
