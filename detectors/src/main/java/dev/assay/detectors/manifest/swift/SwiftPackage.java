package dev.assay.detectors.manifest.swift;

import dev.assay.detectors.manifest.Addresses;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.fact.Dependency.Origin;

/** Packages of Swift go by the addresses of their repositories, {@code github.com/owner/name}: there is no registry. Pure functions. */
final class SwiftPackage {
    private static final String ECOSYSTEM = "swift";

    private SwiftPackage() {}

    /** A repository by its address, in any of the forms that git takes; one on this machine is a folder. */
    static Mention of(String address) {
        String text = Addresses.plain(address.strip());
        int scheme = text.indexOf("://");
        boolean isFolder = scheme < 0 && (text.startsWith("/") || text.startsWith(".")) || text.startsWith("file://");
        if (isFolder) {
            return Mention.of(ECOSYSTEM, "", text.substring(text.lastIndexOf('/') + 1))
                    .origin(Origin.Kind.PATH, text);
        }
        String plain = scheme < 0 ? text : text.substring(scheme + 3);
        if (plain.startsWith("git@")) {
            plain = plain.substring("git@".length());
            int colon = scheme < 0 ? plain.indexOf(':') : -1; // of scp's form the path is behind it
            plain = colon < 0 ? plain : plain.substring(0, colon) + "/" + plain.substring(colon + 1);
        }
        while (plain.endsWith("/")) {
            plain = plain.substring(0, plain.length() - 1);
        }
        return Mention.slashed(ECOSYSTEM, plain.endsWith(".git") ? plain.substring(0, plain.length() - 4) : plain);
    }

    /** Of a registry: {@code scope.name}. */
    static Mention ofRegistry(String identity) {
        int dot = identity.indexOf('.');
        return Mention.of(ECOSYSTEM, dot < 0 ? "" : identity.substring(0, dot), identity.substring(dot + 1));
    }
}
