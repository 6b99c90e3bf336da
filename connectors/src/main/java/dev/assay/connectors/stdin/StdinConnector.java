package dev.assay.connectors.stdin;

import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.report.Location;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.ArtifactVisitor;
import dev.assay.engine.scan.Connector;
import java.io.InputStream;

/** The target {@code -}: one artifact that can only be read forward, once. */
public final class StdinConnector implements Connector {
    private final String name;
    private final InputStream stdin;

    public StdinConnector(InputStream stdin) {
        this("-", stdin);
    }

    /** @param name the target by which it is known, such as that of a file whose content it is */
    public StdinConnector(String name, InputStream stdin) {
        this.name = name;
        this.stdin = stdin;
    }

    @Override
    public boolean accepts(String target) {
        return target.equals(name);
    }

    @Override
    public void walk(String target, Clock clock, ArtifactVisitor out) {
        out.artifact(new Artifact(
                Location.of(name, ""), ByteSource.UNKNOWN, null, _ -> new StreamSource(stdin, ByteSource.UNKNOWN)));
    }
}
