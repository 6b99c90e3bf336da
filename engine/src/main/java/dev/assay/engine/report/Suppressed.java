package dev.assay.engine.report;

/**
 * A finding, or a file, that does not count, and who said so.
 *
 * @param what the finding's rule, or {@code file}
 * @param by such as {@code baseline} or {@code .assayignore}
 * @param inSource whether it stands where the finding is
 */
public record Suppressed(String what, Location location, String fingerprint, String by, boolean inSource) {
    /** Said elsewhere. */
    public Suppressed(String what, Location location, String fingerprint, String by) {
        this(what, location, fingerprint, by, false);
    }
}
