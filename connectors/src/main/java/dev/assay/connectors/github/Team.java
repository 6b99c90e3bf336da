package dev.assay.connectors.github;

import java.util.Map;

/**
 * A team of an organisation.
 *
 * @param slug its name in addresses
 * @param parent the slug of the team that it belongs to, whose repositories it has as well; empty if there is none
 * @param repositories what it may do with each, by full name
 */
public record Team(String slug, String parent, Map<String, Permission> repositories) {
    /** What GitHub lets a team do, least first ({@code RepositoryPermission}). */
    public enum Permission {
        READ,
        TRIAGE,
        WRITE,
        MAINTAIN,
        ADMIN;

        /** One that is not known is taken for the least. */
        static Permission of(String name) {
            for (Permission each : values()) {
                if (each.name().equals(name)) {
                    return each;
                }
            }
            return READ;
        }
    }

    public Team {
        repositories = Map.copyOf(repositories);
    }
}
