package dev.assay.app;

/** The product's version: a constant, because reading it from a resource would open a jar at each start. */
public final class Version {
    /** The pom's, which VersionTest checks. */
    public static final String NUMBER = "0.1.0-SNAPSHOT";

    private Version() {}
}
