package dev.assay.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The rows of the speed table that need a server. */
final class RemoteRows {
    private static final int HUB_FILES = 40;
    private static final int TENSORS = 96;
    private static final long TENSOR_BYTES = 4 << 20;

    private final Path cacheFolder;
    private final SpeedTable table;

    RemoteRows(Path cacheFolder, SpeedTable table) {
        this.cacheFolder = cacheFolder;
        this.table = table;
    }

    void all() throws IOException {
        try (VirtualServer server = new VirtualServer().file("model.pt", VirtualFile.torchZip(1280, 1024))) {
            row(
                    server,
                    "5 GB torch zip, HTTP ranges",
                    "at most 2 MB, 12 requests, 150 MB",
                    Map.of(),
                    List.of("scan", "--no-cache", server.url("/ranges/model.pt")));
            row(
                    server,
                    "5 GB torch zip, HTTP stream",
                    "at most 200 MB, 1.2 times curl",
                    Map.of(),
                    List.of("scan", "--no-cache", server.url("/stream/model.pt")));
            server.reset();
            Measured curl = Processes.run(
                    List.of(
                            "curl",
                            "-s",
                            "-o",
                            cacheFolder.resolve("model.pt").toString(),
                            server.url("/stream/model.pt")),
                    Map.of());
            table.print("  curl to a file", curl, note(server, ""));
            java.nio.file.Files.deleteIfExists(cacheFolder.resolve("model.pt"));
            server.reset();
            Measured away =
                    Processes.run(List.of("curl", "-s", "-o", "/dev/null", server.url("/stream/model.pt")), Map.of());
            table.print("  curl to nowhere", away, note(server, ""));
        }
        try (VirtualServer hub = new VirtualServer()) {
            for (int i = 0; i < HUB_FILES; i++) {
                hub.file("model-" + i + ".safetensors", VirtualFile.safetensors(TENSORS, TENSOR_BYTES));
            }
            List<String> command =
                    List.of("scan", "--cache-dir", cacheFolder.resolve("hub").toString(), "hf://org/name");
            Map<String, String> environment = Map.of("HF_ENDPOINT", hub.url(""));
            row(hub, "hub of 40 files, 16 GB, first", "at most 25 MB", environment, command);
            row(hub, "hub of 40 files, 16 GB, again", "one conditional request", environment, command);
        }
    }

    private void row(
            VirtualServer server, String name, String must, Map<String, String> environment, List<String> command)
            throws IOException {
        server.reset();
        Measured measured = table.assay(command, environment);
        table.row(name, measured, note(server, must));
    }

    private static String note(VirtualServer server, String must) {
        return String.format("%,d requests, %,d bytes sent   %s", server.requests(), server.sentBytes(), must);
    }
}
