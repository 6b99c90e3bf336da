package dev.assay.engine.fact;

import org.jspecify.annotations.Nullable;

/**
 * A member of an archive whose extraction touches more than a plain name in the folder: a link, a device, or a name with
 * an absolute path, a parent step, a drive, a backslash or a control character. Plain members have no fact of their own.
 *
 * @param linkTarget where a link points, else null
 * @param offsetBytes where its header lies in the archive
 */
public record ArchiveEntry(String name, Type type, @Nullable String linkTarget, long offsetBytes) implements Fact {
    /** What extraction would make. */
    public enum Type {
        FILE,
        DIRECTORY,
        SYMBOLIC_LINK,
        HARD_LINK,
        DEVICE,
        OTHER
    }
}
