package dev.assay.connectors.local;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.scan.ArtifactVisitor;
import dev.assay.engine.scan.Connector;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Files and folders, walked in the order of their names.
 *
 * <p>A link within the target is followed, since hubs keep their models behind links that bear the names: what is behind several is given
 * once for each way to read it ({@link dev.assay.engine.scan.LinkedNames}); a link out of the target is a gap unless {@code followLinks} is set. Sockets, pipes and devices are
 * counted, never opened.
 */
public final class LocalConnector implements Connector {
    private final Path folder;
    private final boolean trustTarget;
    private final boolean followLinks;
    private final Set<Path> written;

    /** Reads whatever the targets hold. */
    public LocalConnector(Path folder, boolean trustTarget, boolean followLinks) {
        this(folder, trustTarget, followLinks, Set.of());
    }

    /**
     * @param folder where relative targets begin
     * @param trustTarget whether {@code .assayignore} files inside of a target count
     * @param followLinks whether links may lead out of the target
     * @param written files that this process is writing: passed over in folders, since they change while they are read
     */
    public LocalConnector(Path folder, boolean trustTarget, boolean followLinks, Set<Path> written) {
        this.folder = folder;
        this.trustTarget = trustTarget;
        this.followLinks = followLinks;
        this.written = Set.copyOf(written);
    }

    @Override
    public boolean accepts(String target) {
        return !target.equals("-") && !target.contains("://");
    }

    /** Links are not followed: who names a file beside another one means a name. */
    @Override
    public Optional<Location> inFolder(String target) {
        try {
            Path path = Path.of(target).normalize();
            if (Attributes.of(folder.resolve(target)).type() != Attributes.Type.FILE) {
                return Optional.empty();
            }
            String root = path.isAbsolute() ? "/" : ".";
            List<String> names = new ArrayList<>();
            for (Path name : path) {
                if (name.toString().equals("..")) {
                    root += "/..";
                } else {
                    names.add(Location.escape(name.toString()));
                }
            }
            return Optional.of(Location.of(root, String.join("/", names)));
        } catch (InvalidPathException | IOException e) {
            return Optional.empty(); // the walk says why
        }
    }

    @Override
    public void walk(String target, Clock clock, ArtifactVisitor out) throws IOException {
        Path root;
        try {
            root = folder.resolve(target);
        } catch (InvalidPathException e) {
            throw new IOException("not a name that this system can have: " + e.getReason(), e);
        }
        Attributes attributes = Attributes.of(root);
        switch (attributes.type()) {
            case DIRECTORY -> new FolderWalk(target, root, trustTarget, followLinks, written, clock, out).run();
            case FILE -> {
                var _ = out.artifact(LocalFile.artifact(Location.of(target, ""), root, attributes));
            }
            case LINK, SOCKET, PIPE, DEVICE ->
                out.gap(new Gap(
                        GapKind.UNREADABLE,
                        Location.of(target, ""),
                        "neither a file nor a folder; pipe its content in and scan the target -",
                        -1));
        }
    }
}
