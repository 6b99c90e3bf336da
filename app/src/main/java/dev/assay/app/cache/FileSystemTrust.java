package dev.assay.app.cache;

import dev.assay.engine.cache.FileIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which file systems keep inode numbers and change times honestly. Only those that are known to do: network and user-space
 * file systems may answer from a stale cache of attributes, FAT has no inode numbers, and of the rest nobody knows.
 * Decided once per device, since asking reads the table of mounts. Thread-safe.
 */
final class FileSystemTrust {
    private static final Set<String> LOCAL = Set.of(
            "apfs",
            "bcachefs",
            "btrfs",
            "ext2",
            "ext3",
            "ext4",
            "f2fs",
            "hfs",
            "jfs",
            "overlay",
            "ramfs",
            "reiserfs",
            "rootfs",
            "tmpfs",
            "ufs",
            "xfs",
            "zfs");

    private final Map<Long, Boolean> byDevice = new ConcurrentHashMap<>();

    boolean trusts(FileIdentity identity) {
        return byDevice.computeIfAbsent(identity.device(), device -> isLocal(identity.directory()));
    }

    /** Whether a folder lies on a local file system of a kind that is known to be reliable. */
    static boolean isLocal(String folder) {
        try {
            return isLocalType(Files.getFileStore(Path.of(folder)).type());
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    /** @param type as the table of mounts calls it, such as {@code ext4} or {@code fuse.sshfs} */
    static boolean isLocalType(String type) {
        return LOCAL.contains(type.toLowerCase(Locale.ROOT));
    }
}
