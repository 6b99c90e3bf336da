package dev.assay.connectors.local;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.FileSource;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.cache.FileIdentity;
import dev.assay.engine.report.Location;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.Opener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of the walk, opened when its bytes are wanted. */
record LocalFile(Path path, String directory, String name) implements Opener {
    /** @param attributes of the file itself, links followed */
    static Artifact artifact(Location at, Path path, Attributes attributes) {
        Path absolute = path.toAbsolutePath();
        Path parent = absolute.getParent();
        return artifact(at, path, parent == null ? "" : parent.toString(), Names.of(absolute), attributes);
    }

    static Artifact artifact(Location at, Path path, String directory, String name, Attributes attributes) {
        return new Artifact(
                at, attributes.sizeBytes(), attributes.identity(directory, name), new LocalFile(path, directory, name));
    }

    @Override
    public ByteSource open(Budget budget) throws IOException {
        FileSource source = FileSource.open(path);
        if (source.sizeBytes() > 0) {
            return source;
        }
        // Empty, or a file whose size its file system does not know, such as those of /proc: only reading tells.
        source.close();
        return new StreamSource(Files.newInputStream(path), ByteSource.UNKNOWN);
    }

    @Override
    public @Nullable FileIdentity identity() throws IOException {
        return Attributes.of(path).identity(directory, name);
    }
}
