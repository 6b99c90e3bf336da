package dev.assay.connectors.github;

import java.util.List;

/**
 * A team of an organisation.
 *
 * @param slug its name in addresses
 * @param repositories their full names
 */
public record Team(String slug, String name, List<String> repositories) {
    public Team {
        repositories = List.copyOf(repositories);
    }
}
