package dev.assay.engine.cache;

import org.jspecify.annotations.Nullable;

/**
 * What the system says of a file without opening it. Two equal identities mean equal bytes, as long as the file system
 * keeps them honestly and the file was not written within the clock's grain of being recorded.
 *
 * @param directory the absolute path of its folder, under which it is remembered
 * @param name its name there
 */
public record FileIdentity(
        String directory, String name, long device, long inode, long sizeBytes, long mtimeNanos, long ctimeNanos)
        implements Identity {
    /** Whether both tell the same of the same inode; the names may differ. */
    @Override
    public boolean isSameAs(@Nullable Identity other) {
        return other instanceof FileIdentity file
                && device == file.device
                && inode == file.inode
                && sizeBytes == file.sizeBytes
                && mtimeNanos == file.mtimeNanos
                && ctimeNanos == file.ctimeNanos;
    }
}
