package dev.assay.connectors.remote;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** For each test a server that does what it is told, and clients with a home of their own. */
class FaultyNetwork {
    final FaultServer server = new FaultServer();

    @TempDir
    Path home;

    NetworkFixture net;

    @BeforeEach
    void start() {
        net = new NetworkFixture(home);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }
}
