package dev.assay.connectors.local;

import dev.assay.engine.cache.FileIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one {@code stat} says of a file.
 *
 * @param mtimeNanos since 1970
 * @param ctimeNanos when the inode last changed, which nobody can set; -1 where the system has none
 */
record Attributes(Type type, long device, long inode, long sizeBytes, long mtimeNanos, long ctimeNanos) {
    private static final int TYPE_MASK = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;
    private static final int SOCKET = 0140000;
    private static final int PIPE = 0010000;

    enum Type {
        FILE,
        DIRECTORY,
        LINK,
        SOCKET,
        PIPE,
        DEVICE
    }

    static Attributes of(Path path, LinkOption... links) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return basic(Files.readAttributes(path, BasicFileAttributes.class, links));
        }
        Map<String, Object> all = Files.readAttributes(path, "unix:mode,dev,ino,size,lastModifiedTime,ctime", links);
        Type type = switch (number(all, "mode").intValue() & TYPE_MASK) {
            case DIRECTORY -> Type.DIRECTORY;
            case REGULAR -> Type.FILE;
            case LINK -> Type.LINK;
            case SOCKET -> Type.SOCKET;
            case PIPE -> Type.PIPE;
            default -> Type.DEVICE;
        };
        return new Attributes(
                type,
                number(all, "dev").longValue(),
                number(all, "ino").longValue(),
                number(all, "size").longValue(),
                nanos(all.get("lastModifiedTime")),
                nanos(all.get("ctime")));
    }

    private static Attributes basic(BasicFileAttributes all) {
        Type type = all.isDirectory()
                ? Type.DIRECTORY
                : all.isRegularFile() ? Type.FILE : all.isSymbolicLink() ? Type.LINK : Type.DEVICE;
        return new Attributes(type, -1, -1, all.size(), nanos(all.lastModifiedTime()), -1);
    }

    private static Number number(Map<String, Object> all, String name) {
        return all.get(name) instanceof Number number ? number : -1;
    }

    private static long nanos(@Nullable Object time) {
        return time instanceof FileTime fileTime ? fileTime.to(TimeUnit.NANOSECONDS) : -1;
    }

    /** The identity of the file, or null where the system tells no inode. */
    @Nullable
    FileIdentity identity(String directory, String name) {
        return inode < 0 || ctimeNanos < 0
                ? null
                : new FileIdentity(directory, name, device, inode, sizeBytes, mtimeNanos, ctimeNanos);
    }
}
