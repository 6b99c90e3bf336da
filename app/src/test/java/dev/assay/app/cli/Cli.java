package dev.assay.app.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The command line as a test calls it: its own folder, home, environment and streams, no cache unless a test sets one. */
final class Cli {
    /** Runs {@code os.system('id')} when it is unpickled. */
    static final byte[] EVIL = "cos\nsystem\n(S'id'\ntR.".getBytes(StandardCharsets.US_ASCII);

    /** An empty list, protocol 4. */
    static final byte[] BENIGN = {(byte) 0x80, 4, ']', (byte) 0x94, '.'};

    final Map<String, String> environment = new HashMap<>();
    private final Path folder;
    private InputStream stdin = InputStream.nullInputStream();

    /** What a run gave. */
    record Ran(int code, String out, String err) {}

    Cli(Path folder) {
        this.folder = folder;
        environment.put("ASSAY_CACHE", "off");
        environment.put(
                "HOME", folder.resolveSibling(folder.getFileName() + "-home").toString());
    }

    Cli stdin(byte[] bytes) {
        return stdin(new ByteArrayInputStream(bytes));
    }

    Cli stdin(InputStream in) {
        stdin = in;
        return this;
    }

    /** With a cache in this folder. */
    Cli cache(Path in) {
        environment.remove("ASSAY_CACHE");
        environment.put("ASSAY_CACHE_DIR", in.toString());
        return this;
    }

    Ran run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Context context = new Context(
                stdin,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                folder,
                false,
                false);
        int code = Main.run(args, context);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
